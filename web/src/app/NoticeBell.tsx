import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Drawer } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { client, take } from '@/api/client';
import { t } from '@/i18n';
import { Loading } from '@/ui/states';

const NoticeList = lazy(() => import('./NoticeList'));

/** The badge and the name of the button say the same number. */
const MOST = 99;

export function NoticeBell({ unread }: { unread: number }) {
  const [open, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ['notices', 'count'],
    queryFn: () => take(client.GET('/notices/count')),
    initialData: { count: unread, at_least: false },
    refetchInterval: 60_000,
  });
  const label = `${t.shell.notices.title}${t.common.colon}${t.shell.notices.unread(data.count > MOST ? `${MOST}+` : `${data.count}`)}`;
  return (
    <>
      <button type="button" className="shell__tool" aria-label={label} title={label} onClick={() => setOpen(true)}>
        <Badge count={data.count} overflowCount={MOST} size="small" color="#c0341b" offset={[8, -6]}>
          <BellOutlined style={{ fontSize: 17, color: '#fff' }} />
        </Badge>
      </button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t.shell.notices.title} size={420} destroyOnHidden>
        <Suspense fallback={<Loading />}>
          <NoticeList onGone={() => setOpen(false)} />
        </Suspense>
      </Drawer>
    </>
  );
}
