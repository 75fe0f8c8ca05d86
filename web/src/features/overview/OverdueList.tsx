import type { CaseRow } from '@/api/types';
import { A } from '@/ui/A';
import { ClockBadge } from '@/ui/ClockBadge';
import { RegionPath } from '@/ui/RegionPath';
import { Marks, StatusTag } from '@/ui/StatusTag';

/** What is past due and where, the oldest first. */
export function OverdueList({ rows }: { rows: CaseRow[] }) {
  return (
    <ul className="overdue">
      {rows.map((row) => (
        <li key={row.id}>
          <div className="overdue__title">
            <A href={`/cases/${row.id}`}>{row.title}</A>
            <span className="overdue__marks">
              <Marks marks={row.marks.filter((mark) => mark.danger)} />
            </span>
          </div>
          <div className="overdue__meta">
            <RegionPath region={row.region} />
            <StatusTag stateClass={row.state_class} name={row.state_name} />
            <ClockBadge row={row} />
          </div>
        </li>
      ))}
    </ul>
  );
}
