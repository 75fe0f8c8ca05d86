import { expect, test } from 'vitest';
import type { PlanTask } from './planQueries';
import { cutsOf, segmentsOf } from './segments';

const task = (id: string, from: number, to: number) =>
  ({ id, spans: [{ lines: [1, 1], from, to }] }) as unknown as PlanTask;

test('the segments give the words back and know whose they are', () => {
  const words = '每月研判，𠮷每季通报。';
  const found = segmentsOf(words, [task('a', 0, 5), task('b', 5, 11)]);
  expect(found.map((segment) => segment.text).join('')).toBe(words);
  expect(found.map((segment) => segment.tasks.map((own) => own.id).join())).toEqual(['a', 'b']);
  expect(found[1]?.text).toBe('𠮷每季通报。');
});

test('a span past the end is cut to the words', () => {
  expect(segmentsOf('短', [task('a', 0, 9)])).toHaveLength(1);
});

test('a text is cut after its marks and not at its end', () => {
  expect(cutsOf('甲，乙；丙。')).toEqual([2, 4]);
});
