import type { UseQueryResult } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { t } from '@/i18n';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import type { Table, TableSpec } from './queries';
import { TableSheet } from './TableSheet';

const TableChart = lazy(() => import('./TableChart'));
const text = t.crosstab;

interface Props {
  query: UseQueryResult<Table, Error>;
  spec: TableSpec;
  tools: ReactNode;
}

/** The table as it will be printed, or the same figures as bars. */
export function Preview({ query, spec, tools }: Props) {
  const [view, setView] = useState<'table' | 'chart'>('table');
  return (
    <>
      <div className="tables__tools no-print">
        <Segmented
          value={view}
          onChange={setView}
          options={[
            { value: 'table' as const, label: text.view.table },
            { value: 'chart' as const, label: text.view.chart },
          ]}
        />
        <span className="soft" role="status">
          {query.isFetching ? text.working : ''}
        </span>
        <span className="grow" />
        {tools}
      </div>
      <Body query={query} spec={spec} view={view} />
    </>
  );
}

function Body({ query, spec, view }: Omit<Props, 'tools'> & { view: 'table' | 'chart' }) {
  if (spec.rows.length === 0 || spec.figures.length === 0) {
    return <EmptyState title={text.chooseRows} text={text.chooseRowsHint} />;
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Loading />;
  const { data } = query;
  if (!data.rows.some((row) => row.kind === 'leaf')) {
    return <EmptyState title={text.nothing} text={text.nothingHint} />;
  }
  return view === 'chart' ? (
    <Suspense fallback={<Loading />}>
      <TableChart table={data} />
    </Suspense>
  ) : (
    <TableSheet table={data} />
  );
}
