import type { TableColumnsType } from 'antd';
import type { PremisesRow } from '@/api/types';
import { OPEN_CLASSES } from '@/features/casework/filter';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { civil, number } from '@/ui/format';
import { RegionPath } from '@/ui/RegionPath';

const text = t.registry.columns;

export const premisesColumns: TableColumnsType<PremisesRow> = [
  {
    title: text.name,
    width: 230,
    render: (_, row) => (
      <>
        <A href={`/premises/${row.id}`}>{row.name}</A>
        <div>
          {row.tags.map((tag) => (
            <span key={tag.code} className="mark">
              {tag.name}
            </span>
          ))}
        </div>
      </>
    ),
  },
  { title: text.kind, dataIndex: 'kind_name', width: 130 },
  {
    title: text.place,
    width: 230,
    render: (_, row) => (
      <div className="case-place">
        <RegionPath region={row.region} />
        <div className="soft">{row.address}</div>
      </div>
    ),
  },
  { title: text.unit, width: 180, render: (_, row) => row.unit?.name ?? t.common.dash },
  { title: text.department, width: 150, render: (_, row) => row.department ?? t.common.dash },
  { title: text.open, width: 80, align: 'right', render: (_, row) => <Count row={row} value={row.open_cases} /> },
  {
    title: text.major,
    width: 70,
    align: 'right',
    render: (_, row) => <Count row={row} value={row.major_open} major />,
  },
  {
    title: text.inspected,
    width: 104,
    render: (_, row) =>
      row.last_inspected_on ? (
        <span className="num">{civil(row.last_inspected_on)}</span>
      ) : (
        <span className="soft">{t.registry.never}</span>
      ),
  },
];

function Count({ row, value, major = false }: { row: PremisesRow; value: number; major?: boolean }) {
  if (value === 0) return <span className="soft num">0</span>;
  const href = `/cases?premises=${row.id}&state_class=${OPEN_CLASSES}${major ? '&mark=major' : ''}`;
  return (
    <A href={href} className={major ? 'danger-text num' : 'num'}>
      {number(value)}
    </A>
  );
}
