import { useEffect, useRef } from 'react';
import type { CaseDetail } from '@/api/types';
import { t } from '@/i18n';
import { StateShape, StatusTag } from '@/ui/StatusTag';

/** The lifecycle drawn as a line of states with the days they were reached. */
export function StateLine({ detail }: { detail: CaseDetail }) {
  const box = useRef<HTMLDivElement>(null);
  // Where the line is wider than its box, the current state is brought to the middle.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state is the trigger, not an input
  useEffect(() => {
    const now = box.current?.querySelector<HTMLElement>('[aria-current]');
    if (box.current && now) box.current.scrollLeft = now.offsetLeft - box.current.clientWidth / 2 + now.clientWidth / 2;
  }, [detail.state]);
  const onLine = detail.line.some((state) => state.current);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the line scrolls, and keys must reach it
    <div className="line-box" ref={box} tabIndex={0}>
      <ol className="line" aria-label={t.casework.detail.line}>
        {detail.line.map((state) => (
          <li
            key={state.code}
            className={`line__state ${state.current ? 'line__state--current' : ''} ${state.reached_on ? 'line__state--reached' : ''}`}
            {...(state.current ? { 'aria-current': 'step' as const } : {})}
          >
            <span className="line__dot">
              <StateShape name={state.class} size={18} />
            </span>
            <span className="line__name">{state.name}</span>
            <span className="line__date num">{state.reached_on ?? ''}</span>
          </li>
        ))}
      </ol>
      {onLine ? null : (
        <p className="line__off">
          {t.casework.detail.offLine}
          {t.common.colon}
          <StatusTag stateClass={detail.state_class} name={detail.state_name} />
        </p>
      )}
    </div>
  );
}
