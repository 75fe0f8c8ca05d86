import { Table, type TableColumnsType } from 'antd';
import type { RegionFigures } from '@/api/types';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { number, percent } from '@/ui/format';
import { casesOf } from './links';

const text = t.overview.columns;

interface Props {
  rows: RegionFigures[];
  onOpen: (code: string) => void;
  goesDown: (code: string) => boolean;
}

/** Every count of the table opens the list it counts. */
const counts: TableColumnsType<RegionFigures> = [
  numeric('premises', text.premises, (row) => `/premises?region=${row.code}`),
  numeric('open', text.open, (row) => casesOf.open(row.code)),
  numeric('overdue', text.overdue, (row) => casesOf.overdue(row.code), true),
  numeric('major', text.major, (row) => casesOf.major(row.code), true),
  numeric('closed_year', text.closedYear, (row) => casesOf.closed(row.code)),
  {
    title: text.closeRate,
    dataIndex: 'close_rate',
    align: 'right',
    render: (share) => <span className="num">{percent(share)}</span>,
    sorter: (a, b) => (a.close_rate ?? -1) - (b.close_rate ?? -1),
  },
];

type Count = 'premises' | 'open' | 'overdue' | 'major' | 'closed_year';

function numeric(key: Count, title: string, href: (row: RegionFigures) => string, danger = false) {
  return {
    title,
    dataIndex: key,
    align: 'right' as const,
    sorter: (a: RegionFigures, b: RegionFigures) => a[key] - b[key],
    render: (value: number, row: RegionFigures) =>
      value === 0 ? (
        <span className="soft num">0</span>
      ) : (
        <A href={href(row)} className={danger ? 'danger-text num' : 'num'}>
          {number(value)}
        </A>
      ),
  };
}

export function RegionTable({ rows, onOpen, goesDown }: Props) {
  const name = {
    title: text.region,
    dataIndex: 'name',
    fixed: 'left' as const,
    render: (label: string, row: RegionFigures) =>
      goesDown(row.code) ? (
        <button type="button" className="link-button" onClick={() => onOpen(row.code)}>
          {label}
        </button>
      ) : (
        <A href={casesOf.open(row.code)}>{label}</A>
      ),
  };
  return (
    <Table<RegionFigures>
      size="small"
      rowKey="code"
      columns={[name, ...counts]}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 'max-content', y: 392 }}
      showSorterTooltip={false}
    />
  );
}
