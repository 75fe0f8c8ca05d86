import { MenuOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { PasswordDialog } from '@/features/access/PasswordDialog';
import { sessionQuery, useCan, useSession } from '@/features/access/queries';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { Crash } from '@/ui/Crash';
import { Logo } from '@/ui/Logo';
import { SyntheticBanner } from '@/ui/SyntheticBanner';
import { AccountMenu } from './AccountMenu';
import { currentEntry, visibleMenu } from './menuEntries';
import { NoticeBell } from './NoticeBell';
import { SideMenu } from './SideMenu';
import { useSlashFocus } from './useSlashFocus';

export function Shell() {
  const session = useSession();
  const path = useLocation().pathname;
  const main = useRef<HTMLElement>(null);
  useSlashFocus();
  // Focus follows the page, so that a keyboard or a screen reader starts at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is the trigger, not an input
  useEffect(() => main.current?.focus({ preventScroll: true }), [path]);
  return (
    <div className="shell" style={{ ['--top' as string]: session.synthetic ? '76px' : '48px' }}>
      <a className="shell__skip" href="#main">
        {t.shell.skip}
      </a>
      <div className="shell__top">
        {session.synthetic ? <SyntheticBanner /> : null}
        <header className="shell__head">
          <A href="/overview" className="shell__brand">
            <Logo size={26} />
            {t.common.product}
          </A>
          <span className="shell__city">{session.city_name}</span>
          <div className="shell__tools">
            <NoticeBell unread={session.unread} />
            <AccountMenu />
          </div>
        </header>
      </div>
      <nav className="shell__side" aria-label={t.shell.open}>
        <SideMenu />
      </nav>
      <main className="shell__main" id="main" tabIndex={-1} ref={main}>
        <Crash key={path}>
          <Outlet />
        </Crash>
      </main>
      <PhoneTabs />
      {session.must_change_password && !session.demo ? <MustChangePassword /> : null}
    </div>
  );
}

/** The first password was made by somebody else; nothing else is done before it is one's own. */
function MustChangePassword() {
  const cache = useQueryClient();
  return (
    <PasswordDialog open forced onClose={() => void cache.invalidateQueries({ queryKey: sessionQuery.queryKey })} />
  );
}

/** The bar at the bottom of a phone: the four places of field work, and the rest of the menu. */
function PhoneTabs() {
  const can = useCan();
  const [open, setOpen] = useState(false);
  const path = useLocation().pathname;
  const here = currentEntry(path);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the drawer
  useEffect(() => setOpen(false), [path]);
  const entries = visibleMenu(can)
    .flatMap((group) => group.entries)
    .filter((entry) => entry.phone);
  return (
    <nav className="shell__tabs" aria-label={t.shell.menu.inbox}>
      {entries.map((entry) => (
        <A key={entry.href} href={entry.href} {...(entry.href === here ? { 'aria-current': 'page' as const } : {})}>
          {entry.icon}
          {entry.label}
        </A>
      ))}
      <button type="button" onClick={() => setOpen(true)} title={t.shell.open}>
        <MenuOutlined />
        {t.common.more}
      </button>
      <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={240} title={t.common.product}>
        <SideMenu />
      </Drawer>
    </nav>
  );
}
