import { expect, test } from 'vitest';
import type { OutlineNode, TaskRecord } from '@/api/types';
import { idsUnder, linesOf, nodeAtLine, tasksUnder, treeOf } from '@/features/plan/outline';
import { dueWord } from '@/features/plan/TaskList';

const node = (id: string, parent: string | null, lines?: number[]): OutlineNode => ({
  id,
  kind: 'clause',
  parent,
  level: 1,
  lines: lines ?? null,
});
const nodes = [
  node('一', null, [1, 1]),
  node('一(一)', '一', [2, 3]),
  node('一(一)1', '一(一)', [4, 4]),
  node('二', null),
];
const task = (clause: string): TaskRecord => ({
  clause,
  text: '',
  lead: [],
  support: [],
  due: [],
  quantity: [],
  span: { lines: [1, 1], from: 0, to: 1 },
});

test('a node carries everything under it', () => {
  expect([...idsUnder(nodes, '一')]).toEqual(['一', '一(一)', '一(一)1']);
  expect(treeOf(nodes)[0]?.children[0]?.children[0]?.node.id).toBe('一(一)1');
});

test('the lines of a node reach from its heading to the end of its children', () => {
  expect(linesOf(nodes, idsUnder(nodes, '一'))).toEqual([1, 4]);
  expect(linesOf(nodes, new Set(['二']))).toBeUndefined();
});

test('a line belongs to the innermost node', () => {
  expect(nodeAtLine([...nodes, node('x', null, [1, 9])], 3)?.id).toBe('一(一)');
});

test('tasks of a clause include those of its items', () => {
  expect(tasksUnder([task('一(一)1'), task('二')], nodes, '一(一)')).toHaveLength(1);
  expect(tasksUnder([task('一(一)1'), task('二')], nodes, undefined)).toHaveLength(2);
});

test('a due reads as a date, a rhythm or what is waited for', () => {
  expect(dueWord({ kind: 'date', value: '2024-12-31', raw: '年底前' })).toBe('2024-12-31');
  expect(dueWord({ kind: 'cadence', value: 'P1M', raw: '每月' })).toBe('每月');
  expect(dueWord({ kind: 'after', value: '省级文件印发', raw: '省级文件印发后' })).toContain('省级文件印发');
  expect(dueWord({ kind: 'date', value: null, raw: '6月底前' })).toBe('6月底前');
});
