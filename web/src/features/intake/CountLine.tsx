import { t } from '@/i18n';
import { number } from '@/ui/format';
import type { Batch } from './types';

const SHOWN = ['inserted', 'updated', 'rejected', 'review', 'unchanged', 'skipped'] as const;

/** What became of the rows, in one line; before a check there is nothing to say. */
export function CountLine({ batch }: { batch: Batch }) {
  const parts = SHOWN.filter((name) => (batch.counts[name] ?? 0) > 0);
  if (parts.length === 0) return <span className="soft">{t.common.dash}</span>;
  return (
    <span className="intake-counts">
      {parts.map((name) => (
        <span key={name} className={`num intake-counts__${name}`}>
          {`${t.intake.outcomes[name]} ${number(batch.counts[name])}`}
        </span>
      ))}
    </span>
  );
}
