import type { Overview } from '@/api/types';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { EmptyState } from '@/ui/states';

/** How much of each chapter of the work points is there, and how many tasks it gave. */
export function PlanProgress({ plan }: { plan: Overview['plan'] }) {
  if (plan.length === 0) return <EmptyState title={t.overview.planNone} />;
  return (
    <ul className="plan-bars">
      {plan.map((section) => (
        <li key={section.section}>
          <div className="row">
            <A href="/plan" className="grow">{`${section.section} ${section.title}`}</A>
            <span className="soft num">{t.overview.planRow(section.present, section.clauses, section.tasks)}</span>
          </div>
          <div className="plan-bars__track" aria-hidden="true">
            <div style={{ width: `${section.clauses ? (section.present / section.clauses) * 100 : 0}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
