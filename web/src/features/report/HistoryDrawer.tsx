import { Drawer, Table, type TableColumnsType } from 'antd';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { KeysetFoot } from '@/ui/KeysetTable';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { useKeyset } from '@/ui/useKeyset';
import { historyKey, readHistory } from './queries';
import type { CellChange, Return } from './types';

const text = t.report.fill;

/** Every change of every cell. */
export function HistoryDrawer({ detail, onClose }: { detail: Return; onClose: () => void }) {
  const list = useKeyset<CellChange>(historyKey(detail.id), readHistory(detail.id));
  const column = new Map(detail.layout.columns.map((one) => [one.code, one.name]));
  const row = new Map((detail.layout.items ?? []).map((one) => [one.key, one.name]));
  const columns: TableColumnsType<CellChange> = [
    {
      title: t.report.columns.submitted,
      width: 170,
      render: (_, one) => (
        <>
          {instant(one.at)}
          <div className="soft">{one.actor}</div>
        </>
      ),
    },
    {
      title: text.column,
      render: (_, one) => [row.get(one.row), column.get(one.column) ?? one.column].filter(Boolean).join(' · '),
    },
    { title: text.before, dataIndex: 'before', width: 90 },
    { title: text.after, dataIndex: 'after', width: 90 },
    { title: text.source, width: 90, render: (_, one) => text.sources[one.source] ?? one.source },
    { title: text.reason, dataIndex: 'reason' },
  ];
  return (
    <Drawer open size={860} title={text.history} onClose={onClose}>
      {list.isPending ? <Loading /> : null}
      {list.isError ? <ErrorState error={list.error} onRetry={list.refetch} /> : null}
      {list.data && list.rows.length === 0 ? <EmptyState title={text.historyNone} /> : null}
      {list.rows.length > 0 ? (
        <>
          <Table
            size="small"
            rowKey={(one) => `${one.at}${one.row}${one.column}`}
            columns={columns}
            dataSource={list.rows}
            pagination={false}
          />
          <KeysetFoot list={list} />
        </>
      ) : null}
    </Drawer>
  );
}
