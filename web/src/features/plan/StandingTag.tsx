import type { StateClass } from '@/api/types';
import { t } from '@/i18n';
import { number, percent } from '@/ui/format';
import { StateShape } from '@/ui/StatusTag';
import type { PlanTask, Progress } from './planQueries';

const shape: Record<Progress['standing'], StateClass> = {
  overdue: 'open',
  reported: 'reported',
  doing: 'doing',
  todo: 'open',
  waiting: 'waiting',
  done: 'closed',
};

/** How a task stands: colour, shape and word; the accent only for what is overdue. */
export function StandingTag({ standing }: { standing: Progress['standing'] }) {
  return (
    <span className={standing === 'overdue' ? 'status danger-text' : `status status--${shape[standing]}`}>
      <StateShape name={shape[standing]} />
      {t.plan.progress.standing[standing]}
    </span>
  );
}

/** A number as people write it: no more than one digit behind the point. */
export const amount = (value: number): string => number(Math.round(value * 10) / 10 || 0);

/** `3 / 5 座`, or for a share `41 / 60 · 目标 95.0%`. */
export function figureText(progress: Progress, task: PlanTask): string {
  const share = task.target?.share || (progress.basis === 'measure' && progress.total != null && !task.target);
  if (share && progress.total != null) {
    const text = t.plan.progress;
    return `${text.of(amount(progress.verified), amount(progress.total))} · ${text.target} ${percent(progress.target)}`;
  }
  if (share) return `${t.plan.progress.target} ${percent(progress.target)}`;
  return `${t.plan.progress.of(amount(progress.verified), amount(progress.target))} ${progress.unit}`.trim();
}

/** Verified full, reported behind it hatched: what is only said never looks done. */
export function Bar({ share, reported, late }: { share: number; reported: number; late?: boolean }) {
  const label = `${t.plan.progress.verified} ${percent(share)}${t.common.pause}${t.plan.progress.reported} ${percent(Math.max(0, reported - share))}`;
  return (
    <span className={late ? 'plan-bar plan-bar--late' : 'plan-bar'} role="img" aria-label={label} title={label}>
      <span className="plan-bar__reported" style={{ width: `${Math.min(100, reported * 100)}%` }} />
      <span className="plan-bar__verified" style={{ width: `${Math.min(100, share * 100)}%` }} />
    </span>
  );
}
