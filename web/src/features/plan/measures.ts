import type { TaskMeasure } from './planQueries';

type Measure = TaskMeasure['numerator'];

const of = (over: Measure['over'], filter: Record<string, string>): Measure => ({ over, filter, value: 'count' });

/** Measures most tasks want; the filters are those of the list pages. */
export const PRESETS: Record<string, TaskMeasure> = {
  closed: {
    numerator: of('cases', { kind: 'hazard', state_class: 'closed' }),
    denominator: of('cases', { kind: 'hazard' }),
    basis: 'opened',
  },
  closedCount: { numerator: of('cases', { kind: 'hazard', state_class: 'closed' }), basis: 'closed' },
  found: { numerator: of('cases', { kind: 'hazard' }), basis: 'opened' },
  premises: { numerator: of('premises', {}), basis: 'none' },
  visited: { numerator: of('premises', {}), denominator: of('premises', {}), basis: 'inspected' },
};

/** The preset a measure is, or `own`. */
export function presetOf(measure: TaskMeasure | null | undefined): string {
  if (!measure) return 'none';
  const same = Object.entries(PRESETS).find(
    ([, preset]) => JSON.stringify(plain(preset)) === JSON.stringify(plain(measure)),
  );
  return same?.[0] ?? 'own';
}

const plain = (measure: TaskMeasure) => [
  address(measure.numerator),
  measure.denominator ? address(measure.denominator) : '',
  measure.basis ?? 'none',
];

/** The address of the list a measure counts. */
export function address(measure: Measure): string {
  const search = new URLSearchParams(Object.entries(measure.filter ?? {}).sort(([a], [b]) => a.localeCompare(b)));
  const query = search.toString();
  return `/${measure.over}${query ? `?${query}` : ''}`;
}

/** A measure from the address of a list page; nothing when it is none. */
export function measureFrom(text: string): Measure | undefined {
  const found = /\/(cases|premises)(?:\?([^#\s]*))?$/.exec(text.trim());
  if (!found) return undefined;
  const filter = Object.fromEntries(new URLSearchParams(found[2] ?? ''));
  delete filter.order;
  return of(found[1] as Measure['over'], filter);
}
