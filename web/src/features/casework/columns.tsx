import type { TableColumnsType } from 'antd';
import type { CaseRow } from '@/api/types';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { ClockBadge } from '@/ui/ClockBadge';
import { instantDay } from '@/ui/format';
import { RegionPath } from '@/ui/RegionPath';
import { Marks, StatusTag } from '@/ui/StatusTag';

const text = t.casework.columns;

export const caseColumns: TableColumnsType<CaseRow> = [
  {
    title: text.number,
    dataIndex: 'number',
    width: 120,
    render: (value: string) => <span className="num">{value}</span>,
  },
  {
    title: text.title,
    width: 300,
    render: (_, row) => (
      <div className="case-title">
        <A href={`/cases/${row.id}`}>{row.title}</A>
        <div>
          <Marks marks={row.marks} />
        </div>
      </div>
    ),
  },
  {
    title: text.place,
    width: 210,
    render: (_, row) => (
      <div className="case-place">
        <PremisesName row={row} />
        <div>
          <RegionPath region={row.region} />
        </div>
      </div>
    ),
  },
  {
    title: text.state,
    width: 130,
    render: (_, row) => <StatusTag stateClass={row.state_class} name={row.state_name} />,
  },
  { title: text.due, width: 200, render: (_, row) => <ClockBadge row={row} /> },
  { title: text.opened, width: 104, render: (_, row) => <span className="num">{instantDay(row.opened_at)}</span> },
];

function PremisesName({ row }: { row: CaseRow }) {
  if (row.premises) return <A href={`/premises/${row.premises.id}`}>{row.premises.name}</A>;
  return row.unit?.name ?? t.common.dash;
}
