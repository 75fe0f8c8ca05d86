import { useQuery } from '@tanstack/react-query';
import { Button, Input, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { Post } from '@/api/types';
import { useCan, useSectorName } from '@/features/access/queries';
import { t } from '@/i18n';
import { Page, Panel } from '@/ui/Page';
import { TableState } from '@/ui/TableState';
import { AppointDialog, EndPostDialog, NewPostDialog } from './PostDialogs';
import { postsQuery } from './queries';
import './directory.css';

const text = t.system.posts;

export default function PostsPage() {
  const query = useQuery(postsQuery);
  const can = useCan();
  const sector = useSectorName();
  const [words, setWords] = useState('');
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Post>();
  const [appointing, setAppointing] = useState<Post>();
  const rows = (query.data ?? []).filter((post) =>
    [post.name, post.org.name, post.role_name, ...post.holders.map((holder) => holder.name)].some((word) =>
      word.includes(words.trim()),
    ),
  );
  const columns: TableColumnsType<Post> = [
    { title: text.columns.name, dataIndex: 'name' },
    { title: text.columns.org, render: (_, post) => post.org.name },
    { title: text.columns.role, dataIndex: 'role_name' },
    { title: text.columns.region, dataIndex: 'region_name' },
    {
      title: text.columns.sectors,
      render: (_, post) => post.sectors?.map(sector).join(t.common.comma) || text.allSectors,
    },
    { title: text.columns.holders, render: (_, post) => <Holders post={post} /> },
  ];
  // Handing a post over gives power: that is the security administrator's, not who defines posts.
  if (can('access.write')) {
    columns.push({
      key: 'appoint',
      fixed: 'right',
      render: (_, post) => (
        <Button size="small" onClick={() => setAppointing(post)}>
          {text.appoint}
        </Button>
      ),
    });
  }
  if (can('directory.write')) {
    columns.push({
      key: 'end',
      fixed: 'right',
      render: (_, post) => (
        <Button size="small" danger onClick={() => setEnding(post)}>
          {text.end}
        </Button>
      ),
    });
  }
  return (
    <Page
      title={text.title}
      permission="directory.read"
      tools={
        can('directory.write') ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            {text.add}
          </Button>
        ) : null
      }
    >
      <Panel flush>
        <div className="filters" data-search>
          <Input
            allowClear
            style={{ width: 280 }}
            placeholder={text.search}
            aria-label={text.search}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        <TableState query={query} rows={rows} columns={columns} />
      </Panel>
      <NewPostDialog open={adding} onClose={() => setAdding(false)} />
      <EndPostDialog post={ending} onClose={() => setEnding(undefined)} />
      <AppointDialog post={appointing} onClose={() => setAppointing(undefined)} />
    </Page>
  );
}

/** Who holds the post now, and who did. */
function Holders({ post }: { post: Post }) {
  const now = post.holders.filter((holder) => !holder.to);
  const past = post.holders.filter((holder) => holder.to);
  return (
    <>
      {now.length === 0 ? <span className="hint-mark">{text.vacant}</span> : null}
      {now.map((holder) => (
        <div key={holder.person_id}>
          {holder.name} <span className="soft num">{text.since(holder.from)}</span>
        </div>
      ))}
      {past.length > 0 ? (
        <div
          className="soft"
          title={past.map((holder) => `${holder.name} ${holder.from}${t.common.to}${holder.to}`).join('\n')}
        >
          {`${text.past} ${past.map((holder) => holder.name).join(t.common.comma)}`}
        </div>
      ) : null}
    </>
  );
}
