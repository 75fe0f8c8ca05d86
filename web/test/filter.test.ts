import { expect, test } from 'vitest';
import { only, parseSearch, stringifySearch } from '@/app/search';
import { caseFilter, isView, savedViews, toView } from '@/features/casework/filter';
import { premisesFilter } from '@/features/registry/filter';

test('an address keeps region codes as text', () => {
  const search = parseSearch('?region=445200000000&overdue=true');
  expect(search).toEqual({ region: '445200000000', overdue: 'true' });
  expect(stringifySearch(search)).toBe('?region=445200000000&overdue=true');
});

test('a comma list stays readable in the address', () => {
  expect(stringifySearch({ state_class: 'open,planned', q: '' })).toBe('?state_class=open,planned');
});

test('only the named keys of an address are kept', () => {
  expect(only(['q'])({ q: 'a', evil: 'b' })).toEqual({ q: 'a' });
});

test('words shorter than two characters are not sent', () => {
  expect(caseFilter({ q: '楼' })).toEqual({});
  expect(caseFilter({ q: ' 酒店 ' })).toEqual({ q: '酒店' });
  expect(caseFilter({ q: '𠮷' })).toEqual({});
});

test('an unknown order is dropped', () => {
  expect(caseFilter({ order: 'random', overdue: 'true' })).toEqual({ overdue: true });
});

test('a saved view keeps the place and the words', () => {
  const overdue = savedViews.find((view) => view.code === 'overdue');
  const change = toView(overdue?.search ?? {});
  const search = { region: '445202000000', ...change } as Record<string, string>;
  expect(isView(search, overdue?.search ?? {})).toBe(true);
  expect(change).not.toHaveProperty('region');
});

test('the premises view is no part of the filter', () => {
  expect(premisesFilter({ view: 'map', has_open: 'true' })).toEqual({ has_open: true });
});
