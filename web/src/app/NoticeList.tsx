import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { client, take } from '@/api/client';
import type { Notice } from '@/api/types';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { useCopy } from '@/ui/useCopy';
import { useKeyset } from '@/ui/useKeyset';
import { useGo } from './navigation';

export default function NoticeList({ onGone }: { onGone: () => void }) {
  const list = useKeyset<Notice>(['notices', 'list'], (page) =>
    take(client.GET('/notices', { params: { query: page } })),
  );
  if (list.isPending) return <Loading />;
  if (list.isError) return <ErrorState error={list.error} onRetry={list.refetch} />;
  if (list.rows.length === 0) return <EmptyState title={t.shell.notices.empty} />;
  return (
    <ul className="plain-list stack">
      {list.rows.some((notice) => !notice.read) ? <ReadAll /> : null}
      {list.rows.map((notice) => (
        <NoticeItem key={notice.id} notice={notice} onGone={onGone} />
      ))}
      {list.hasNextPage ? (
        <li>
          <Button onClick={() => list.fetchNextPage()} loading={list.isFetchingNextPage}>
            {t.common.loadMore}
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

/** A post that many write to clears its desk at once. */
function ReadAll() {
  const cache = useQueryClient();
  const read = useMutation({
    mutationFn: () => take(client.POST('/notices/read-all')),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['notices'] }),
  });
  return (
    <li>
      <Button size="small" loading={read.isPending} onClick={() => read.mutate()}>
        {t.shell.notices.readAll}
      </Button>
    </li>
  );
}

function NoticeItem({ notice, onGone }: { notice: Notice; onGone: () => void }) {
  const cache = useQueryClient();
  const go = useGo();
  const copy = useCopy();
  const read = useMutation({
    mutationFn: () => take(client.POST('/notices/{id}/read', { params: { path: { id: notice.id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['notices'] }),
  });
  const open = () => {
    if (!notice.read) read.mutate();
    onGone();
    go(`/cases/${notice.case_id}`);
  };
  return (
    <li className={notice.read ? 'notice' : 'notice notice--unread'}>
      <div className="row">
        <strong className="grow">{notice.title}</strong>
        <time className="soft num">{instant(notice.at)}</time>
      </div>
      <p>{notice.text}</p>
      <div className="row">
        {notice.case_id ? (
          <Button size="small" type="primary" ghost onClick={open}>
            {t.shell.notices.openCase}
          </Button>
        ) : null}
        {notice.paste_text ? (
          <Button size="small" onClick={() => copy(notice.paste_text ?? '')}>
            {t.shell.notices.copyText}
          </Button>
        ) : null}
        {notice.read ? null : (
          <Button size="small" type="text" loading={read.isPending} onClick={() => read.mutate()}>
            {t.shell.notices.read}
          </Button>
        )}
      </div>
    </li>
  );
}
