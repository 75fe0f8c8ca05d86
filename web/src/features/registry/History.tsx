import { Table } from 'antd';
import type { FieldChange } from '@/api/types';
import { useMeta, useSectorName } from '@/features/access/queries';
import { useFactWords } from '@/features/campaign/useFactWords';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { EmptyState } from '@/ui/states';

const text = t.registry.detail;
const FACT = 'facts.';
const MEASURE = 'measures.';

/** Every change of every field, in the words of the pages and of the standard. */
export function History({ history }: { history: FieldChange[] }) {
  const words = useFactWords(history.some((row) => row.field.startsWith(FACT)));
  const sector = useSectorName();
  const { lists, premises_kinds: kinds } = useMeta();
  const listed = (list: string, value: unknown) =>
    lists[list]?.find((item) => item.code === value)?.name ?? String(value ?? '');
  if (history.length === 0) return <EmptyState title={text.historyNone} />;
  const label = (field: string) =>
    field.startsWith(FACT)
      ? words.label(field.slice(FACT.length))
      : field.startsWith(MEASURE)
        ? (t.registry.measures.names[field.slice(MEASURE.length)] ?? field)
        : (text.fields[field] ?? field);
  const of = (row: FieldChange) => {
    const kind = t.registry.historyOf[row.of] ?? row.of;
    const named = row.title && ['lease', 'responsible'].includes(row.of);
    return named ? `${kind} · ${row.title}` : kind;
  };
  const shown = (value: unknown, { field }: FieldChange) => {
    if (field === 'unit_id' || field === 'building_id' || field === 'parent_id') return value ? t.registry.changed : '';
    if (field === 'role') return listed('unit_posts', value);
    if (field === 'facility_kind') return listed('facility_kinds', value);
    if (field === 'state') return listed('facility_states', value);
    if (field === 'use_class') return listed('building_uses', value);
    if (field === 'structure') return listed('building_structures', value);
    if (field === 'unit_kind') return listed('unit_classes', value);
    if (field === 'kind') return kinds.find((kind) => kind.code === value)?.name ?? String(value ?? '');
    if (field.startsWith(MEASURE)) return String(value ?? '');
    if (field === 'sector') return sector(value as string | null);
    return words.value(field.startsWith(FACT) ? field.slice(FACT.length) : '', value);
  };
  return (
    <Table<FieldChange>
      size="small"
      rowKey={(row) => `${row.at}-${row.of}-${row.title}-${row.field}-${row.to}`}
      dataSource={history}
      pagination={{ pageSize: 12, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: text.columns.at, dataIndex: 'at', width: 150, render: instant },
        { title: text.columns.actor, dataIndex: 'actor', width: 140 },
        { title: text.columns.of, width: 180, render: (_, row) => of(row) },
        { title: text.columns.field, dataIndex: 'field', width: 200, render: label },
        { title: text.columns.from, dataIndex: 'from', render: shown },
        { title: text.columns.to, dataIndex: 'to', render: shown },
      ]}
    />
  );
}
