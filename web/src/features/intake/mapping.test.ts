import { expect, test } from 'vitest';
import { lacks, together, withField, withTaken } from './mapping';
import type { Field, Mapping } from './types';
import { differs, letters, titles } from './words';

const table = (sheet: string, first: number, fields: Field[]): Mapping['tables'][number] => ({
  sheet,
  header_rows: [first - 1],
  first,
  last: first + 9,
  taken: true,
  columns: fields.map((field, at) => ({ column: at + 1, title: `t${at}`, field })),
});
const mapping = (...tables: Mapping['tables']): Mapping => ({ tables, kind: null, region: null, datum: 'wgs84' });

test('what must be there is told once, and a default stands in for kind and town', () => {
  const bare = mapping(table('A', 2, ['name', 'address']));
  expect(lacks(bare)).toEqual([
    { is: 'field', sheet: 'A', field: 'kind', orDefault: true },
    { is: 'field', sheet: 'A', field: 'town', orDefault: true },
  ]);
  expect(lacks({ ...bare, kind: 'shop', region: '449921100000' })).toEqual([]);
  expect(lacks(withTaken(bare, 0, false))).toEqual([{ is: 'table' }]);
});

test('one field in two columns is told, further texts may repeat', () => {
  const twice = mapping(table('A', 2, ['name', 'name', 'address', 'kind', 'village', 'other_text', 'other_text']));
  expect(lacks(twice)).toEqual([{ is: 'twice', sheet: 'A', field: 'name' }]);
});

test('tables with the same columns are set together', () => {
  const three = mapping(table('A', 2, ['name']), table('A', 20, ['name']), table('B', 2, ['name', 'address']));
  expect(together(three)).toEqual([[0, 1], [2]]);
  const changed = withField(three, [0, 1], 1, 'unit_name');
  expect(changed.tables.map((one) => one.columns[0]?.field)).toEqual(['unit_name', 'unit_name', 'name']);
});

test('columns are called as office programs call them', () => {
  expect([1, 26, 27, 52, 703].map(letters)).toEqual(['A', 'Z', 'AA', 'AZ', 'AAA']);
});

test('an empty cell of the file differs from nothing; the ledger comes first', () => {
  expect(differs({}, { 地址: '甲路' }, '地址')).toBe(false);
  expect(differs({ 地址: '乙路' }, { 地址: '甲路' }, '地址')).toBe(true);
  expect(differs({ 面积: 50 }, { 面积: 50 }, '面积')).toBe(false);
  expect(titles([{ 备注: '', 地址: '' }, { 场所名称: '' }])).toEqual(['场所名称', '地址', '备注']);
});
