import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Select } from 'antd';
import { t } from '@/i18n';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { postsQuery } from './queries';

const text = t.system.organisations;
const required = { required: true, message: t.common.required };

/** The bodies a split leads to, each with the posts that go to it. */
export function SplitParts() {
  const id: string | undefined = Form.useWatch('organisation');
  const posts = useQuery(postsQuery);
  const options = (posts.data ?? [])
    .filter((post) => post.org.id === id)
    .map((post) => ({ value: post.id, label: `${post.name} · ${post.role_name}` }));
  return (
    <>
      <Form.List name="parts" initialValue={[{}, {}]}>
        {(rows, { add, remove }) => (
          <fieldset className="directory-parts">
            <legend>{text.parts}</legend>
            {rows.map((row) => (
              <div key={row.key} className="directory-part">
                <Form.Item name={[row.name, 'name']} rules={[required]}>
                  <Input placeholder={text.name} aria-label={text.name} maxLength={120} />
                </Form.Item>
                <Form.Item name={[row.name, 'region_code']} rules={[required]}>
                  <RegionPicker />
                </Form.Item>
                <Button type="text" disabled={rows.length < 2} onClick={() => remove(row.name)}>
                  {t.common.remove}
                </Button>
                <Form.Item name={[row.name, 'posts']} className="directory-part__posts">
                  <Select mode="multiple" options={options} placeholder={text.partPosts} aria-label={text.partPosts} />
                </Form.Item>
              </div>
            ))}
            <Button onClick={() => add({})}>{text.addPart}</Button>
          </fieldset>
        )}
      </Form.List>
      <Form.Item name="remains" valuePropName="checked" extra={text.remainsHint}>
        <Checkbox>{text.remains}</Checkbox>
      </Form.Item>
    </>
  );
}
