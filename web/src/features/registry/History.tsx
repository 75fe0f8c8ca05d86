import { Table } from 'antd';
import type { FieldChange } from '@/api/types';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { EmptyState } from '@/ui/states';

const text = t.registry.detail;
const shown = (value: unknown) =>
  value == null || value === '' ? t.common.dash : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Every change of every field. */
export function History({ history }: { history: FieldChange[] }) {
  if (history.length === 0) return <EmptyState title={text.historyNone} />;
  return (
    <Table<FieldChange>
      size="small"
      rowKey={(row) => `${row.at}-${row.field}`}
      dataSource={history}
      pagination={false}
      scroll={{ x: 'max-content', y: 320 }}
      columns={[
        { title: text.columns.at, dataIndex: 'at', width: 150, render: instant },
        { title: text.columns.actor, dataIndex: 'actor', width: 180 },
        { title: text.columns.field, dataIndex: 'field', width: 160 },
        { title: text.columns.from, dataIndex: 'from', render: shown },
        { title: text.columns.to, dataIndex: 'to', render: shown },
      ]}
    />
  );
}
