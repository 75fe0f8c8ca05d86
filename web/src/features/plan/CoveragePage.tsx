import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { downloadUrl } from '@/api/client';
import { useFilters } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { clauseName } from './names';
import { PlanTabs } from './PlanTabs';
import { type CoverageReport, coverageQuery, planQuery } from './planQueries';
import './plan.css';
import './review.css';

const text = t.plan.coverage;

/** What of the plan is covered: bars by section, then every hole. */
export default function CoveragePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const can = useCan();
  const plan = useQuery(planQuery(id));
  const query = useQuery(coverageQuery(id));
  return (
    <Page
      title={plan.data?.title ?? text.title}
      permission="plan.read"
      tools={
        can('export') ? (
          <Button href={downloadUrl(`/plan/plans/${id}/coverage/export`, {})}>{text.export}</Button>
        ) : null
      }
    >
      <PlanTabs id={id} current="coverage" />
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.data ? (
        <div className="stack">
          <Sections data={query.data} />
          <Gaps data={query.data} plan={id} />
          {query.data.no_task.length > 0 ? (
            <Panel title={text.noTask}>
              <ul className="plain">
                {query.data.no_task.map(([clause, reason]) => (
                  <li key={clause}>
                    <b>{clauseName(clause ?? '')}</b> {reason}
                  </li>
                ))}
              </ul>
            </Panel>
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}

function Sections({ data }: { data: CoverageReport }) {
  return (
    <Panel flush>
      <table className="coverage">
        <thead>
          <tr>
            <th>{text.columns.section}</th>
            <th>{text.columns.clauses}</th>
            <th>{text.columns.owned}</th>
            <th>{text.columns.measured}</th>
            <th>{text.columns.missing}</th>
          </tr>
        </thead>
        <tbody>
          {data.sections.map((row) => (
            <tr key={row.section}>
              <th>{row.section ? `${row.section} ${row.title}` : text.other}</th>
              <Share part={row.covered} all={row.clauses} />
              <Share part={row.owned} all={row.tasks} />
              <Share part={row.measured} all={row.tasks} />
              <td className="num">
                {row.missing > 0 ? <span className="hint-mark">{row.missing}</span> : t.common.dash}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Share({ part, all }: { part: number; all: number }) {
  if (all === 0) return <td>{t.common.dash}</td>;
  return (
    <td>
      <span className="coverage__cell">
        <span className="plan-bar" aria-hidden="true">
          <span className="plan-bar__verified" style={{ width: `${(100 * part) / all}%` }} />
        </span>
        <span className={part < all ? 'num danger-text' : 'num'}>{text.of(part, all)}</span>
      </span>
    </td>
  );
}

function Gaps({ data, plan }: { data: CoverageReport; plan: string }) {
  const [search, change] = useFilters();
  const kinds = Object.keys(text.kinds).filter((kind) => data.gaps.some((gap) => gap.kind === kind));
  const show = search.show ?? '';
  const rows = data.gaps.filter((gap) => show === '' || gap.kind === show);
  return (
    <Panel title={`${text.gaps} ${data.gaps.length}`} flush>
      <div className="saved no-print">
        <button type="button" aria-pressed={show === ''} onClick={() => change({ show: undefined }, true)}>
          {`${t.plan.compare.all} ${data.gaps.length}`}
        </button>
        {kinds.map((kind) => (
          <button key={kind} type="button" aria-pressed={show === kind} onClick={() => change({ show: kind }, true)}>
            {`${text.kinds[kind]} ${data.gaps.filter((gap) => gap.kind === kind).length}`}
          </button>
        ))}
      </div>
      {rows.length === 0 ? <EmptyState title={text.none} /> : null}
      <ul className="gaps">
        {rows.map((gap) => (
          <li key={`${gap.kind}${gap.clause}${gap.task ?? ''}`}>
            <span className={gap.kind === 'gap' ? 'hint-mark' : 'mark mark--danger'}>{text.kinds[gap.kind]}</span>
            <b className="nowrap">{clauseName(gap.clause)}</b>
            {gap.task ? <A href={`/plan/${plan}?task=${gap.task}`}>{gap.text}</A> : <span>{gap.text}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
