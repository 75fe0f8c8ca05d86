import { useQuery } from '@tanstack/react-query';
import { client, take } from '@/api/client';
import { t } from '@/i18n';
import { type PickProps, PickSelect, useTyped } from './PickSelect';

/** Chooses posts by name of post or body, also outside one's own area. */
export function PostSelect(props: PickProps) {
  const [q, setTyped] = useTyped();
  const posts = useQuery({
    queryKey: ['pick', 'posts', q],
    queryFn: () => take(client.GET('/pick/posts', { params: { query: q ? { q } : {} } })),
    placeholderData: (before) => before,
  });
  const options = (posts.data ?? []).map((post) => ({
    value: post.id,
    label: t.shell.postLine(post.organisation, post.name, post.region_name),
  }));
  return (
    <PickSelect
      {...props}
      options={options}
      loading={posts.isFetching}
      onSearch={setTyped}
      placeholder={t.casework.act.post}
    />
  );
}
