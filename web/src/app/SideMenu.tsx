import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useCan } from '@/features/access/queries';
import { inboxCountQuery } from '@/features/casework/queries';
import { A } from '@/ui/A';
import { bounded } from '@/ui/format';
import { currentEntry, visibleMenu } from './menuEntries';

/** The side menu; the number beside 待办 is the inbox. */
export function SideMenu() {
  const can = useCan();
  const here = currentEntry(useLocation().pathname);
  const { data: waiting } = useQuery({ ...inboxCountQuery, enabled: can('case.read') });
  return (
    <ul className="menu">
      {visibleMenu(can).map((group) => (
        <li key={group.label ?? 'top'}>
          {group.label ? <div className="menu__group">{group.label}</div> : null}
          <ul className="menu">
            {group.entries.map((entry) => (
              <li key={entry.href}>
                <A
                  href={entry.href}
                  className="menu__item"
                  {...(entry.href === here ? { 'aria-current': 'page' as const } : {})}
                >
                  {entry.icon}
                  <span>{entry.label}</span>
                  {entry.href === '/inbox' && waiting?.count ? (
                    <span className="menu__count num">{bounded(waiting)}</span>
                  ) : null}
                </A>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
