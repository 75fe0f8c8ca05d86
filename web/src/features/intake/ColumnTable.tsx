import { Select, Table, type TableColumnsType } from 'antd';
import { t } from '@/i18n';
import { FIELD_GROUPS, kept, repeats, withField } from './mapping';
import type { BatchDetail, Field, Mapping, TableMapping, TableSamples } from './types';
import { letters } from './words';

const { mapping: text, fields, fieldGroups } = t.intake;

const options = (Object.keys(FIELD_GROUPS) as (keyof typeof FIELD_GROUPS)[]).map((group) => ({
  label: fieldGroups[group],
  options: FIELD_GROUPS[group].map((field) => ({ value: field, label: fields[field] ?? field })),
}));

interface Props {
  table: TableMapping;
  /** Tables that are set with this one. */
  places: number[];
  mapping: Mapping;
  samples: TableSamples | undefined;
  remembered: BatchDetail['remembered'];
  onChange: (mapping: Mapping) => void;
}

type Column = TableMapping['columns'][number];

/** The columns of a table with their first values, and what each means. */
export function ColumnTable({ table, places, mapping, samples, remembered, onChange }: Props) {
  const values = new Map(samples?.columns.map((column) => [column.column, column.values]));
  const twice = (field: Field) => !repeats(field) && table.columns.filter((one) => one.field === field).length > 1;
  const columns: TableColumnsType<Column> = [
    { title: text.column, width: 56, render: (_, { column }) => <span className="num soft">{letters(column)}</span> },
    {
      title: text.heading,
      width: 220,
      render: (_, { title }) => (title ? <strong>{title}</strong> : <span className="soft">{text.untitled}</span>),
    },
    {
      title: text.samples,
      render: (_, { column }) => <Samples values={samples ? (values.get(column) ?? []) : undefined} />,
    },
    {
      title: text.means,
      width: 240,
      render: (_, { column, field, title }) => (
        <Select
          aria-label={text.meansFor(title || letters(column))}
          className={field === 'ignore' ? 'intake-field intake-field--ignore' : 'intake-field'}
          showSearch={{ optionFilterProp: 'label' }}
          options={options}
          value={field}
          {...(twice(field) ? { status: 'error' as const } : {})}
          onChange={(next: Field) => onChange(withField(mapping, places, column, next))}
        />
      ),
    },
    {
      title: '',
      width: 130,
      render: (_, { field, title }) =>
        twice(field) ? (
          <span className="danger-text">{text.twice}</span>
        ) : remembered[title] === field ? (
          <span className="mark">{text.remembered}</span>
        ) : kept(field) ? (
          <span className="soft">{text.kept}</span>
        ) : null,
    },
  ];
  return (
    <Table<Column>
      size="small"
      rowKey="column"
      columns={columns}
      dataSource={table.columns}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  );
}

function Samples({ values }: { values: string[] | undefined }) {
  if (!values) return <span className="soft">{t.common.loading}</span>;
  if (values.length === 0) return <span className="soft">{text.noSamples}</span>;
  return (
    <span className="intake-samples">
      {values.map((value) => (
        <span key={value}>{value}</span>
      ))}
    </span>
  );
}
