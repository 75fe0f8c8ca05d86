import { Table, type TableColumnsType } from 'antd';
import type { RegionFigures } from '@/api/types';
import { OPEN_CLASSES } from '@/features/casework/filter';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { number, percent } from '@/ui/format';

const text = t.overview.columns;

/** Every count of the table opens the list it counts. */
const columns: TableColumnsType<RegionFigures> = [
  {
    title: text.region,
    dataIndex: 'name',
    fixed: 'left',
    render: (name, row) => <A href={`/cases?region=${row.code}&state_class=${OPEN_CLASSES}`}>{name}</A>,
  },
  numeric('premises', text.premises, (row) => `/premises?region=${row.code}`),
  numeric('open', text.open, (row) => `/cases?region=${row.code}&state_class=${OPEN_CLASSES}`),
  numeric('overdue', text.overdue, (row) => `/cases?region=${row.code}&overdue=true`, true),
  numeric('major', text.major, (row) => `/cases?region=${row.code}&mark=major&state_class=${OPEN_CLASSES}`, true),
  numeric('closed_year', text.closedYear, (row) => `/cases?region=${row.code}&state_class=closed`),
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

export function RegionTable({ regions }: { regions: RegionFigures[] }) {
  return (
    <Table<RegionFigures>
      size="small"
      rowKey="code"
      columns={columns}
      dataSource={regions}
      pagination={false}
      scroll={{ x: 'max-content', y: 392 }}
      showSorterTooltip={false}
    />
  );
}
