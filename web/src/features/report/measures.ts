import type { Column } from './types';

type Bound = NonNullable<Column['measure']>;

const OPEN = 'open,planned,doing,reported,verifying,waiting';
const cases = (filter: Record<string, string>, basis: NonNullable<Bound['basis']> = 'none'): Bound => ({
  over: 'cases',
  value: 'count',
  filter,
  basis,
});
const premises = (filter: Record<string, string>): Bound => ({
  over: 'premises',
  value: 'count',
  filter,
  basis: 'none',
});

/** The figures of the ledger a column can be bound to, by name; the words stand in the catalogue. */
export const MEASURES: Record<string, Bound> = {
  opened: cases({ kind: 'hazard' }, 'opened'),
  closed: cases({ kind: 'hazard' }, 'closed'),
  open: cases({ kind: 'hazard', state_class: OPEN }),
  overdue: cases({ kind: 'hazard', overdue: 'true' }),
  major: cases({ mark: 'major', state_class: OPEN }),
  premises: premises({}),
  premisesKind: premises({ kind: '{row}' }),
};

const face = (bound: Bound) =>
  JSON.stringify([bound.over, bound.basis ?? 'none', Object.entries(bound.filter ?? {}).sort()]);

/** The name of a measure, when it is one of ours. */
export const measureName = (bound: Bound): string | undefined =>
  Object.entries(MEASURES).find(([, known]) => face(known) === face(bound))?.[0];
