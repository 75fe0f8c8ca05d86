import { t } from '@/i18n';
import { A } from '@/ui/A';

type Tab = keyof typeof t.plan.tabs;

/** The four views of one plan. */
export function PlanTabs({ id, current }: { id: string; current: Tab }) {
  const tabs: [Tab, string][] = [
    ['review', `/plan/${id}`],
    ['progress', `/plan/${id}/progress`],
    ['coverage', `/plan/${id}/coverage`],
    ['compare', `/plan/${id}/compare`],
  ];
  return (
    <nav className="saved no-print plan-tabs" aria-label={t.plan.title}>
      {tabs.map(([tab, href]) => (
        <A key={tab} href={href} className="plan-tab" {...(tab === current ? { 'aria-current': 'page' as const } : {})}>
          {t.plan.tabs[tab]}
        </A>
      ))}
    </nav>
  );
}
