import type { CaseFilter } from '@/api/types';
import type { Search } from '@/app/search';

export const CASE_SEARCH = [
  'kind',
  'state_class',
  'state',
  'mark',
  'overdue',
  'due_before',
  'due_from',
  'closed_from',
  'closed_to',
  'source_kind',
  'source',
  'history',
  'open_on',
  'hazard_class',
  'opened_from',
  'opened_to',
  'region',
  'sector',
  'premises',
  'unit',
  'q',
  'order',
] as const;

/** Classes that count as open work, as in the case engine. */
export const OPEN_CLASSES = 'open,planned,doing,reported,verifying,waiting';

/** The address as a filter. The same value goes to the list, its count, its tree and its export. */
export function caseFilter(search: Search): CaseFilter {
  const { overdue, order, q, history, ...rest } = search;
  const filter: CaseFilter = { ...rest };
  if (history === 'with' || history === 'only') filter.history = history;
  if (overdue === 'true') filter.overdue = true;
  if (order === 'due' || order === 'opened' || order === '-opened') filter.order = order;
  if (q && [...q.trim()].length >= 2) filter.q = q.trim();
  return filter;
}

/** Named starting points of the list; each is nothing but a filter. */
export const savedViews: { code: 'all' | 'open' | 'overdue' | 'major' | 'verifying' | 'closed'; search: Search }[] = [
  { code: 'open', search: { state_class: OPEN_CLASSES } },
  { code: 'overdue', search: { overdue: 'true' } },
  { code: 'major', search: { mark: 'major', state_class: OPEN_CLASSES } },
  { code: 'verifying', search: { state_class: 'reported,verifying' } },
  { code: 'closed', search: { state_class: 'closed', order: '-opened' } },
  { code: 'all', search: {} },
];

const VIEW_KEYS = ['state_class', 'mark', 'overdue', 'order', 'state'] as const;

/** Whether the address shows exactly this view, wherever it looks. */
export function isView(search: Search, view: Search): boolean {
  return VIEW_KEYS.every((key) => (search[key] ?? '') === (view[key] ?? ''));
}

/** The change of address that shows a view and keeps place and words. */
export function toView(view: Search): Record<string, string | undefined> {
  return Object.fromEntries(VIEW_KEYS.map((key) => [key, view[key]]));
}
