import { t } from '@/i18n';
import { A } from '@/ui/A';
import { EmptyState } from '@/ui/states';

export function MissingPage() {
  return (
    <EmptyState title={t.common.missing.title} text={t.common.missing.text}>
      <A href="/overview">{t.shell.menu.overview}</A>
    </EmptyState>
  );
}
