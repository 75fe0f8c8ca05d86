import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Select } from 'antd';
import { t } from '@/i18n';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { postsQuery, workQuery } from './queries';
import { freeWork, type Values } from './reorganiseBody';

const text = t.system.organisations;
const required = { required: true, message: t.common.required };

/** The bodies a split leads to, each with the posts and the body's own open work that go to it. */
export function SplitParts() {
  const id: string | undefined = Form.useWatch('organisation');
  const parts: Values['parts'] = Form.useWatch('parts');
  const posts = useQuery(postsQuery);
  const work = useQuery(workQuery(id)).data ?? [];
  const free = (at: number) =>
    freeWork(work, parts ?? [], at).map((one) => ({
      value: one.id,
      label: text.work(text.workKinds[one.kind], one.title),
    }));
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
                {work.length > 0 ? (
                  <Form.Item name={[row.name, 'work']} className="directory-part__posts">
                    <Select
                      mode="multiple"
                      options={free(row.name)}
                      showSearch={{ optionFilterProp: 'label' }}
                      placeholder={text.partWork}
                      aria-label={text.partWork}
                    />
                  </Form.Item>
                ) : null}
              </div>
            ))}
            {work.length > 0 ? <p className="soft">{text.workHint(work.length)}</p> : null}
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
