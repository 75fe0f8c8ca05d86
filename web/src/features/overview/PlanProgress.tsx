import { useQuery } from '@tanstack/react-query';
import type { OutlineNode, Overview } from '@/api/types';
import { useCan } from '@/features/access/queries';
import { plansQuery, progressQuery, type PlanProgress as Standing } from '@/features/plan/planQueries';
import { Bar } from '@/features/plan/StandingTag';
import { bySection } from '@/features/plan/sections';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { EmptyState, Loading } from '@/ui/states';
import '@/features/plan/review.css';

/** The plan in force by section; without one, how much of each chapter of the pack's work points is there. */
export function PlanProgress({ plan }: { plan: Overview['plan'] }) {
  const can = useCan();
  const plans = useQuery({ ...plansQuery, enabled: can('plan.read') });
  const inForce = plans.data?.find((one) => one.state === 'published');
  if (plans.isPending && can('plan.read')) return <Loading />;
  if (inForce) return <InForce id={inForce.id} />;
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

function InForce({ id }: { id: string }) {
  const progress = useQuery(progressQuery(id));
  if (progress.isPending) return <Loading />;
  if (!progress.data) return <EmptyState title={t.overview.planNone} />;
  const data: Standing = progress.data;
  return (
    <>
      <p className="soft overview-plan-title">
        <A href={`/plan/${id}/progress`}>{data.title}</A>
      </p>
      <ul className="plan-bars">
        {bySection(data.nodes as OutlineNode[], data.tasks).map((row) => (
          <li key={row.id}>
            <div className="row">
              <A href={`/plan/${id}/progress`} className="grow">{`${row.id} ${row.title}`}</A>
              {row.overdue > 0 ? (
                <A href={`/plan/${id}/progress?show=overdue`}>
                  <span className="danger-text num">{`${t.plan.progress.standing.overdue} ${row.overdue}`}</span>
                </A>
              ) : null}
              <span className="soft num">{t.plan.progress.counts(row.done, row.tasks)}</span>
            </div>
            <Bar share={row.share} reported={row.reported} late={row.overdue > 0} />
          </li>
        ))}
      </ul>
    </>
  );
}
