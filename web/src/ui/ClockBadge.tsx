import { Tooltip } from 'antd';
import type { CaseRow } from '@/api/types';
import { t } from '@/i18n';
import { civil } from './format';

type Due = Pick<CaseRow, 'due_date' | 'due_in_days' | 'overdue' | 'provisional_due' | 'state_class'>;

/** The word for a due date: overdue, today, days left. */
export function dueWord(row: Due): string {
  const text = t.casework.clock;
  const days = row.due_in_days;
  if (row.overdue) return days == null || days >= 0 ? text.overdueShort : text.overdue(String(-days));
  if (days == null) return '';
  return days === 0 ? text.today : text.left(String(days));
}

function tone(row: Due): string {
  if (row.overdue) return 'clock clock--overdue';
  if (row.due_in_days != null && row.due_in_days <= 3) return 'clock clock--soon';
  return 'clock';
}

/** The legal due day of a case and how far it is. */
export function ClockBadge({ row, date = true }: { row: Due; date?: boolean }) {
  const done = row.state_class === 'closed' || row.state_class === 'void';
  if (done || !row.due_date) return <span className="soft">{done ? t.common.dash : t.casework.clock.none}</span>;
  return (
    <span className="clock-line">
      {date ? <span className="num">{civil(row.due_date)}</span> : null}
      <span className={tone(row)}>{dueWord(row)}</span>
      {row.provisional_due ? <Provisional /> : null}
    </span>
  );
}

export function Provisional() {
  return (
    <Tooltip title={t.casework.clock.provisionalHint}>
      <span className="hint-mark">{t.casework.clock.provisional}</span>
    </Tooltip>
  );
}

export function Unverified() {
  return (
    <Tooltip title={t.casework.clock.unverifiedHint}>
      <span className="hint-mark">{t.casework.clock.unverified}</span>
    </Tooltip>
  );
}
