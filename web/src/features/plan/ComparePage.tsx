import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Button, Select } from 'antd';
import { useFilters } from '@/app/navigation';
import { t } from '@/i18n';
import { Page, Panel } from '@/ui/Page';
import { problemText } from '@/ui/problem';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { clauseName } from './names';
import { PlanTabs } from './PlanTabs';
import { type Compared, compareQuery, editPlan, planQuery, plansQuery } from './planQueries';
import './plan.css';
import './review.css';

const text = t.plan.compare;

/** This year's text against an earlier one, clause by clause, with what changed in it. */
export default function ComparePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [search, change] = useFilters();
  const plan = useQuery(planQuery(id)).data;
  const plans = useQuery(plansQuery);
  const others = (plans.data ?? []).filter((one) => one.id !== id);
  const older = search.with ?? others.find((one) => plan && one.year < plan.year)?.id ?? others[0]?.id ?? '';
  const query = useQuery(compareQuery(id, older));
  return (
    <Page
      title={plan?.title ?? text.title}
      permission="plan.read"
      tools={plan?.may_write && plan.state === 'draft' && older ? <Carry plan={id} from={older} /> : null}
    >
      <PlanTabs id={id} current="compare" />
      {plans.isSuccess && others.length === 0 ? (
        <Panel>
          <EmptyState title={text.none} />
        </Panel>
      ) : null}
      {others.length > 0 ? (
        <div className="stack">
          <div className="row no-print">
            <span className="soft">{text.pick}</span>
            <Select
              value={older}
              style={{ minWidth: 320 }}
              aria-label={text.pick}
              onChange={(value) => change({ with: value })}
              options={others.map((one) => ({
                value: one.id,
                label: `${one.year} ${one.title} · ${t.plan.plans.states[one.state]}`,
              }))}
            />
          </div>
          {older && query.isPending ? <Loading /> : null}
          {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
          {query.data ? <Clauses data={query.data} /> : null}
        </div>
      ) : null}
    </Page>
  );
}

function Carry({ plan, from }: { plan: string; from: string }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const carry = useMutation({
    mutationFn: () => editPlan(plan, { do: 'carry', from }),
    onSuccess: (page) => {
      cache.setQueryData(planQuery(plan).queryKey, page);
      message.success(page.undo?.summary ?? t.common.saved);
    },
    onError: (error) => message.error(problemText(error)),
  });
  return (
    <Button type="primary" loading={carry.isPending} onClick={() => carry.mutate()}>
      {t.plan.review.carry}
    </Button>
  );
}

function Clauses({ data }: { data: Compared }) {
  const [search, change] = useFilters();
  const show = search.show ?? '';
  const kinds = Object.keys(text.kinds).filter((kind) => data.clauses.some((row) => row.kind === kind));
  const rows = data.clauses.filter((row) => show === '' || row.kind === show);
  return (
    <Panel flush>
      <div className="saved no-print">
        <button type="button" aria-pressed={show === ''} onClick={() => change({ show: undefined }, true)}>
          {`${text.all} ${data.clauses.length}`}
        </button>
        {kinds.map((kind) => (
          <button key={kind} type="button" aria-pressed={show === kind} onClick={() => change({ show: kind }, true)}>
            {`${text.kinds[kind]} ${data.clauses.filter((row) => row.kind === kind).length}`}
          </button>
        ))}
      </div>
      {rows.length === 0 ? <EmptyState title={text.empty} /> : null}
      <ul className="compared">
        {rows.map((row) => (
          <li key={`${row.clause ?? ''}|${row.before ?? ''}`} className={`compared__row compared__row--${row.kind}`}>
            <div className="compared__head">
              <span className="mark">{text.kinds[row.kind]}</span>
              <b>
                {row.before && row.clause && row.before !== row.clause
                  ? text.moved(clauseName(row.before), clauseName(row.clause))
                  : clauseName(row.clause ?? row.before ?? '')}
              </b>
              <span className="soft num">{text.tasks(row.tasks_before, row.tasks)}</span>
            </div>
            <p>
              {row.parts.map((part, at) => {
                const key = `${at}${part.kind}`;
                if (part.kind === 'gone') return <del key={key}>{part.text}</del>;
                if (part.kind === 'new') return <ins key={key}>{part.text}</ins>;
                return <span key={key}>{part.text}</span>;
              })}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
