import type { ReactNode } from 'react';
import type { CaseMark, StateClass } from '@/api/types';
import { t } from '@/i18n';

/** One shape for each class, so that the state can be read without colour. */
const shapes: Record<StateClass, ReactNode> = {
  open: <circle cx="7" cy="7" r="5" />,
  planned: <path d="M2.5 2.5h9v9h-9zM5 7h4" />,
  doing: (
    <>
      <circle cx="7" cy="7" r="5" />
      <path d="M7 2a5 5 0 0 1 0 10z" fill="currentColor" />
    </>
  ),
  reported: <path d="M7 2l5 9.5H2z" />,
  verifying: <path d="M7 1.5L12.5 7 7 12.5 1.5 7z" />,
  closed: (
    <>
      <circle cx="7" cy="7" r="5.6" fill="currentColor" />
      <path d="M4.3 7.2l2 2 3.5-4" stroke="#fff" />
    </>
  ),
  waiting: <path d="M4.5 2.5v9M9.5 2.5v9" />,
  void: <path d="M7 2a5 5 0 1 0 .01 0M3.5 10.5l7-7" />,
};

export function StateShape({ name, size = 14 }: { name: StateClass; size?: number }) {
  return (
    <svg className="shape" width={size} height={size} viewBox="0 0 14 14" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round">
        {shapes[name]}
      </g>
    </svg>
  );
}

/** Status is always colour, shape and word. */
export function StatusTag({ stateClass, name }: { stateClass: StateClass; name?: string }) {
  return (
    <span className={`status status--${stateClass}`}>
      <StateShape name={stateClass} />
      {name ?? t.casework.classes[stateClass]}
    </span>
  );
}

/** A dated mark beside the state; danger takes the accent and a triangle. */
export function MarkTag({ mark }: { mark: CaseMark }) {
  return (
    <span className={mark.danger ? 'mark mark--danger' : 'mark'} title={mark.on ?? undefined}>
      {mark.danger ? (
        <svg className="shape" width="11" height="11" viewBox="0 0 14 14" aria-hidden="true">
          <path d="M7 1l6.4 12H.6z" fill="currentColor" />
        </svg>
      ) : null}
      {mark.name}
    </span>
  );
}

export function Marks({ marks }: { marks: CaseMark[] }) {
  return marks.map((mark) => <MarkTag key={mark.code} mark={mark} />);
}
