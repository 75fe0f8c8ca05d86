import { DownOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Dropdown } from 'antd';
import { useState } from 'react';
import { PasswordDialog } from '@/features/access/PasswordDialog';
import { signOut, useSession, useSessionChange } from '@/features/access/queries';
import { t } from '@/i18n';

export function AccountMenu() {
  const { user, posts, demo } = useSession();
  const change = useSessionChange();
  const leave = useMutation({ mutationFn: signOut, onSettled: () => change(null) });
  const [asking, setAsking] = useState(false);
  const post = posts[0];
  const items = [
    ...posts.map((held) => ({
      key: held.id,
      disabled: true,
      label: t.shell.postLine(held.org_name, held.name, held.region_name),
    })),
    { type: 'divider' as const },
    ...(demo ? [] : [{ key: 'password', label: t.shell.changePassword, onClick: () => setAsking(true) }]),
    { key: 'out', label: t.shell.signOut, icon: <LogoutOutlined />, onClick: () => leave.mutate() },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <button type="button" className="shell__tool" aria-haspopup="menu" title={t.shell.account}>
          <UserOutlined />
          <span className="shell__who">
            {user.name}
            {post ? <small>{`${post.org_name} · ${post.name}`}</small> : null}
          </span>
          <DownOutlined style={{ fontSize: 10 }} />
        </button>
      </Dropdown>
      <button
        type="button"
        className="shell__tool"
        title={t.shell.signOut}
        aria-label={t.shell.signOut}
        onClick={() => leave.mutate()}
      >
        <LogoutOutlined />
      </button>
      <PasswordDialog open={asking} onClose={() => setAsking(false)} />
    </>
  );
}
