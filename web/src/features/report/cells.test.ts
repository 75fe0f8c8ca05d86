import { expect, test } from 'vitest';
import { asNumber, computed, pasted, sendable } from './cells';
import type { Column, Layout } from './types';

const column = (code: string, more: Partial<Column> = {}): Column =>
  ({ code, name: code, kind: 'number', required: false, total: 'sum', ...more }) as Column;
const layout = (rows: Layout['rows']): Layout => ({
  rows,
  columns: [column('a'), column('r', { formula: { op: 'ratio', of: ['b', 'a'] } }), column('b')],
});

test('numbers are read as people type them', () => {
  expect(asNumber('１，２３４．５')).toBe(1234.5);
  expect(asNumber('12 人')).toBeUndefined();
  expect(asNumber('')).toBeUndefined();
});

test('formulas are computed while typing', () => {
  expect(computed(column('r', { formula: { op: 'ratio', of: ['b', 'a'] } }), { a: 3, b: '2' })).toBe(66.67);
  expect(computed(column('r', { formula: { op: 'sum', of: ['b', 'a'] } }), { a: 0.1, b: 0.2 })).toBe(0.3);
  expect(computed(column('r', { formula: { op: 'ratio', of: ['b', 'a'] } }), { b: 2 })).toBeUndefined();
});

test('a block from a spreadsheet lands where it was put and never in a formula', () => {
  const rows = pasted([{ key: 'r1', cells: {} }], layout('free'), { row: 0, column: 0 }, '1\t9\t3\r\n4\t9\t6\r\n');
  expect(rows).toEqual([
    { key: 'r1', cells: { a: '1', b: '3' } },
    { key: 'r2', cells: { a: '4', b: '6' } },
  ]);
  const fixed = pasted([{ key: 'x', cells: {} }], layout('fixed'), { row: 0, column: 0 }, '1\n2');
  expect(fixed).toHaveLength(1);
});

test('an empty text is sent as nothing', () => {
  expect(sendable([{ key: '1', cells: { a: '', b: 0 } }])).toEqual([{ key: '1', cells: { a: null, b: 0 } }]);
});
