import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import type { NewPost, Post } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { today } from '@/ui/format';
import { OrganisationSelect } from './NewOrganisationDialog';
import { addPost, appoint, organisationsQuery, peopleQuery } from './queries';

const text = t.system.posts;
const required = { required: true, message: t.common.required };

function usePostsChanged(onClose: () => void) {
  const cache = useQueryClient();
  return () => {
    for (const key of ['posts', 'people', 'organisations']) void cache.invalidateQueries({ queryKey: [key] });
    onClose();
  };
}

export function NewPostDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { roles, lists } = useMeta();
  const organisations = useQuery(organisationsQuery);
  const sectors = lists.sectors?.map(({ code, name }) => ({ value: code, label: name })) ?? [];
  return (
    <FormDialog<NewPost, Post>
      open={open}
      title={text.add}
      onClose={onClose}
      send={addPost}
      onDone={usePostsChanged(onClose)}
    >
      <Form.Item name="name" label={text.columns.name} rules={[required]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="org_id" label={text.org} rules={[required]}>
        <OrganisationSelect all={organisations.data ?? []} />
      </Form.Item>
      <Form.Item name="role" label={text.role} rules={[required]}>
        <Select options={roles.map(({ code, name }) => ({ value: code, label: name }))} placeholder={t.common.choose} />
      </Form.Item>
      <Form.Item name="region_code" label={text.region} rules={[required]}>
        <RegionPicker />
      </Form.Item>
      {sectors.length > 0 ? (
        <Form.Item name="sectors" label={text.columns.sectors} extra={text.allSectors}>
          <Select mode="multiple" options={sectors} />
        </Form.Item>
      ) : null}
    </FormDialog>
  );
}

export function AppointDialog({ post, onClose }: { post: Post | undefined; onClose: () => void }) {
  const people = useQuery({ ...peopleQuery, enabled: Boolean(post) });
  const done = usePostsChanged(onClose);
  return (
    <FormDialog<{ person_id: string; from: string; to?: string }, Post>
      open={Boolean(post)}
      title={post ? `${text.appoint} · ${post.org.name} ${post.name}` : text.appoint}
      onClose={onClose}
      initial={{ from: today() }}
      send={(values) => appoint(post?.id ?? '', values)}
      onDone={done}
    >
      <Form.Item name="person_id" label={text.person} rules={[required]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t.common.choose}
          options={(people.data ?? []).map((one) => ({
            value: one.id,
            label: [one.name, one.title].filter(Boolean).join(' · '),
          }))}
        />
      </Form.Item>
      <DateItem name="from" label={text.from} required />
      <DateItem name="to" label={text.to} />
    </FormDialog>
  );
}
