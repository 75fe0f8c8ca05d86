import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Input, Select } from 'antd';
import type { HandOver, NewPost, Post } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { PostSelect } from '@/ui/fields/PostSelect';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { today } from '@/ui/format';
import { OrganisationSelect } from './OrganisationSelect';
import { addPost, appoint, endPost, organisationsQuery, peopleQuery } from './queries';

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
      <LevelItem />
      <Form.Item name="region_code" label={text.region} extra={text.regionHint}>
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

/** Levels the chosen role may stand on. */
function LevelItem() {
  const { roles } = useMeta();
  const role: string | undefined = Form.useWatch('role');
  const levels = roles.find((one) => one.code === role)?.levels ?? [];
  return (
    <Form.Item name="level" label={text.level} rules={[required]}>
      <Select
        options={levels.map((value) => ({ value, label: text.levels[value] ?? value }))}
        placeholder={t.common.choose}
      />
    </Form.Item>
  );
}

/** Gives a post to somebody from a day on; those who hold it may give it up the same day. */
export function AppointDialog({ post, onClose }: { post: Post | undefined; onClose: () => void }) {
  const people = useQuery({ ...peopleQuery, enabled: Boolean(post) });
  const done = usePostsChanged(onClose);
  const holders = (post?.holders ?? []).filter((holder) => !holder.to);
  return (
    <FormDialog<HandOver, Post>
      open={Boolean(post)}
      title={post ? `${text.appoint} · ${post.org.name} ${post.name}` : text.appoint}
      onClose={onClose}
      initial={{ from: today(), ends: holders.map((holder) => holder.person_id) }}
      send={({ person_id, ends, from }) =>
        appoint(post?.id ?? '', { person_id: person_id ?? null, ends: ends ?? [], from })
      }
      onDone={done}
    >
      <Form.Item name="person_id" label={text.person} extra={text.vacateHint}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          placeholder={t.common.choose}
          options={(people.data ?? []).map((one) => ({
            value: one.id,
            label: [one.name, one.title, one.org?.name].filter(Boolean).join(' · '),
          }))}
        />
      </Form.Item>
      {holders.length > 0 ? (
        <Form.Item name="ends" label={text.ends}>
          <Checkbox.Group options={holders.map((holder) => ({ value: holder.person_id, label: holder.name }))} />
        </Form.Item>
      ) : null}
      <DateItem name="from" label={text.from} required />
    </FormDialog>
  );
}

/** Ends a post; what it still owes goes to another. */
export function EndPostDialog({ post, onClose }: { post: Post | undefined; onClose: () => void }) {
  const done = usePostsChanged(onClose);
  return (
    <FormDialog<{ on?: string; into?: string }, unknown>
      open={Boolean(post)}
      title={post ? `${text.end} · ${post.org.name} ${post.name}` : text.end}
      okText={text.end}
      onClose={onClose}
      initial={{ on: today() }}
      send={({ on, into }) =>
        endPost(post?.id ?? '', { version: post?.version ?? 0, on: on ?? null, into: into ?? null })
      }
      onDone={done}
    >
      <p className="soft">{text.endHint}</p>
      <DateItem name="on" label={text.endOn} required />
      <Form.Item name="into" label={`${text.endInto} (${t.common.optional})`}>
        <PostSelect />
      </Form.Item>
    </FormDialog>
  );
}
