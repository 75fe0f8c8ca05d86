import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { Overview } from '@/api/types';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { instant } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { Figures } from './Figures';
import { OverdueList } from './OverdueList';
import { PlanProgress } from './PlanProgress';
import { overviewQuery } from './queries';
import { useRegions } from './Regions';
import './overview.css';

const TrendChart = lazy(() => import('./TrendChart'));

export default function OverviewPage() {
  const query = useQuery(overviewQuery);
  const text = t.overview;
  return (
    <Page
      title={text.title}
      subtitle={query.data ? text.asOf(instant(query.data.as_of)) : null}
      permission="overview.read"
    >
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.data ? <OverviewBody data={query.data} /> : null}
    </Page>
  );
}

function OverviewBody({ data }: { data: Overview }) {
  const text = t.overview;
  const { map, table } = useRegions(data.regions);
  return (
    <div className="stack">
      <Figures figures={data.figures} />
      <div className="overview-grid">
        <div className="stack">
          {map}
          <Panel title={text.overdue} extra={<A href="/cases?overdue=true">{text.overdueMore}</A>} flush>
            {data.overdue.length > 0 ? <OverdueList rows={data.overdue} /> : <EmptyState title={text.overdueNone} />}
          </Panel>
        </div>
        <div className="stack">
          {table}
          <Panel title={text.trend}>
            <Suspense fallback={<Loading />}>
              <TrendChart trend={data.trend} />
            </Suspense>
          </Panel>
          <Panel title={text.plan} extra={<A href="/plan">{text.planOpen}</A>}>
            <PlanProgress plan={data.plan} />
          </Panel>
        </div>
      </div>
    </div>
  );
}
