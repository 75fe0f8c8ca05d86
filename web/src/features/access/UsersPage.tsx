import { useQuery } from '@tanstack/react-query';
import { Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { User } from '@/api/types';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { OnceShown } from '@/ui/OnceShown';
import { Page, Panel } from '@/ui/Page';
import { TableState } from '@/ui/TableState';
import { usersQuery } from './adminQueries';
import { NewUserDialog } from './NewUserDialog';
import { useCan } from './queries';
import { UserTools } from './UserTools';

const text = t.system.users;

export default function UsersPage() {
  const query = useQuery(usersQuery);
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<User>();
  const columns: TableColumnsType<User> = [
    { title: text.columns.login, dataIndex: 'login' },
    { title: text.columns.person, render: (_, user) => user.person.name },
    { title: text.columns.state, render: (_, user) => <UserState user={user} /> },
    { title: text.columns.until, render: (_, user) => <Until user={user} /> },
    {
      title: text.columns.last,
      render: (_, user) => <span className="num">{user.last_sign_in ? instant(user.last_sign_in) : text.never}</span>,
    },
  ];
  if (can('access.write')) {
    columns.push({ key: 'tools', fixed: 'right', render: (_, user) => <UserTools user={user} onSecret={setMade} /> });
  }
  return (
    <Page
      title={text.title}
      permission="access.read"
      tools={
        can('access.write') ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            {text.add}
          </Button>
        ) : null
      }
    >
      <div className="stack">
        {made?.one_time_password ? (
          <OnceShown title={text.once(made.login)} secret={made.one_time_password} onClose={() => setMade(undefined)} />
        ) : null}
        <Panel flush>
          <TableState query={query} columns={columns} />
        </Panel>
      </div>
      <NewUserDialog open={adding} onClose={() => setAdding(false)} onMade={setMade} />
    </Page>
  );
}

function Until({ user }: { user: User }) {
  if (!user.valid_until) return <span className="soft">{text.unlimited}</span>;
  return (
    <span className="row">
      <span className="num">{user.valid_until}</span>
      {user.expired ? <span className="hint-mark">{text.expired}</span> : null}
    </span>
  );
}

function UserState({ user }: { user: User }) {
  return (
    <span className="row">
      <span className={user.active ? 'status' : 'status status--waiting'}>
        {user.active ? `● ${text.active}` : `○ ${text.inactive}`}
      </span>
      {user.locked_until ? <span className="hint-mark">{text.locked(instant(user.locked_until))}</span> : null}
      {user.must_change_password ? <span className="hint-mark">{text.mustChange}</span> : null}
    </span>
  );
}
