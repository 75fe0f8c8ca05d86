import type { UseQueryResult } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import { t } from '@/i18n';
import { EmptyState, ErrorState, Loading } from './states';

interface Props<T> {
  query: UseQueryResult<T[]>;
  columns: TableColumnsType<T>;
  rows?: T[];
  rowKey?: keyof T & string;
  empty?: string;
}

/** A table over a list that comes whole, with its loading, error and empty states. */
export function TableState<T extends object>({
  query,
  columns,
  rows,
  rowKey = 'id' as keyof T & string,
  empty,
}: Props<T>) {
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  const shown = rows ?? query.data;
  if (shown.length === 0) return <EmptyState title={empty ?? t.common.empty.filtered} />;
  return (
    <Table<T>
      size="small"
      rowKey={rowKey}
      columns={columns}
      dataSource={shown}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  );
}
