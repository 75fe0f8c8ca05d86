import { t } from '@/i18n';
import type { BatchDetail } from './types';

const text = t.intake.steps;
const STEPS = ['mapping', 'checking', 'preview', 'committing', 'done'] as const;

const AT: Record<BatchDetail['state'], number> = {
  uploaded: 0,
  checking: 1,
  checked: 2,
  committing: 3,
  cancelled: 3,
  failed: 3,
  committed: 4,
};

/** The way of an import, and where it stands. */
export function Steps({ batch, mapping }: { batch: BatchDetail; mapping: boolean }) {
  const at = mapping ? 0 : AT[batch.state];
  return (
    <ol className="intake-steps no-print" aria-label={text.label}>
      {STEPS.map((step, place) => (
        <li
          key={step}
          className={place < at ? 'intake-steps__done' : place === at ? 'intake-steps__here' : ''}
          {...(place === at ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="intake-steps__number">{place + 1}</span>
          {text[step]}
        </li>
      ))}
    </ol>
  );
}
