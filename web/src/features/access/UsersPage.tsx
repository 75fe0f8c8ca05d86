import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { User } from '@/api/types';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { problemText } from '@/ui/problem';
import { TableState } from '@/ui/TableState';
import { changeUser, usersQuery } from './adminQueries';
import { useCan, useSession } from './queries';
import { NewUserDialog, ResetDialog } from './UserDialogs';

const text = t.system.users;

export default function UsersPage() {
  const query = useQuery(usersQuery);
  const can = useCan();
  const { user: me } = useSession();
  const [adding, setAdding] = useState(false);
  const [resetting, setResetting] = useState<User>();
  const columns: TableColumnsType<User> = [
    { title: text.columns.login, dataIndex: 'login' },
    { title: text.columns.person, render: (_, user) => user.person.name },
    { title: text.columns.state, render: (_, user) => <UserState user={user} /> },
    {
      title: text.columns.last,
      render: (_, user) => <span className="num">{user.last_sign_in ? instant(user.last_sign_in) : text.never}</span>,
    },
  ];
  if (can('access.write')) {
    columns.push({
      key: 'tools',
      fixed: 'right',
      render: (_, user) => (
        <div className="row">
          <Button size="small" onClick={() => setResetting(user)}>
            {text.reset}
          </Button>
          {user.id === me.id ? null : <ActiveButton user={user} />}
        </div>
      ),
    });
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
      <Panel flush>
        <TableState query={query} columns={columns} />
      </Panel>
      <NewUserDialog open={adding} onClose={() => setAdding(false)} />
      <ResetDialog user={resetting} onClose={() => setResetting(undefined)} />
    </Page>
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

function ActiveButton({ user }: { user: User }) {
  const { modal, message } = App.useApp();
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: (active: boolean) => changeUser(user.id, { active }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['users'] }),
    onError: (error) => message.error(problemText(error)),
  });
  const deactivate = () =>
    modal.confirm({
      title: `${text.deactivate} ${user.login}`,
      content: text.deactivateConfirm,
      okButtonProps: { danger: true },
      onOk: () => change.mutate(false),
    });
  return user.active ? (
    <Button size="small" danger onClick={deactivate} loading={change.isPending}>
      {text.deactivate}
    </Button>
  ) : (
    <Button size="small" onClick={() => change.mutate(true)} loading={change.isPending}>
      {text.activate}
    </Button>
  );
}
