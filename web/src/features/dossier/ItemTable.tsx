import { Table, type TableColumnsType } from 'antd';
import { t } from '@/i18n';
import { bytes, number } from '@/ui/format';
import { GapMark } from './Marks';
import type { Dossier } from './queries';

type Row = Dossier['items'][number] & { bytes?: number };

const text = t.dossier;

const columns = (sizes: boolean): TableColumnsType<Row> => [
  {
    title: text.columns.item,
    render: (_, row) => (
      <>
        <b className="num">{row.item.number}</b> {row.item.text}
        <div className="soft num">
          {[
            t.dossier.joined(row.item.clauses ?? []),
            row.item.points == null ? '' : text.page.points(number(row.item.points)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </>
    ),
  },
  {
    title: text.columns.rows,
    align: 'right',
    render: (_, row) => (
      <span
        className="num"
        title={text.joined(
          row.by_source.map((one) => text.sourceCount(text.sources[one.source] ?? one.source, number(one.count))),
        )}
      >
        {number(row.entries)}
      </span>
    ),
  },
  { title: text.columns.files, align: 'right', render: (_, row) => <span className="num">{number(row.files)}</span> },
  ...(sizes
    ? [
        {
          title: text.columns.size,
          align: 'right' as const,
          render: (_: unknown, row: Row) => <span className="num">{bytes(row.bytes ?? 0)}</span>,
        },
      ]
    : []),
  { title: text.columns.gap, render: (_, row) => <GapMark gap={row.gap} /> },
  {
    title: text.columns.missing,
    render: (_, row) =>
      row.missing.length > 0 ? (
        <ul className="dossier-missing">
          {row.missing.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        t.common.dash
      ),
  },
];

/** Items of a sheet with what proves them and what is missing. */
export function ItemTable({ items, sizes = false }: { items: Row[]; sizes?: boolean }) {
  return (
    <Table<Row>
      size="small"
      rowKey="position"
      columns={columns(sizes)}
      dataSource={items}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  );
}
