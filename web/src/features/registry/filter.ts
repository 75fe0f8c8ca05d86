import type { PremisesFilter } from '@/api/types';
import type { Search } from '@/app/search';

export const PREMISES_SEARCH = [
  'kind',
  'tag',
  'region',
  'sector',
  'unit',
  'q',
  'has_open',
  'major',
  'key_unit',
  'building',
  'department',
  'unmapped',
  'created_from',
  'created_to',
  'inspected_from',
  'inspected_to',
  'view',
] as const;

/** The address as a filter for list, count, tree, map and export alike. */
export function premisesFilter(search: Search): PremisesFilter {
  const { has_open, major, unmapped, q, view: _, ...rest } = search;
  const filter: PremisesFilter = { ...rest };
  if (has_open === 'true') filter.has_open = true;
  if (major === 'true') filter.major = true;
  if (unmapped) filter.unmapped = unmapped === 'true';
  if (q && [...q.trim()].length >= 2) filter.q = q.trim();
  return filter;
}
