import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { StateShape } from '@/ui/StatusTag';
import type { ReturnRow } from './types';

const shapes = { pending: 'open', draft: 'doing', review: 'verifying', done: 'closed', returned: 'reported' } as const;

/** Colour, shape and word of a return's state. */
export function ReturnState({ state }: { state: ReturnRow['state'] }) {
  const shape = shapes[state];
  return (
    <span className={`status status--${shape}`}>
      <StateShape name={shape} />
      {t.report.states[state]}
    </span>
  );
}

/** The cut-off, with a word in the accent when it has passed. */
export function Cutoff({ row }: { row: Pick<ReturnRow, 'cutoff_at' | 'overdue' | 'state'> }) {
  const word = row.state === 'done' || row.state === 'review' ? t.report.lateDone : t.report.overdue;
  return (
    <span className="nowrap">
      {instant(row.cutoff_at)} {row.overdue ? <b className="report-late">{word}</b> : null}
    </span>
  );
}
