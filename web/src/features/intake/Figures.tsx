import { useFilters } from '@/app/navigation';
import { t } from '@/i18n';
import { number } from '@/ui/format';
import type { BatchDetail, Outcome } from './types';

const text = t.intake.figures;

/** Figures of the rows; one of an outcome shows its rows below. */
export function Figures({ batch }: { batch: BatchDetail }) {
  const [search, change] = useFilters();
  const { counts } = batch;
  const preview = batch.state === 'checked';
  const figure = (name: string, value: number, outcome?: Outcome) => (
    <li key={name} className={outcome ? `intake-figure intake-figure--${outcome}` : 'intake-figure'}>
      {outcome && value > 0 ? (
        <button
          type="button"
          aria-pressed={search.outcome === outcome}
          onClick={() => change({ outcome: search.outcome === outcome ? undefined : outcome, code: undefined })}
        >
          <strong className="num">{number(value)}</strong>
          <span>{name}</span>
        </button>
      ) : (
        <div>
          <strong className="num">{number(value)}</strong>
          <span>{name}</span>
        </div>
      )}
    </li>
  );
  return (
    <>
      <ul className="plain-list intake-figures">
        {figure(text.read, counts.read)}
        {figure(preview ? text.toInsert : text.inserted, counts.inserted, 'inserted')}
        {figure(preview ? text.toUpdate : text.updated, counts.updated, 'updated')}
        {figure(text.unchanged, counts.unchanged, 'unchanged')}
        {figure(text.rejected, counts.rejected, 'rejected')}
        {figure(text.review, counts.review, 'review')}
        {counts.skipped > 0 ? figure(text.skipped, counts.skipped, 'skipped') : null}
        {figure(text.repaired, counts.repaired)}
        {counts.hidden > 0 ? figure(text.hidden, counts.hidden) : null}
        {counts.subtotals > 0 ? figure(text.subtotals, counts.subtotals) : null}
      </ul>
      <p className="intake-hint">{text.explain}</p>
    </>
  );
}
