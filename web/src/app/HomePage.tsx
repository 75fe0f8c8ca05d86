import { Navigate } from '@tanstack/react-router';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { NoPermission } from '@/ui/states';
import { menu } from './menuEntries';

/** The first page of the menu that the caller's posts allow. */
export function HomePage() {
  const can = useCan();
  const first = menu.flatMap((group) => group.entries).find((entry) => can(entry.permission));
  return first ? <Navigate to={first.href} replace /> : <NoPermission text={t.common.noPermission.none} />;
}
