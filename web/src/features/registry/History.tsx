import { Table } from 'antd';
import type { FieldChange } from '@/api/types';
import { useSectorName } from '@/features/access/queries';
import { useFactWords } from '@/features/campaign/useFactWords';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { EmptyState } from '@/ui/states';

const text = t.registry.detail;
const FACT = 'facts.';

/** Every change of every field, in the words of the pages and of the standard. */
export function History({ history }: { history: FieldChange[] }) {
  const words = useFactWords(history.some((row) => row.field.startsWith(FACT)));
  const sector = useSectorName();
  if (history.length === 0) return <EmptyState title={text.historyNone} />;
  const label = (field: string) =>
    field.startsWith(FACT) ? words.label(field.slice(FACT.length)) : (text.fields[field] ?? field);
  const shown = (value: unknown, { field }: FieldChange) => {
    if (field === 'sector') return sector(value as string | null);
    return words.value(field.startsWith(FACT) ? field.slice(FACT.length) : '', value);
  };
  return (
    <Table<FieldChange>
      size="small"
      rowKey={(row) => `${row.at}-${row.field}`}
      dataSource={history}
      pagination={{ pageSize: 12, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: text.columns.at, dataIndex: 'at', width: 150, render: instant },
        { title: text.columns.actor, dataIndex: 'actor', width: 180 },
        { title: text.columns.field, dataIndex: 'field', width: 320, render: label },
        { title: text.columns.from, dataIndex: 'from', render: shown },
        { title: text.columns.to, dataIndex: 'to', render: shown },
      ]}
    />
  );
}
