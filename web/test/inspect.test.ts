import { expect, test } from 'vitest';
import type { Checklist } from '@/api/types';
import { dropDraft, listDrafts, loadDraft, newDraft, saveDraft } from '@/features/campaign/draft';
import { groupInputs, knownFacts, unanswered } from '@/features/campaign/facts';

const checklist: Checklist = {
  code: 'c',
  name: 'c',
  items: [
    { code: 'exit', text: '', basis: '', group: '', facts: { exit_fully_blocked: true } },
    { code: 'light', text: '', basis: '', group: '' },
  ],
};
const draft = () => newDraft({ id: 'p1', name: '演示宾馆' });

test('a failed item brings its facts, and the hand overrides them', () => {
  const one = { ...draft(), answers: { exit: { result: 'fail' as const } } };
  expect(knownFacts({ high_rise: false }, checklist, one)).toEqual({ high_rise: false, exit_fully_blocked: true });
  expect(knownFacts({}, checklist, { ...one, facts: { exit_fully_blocked: false } })).toEqual({
    exit_fully_blocked: false,
  });
});

test('a fact set back to "not recorded" is not sent', () => {
  expect(knownFacts({ high_rise: true }, checklist, { ...draft(), facts: { high_rise: null } })).toEqual({});
});

test('a passed item says nothing about the facts', () => {
  expect(knownFacts({}, checklist, { ...draft(), answers: { exit: { result: 'pass' } } })).toEqual({});
});

test('what has no answer is named in order', () => {
  expect(unanswered(checklist, { ...draft(), answers: { light: { result: 'na' } } })).toEqual(['exit']);
});

test('a draft survives on the device and belongs to one person', () => {
  const one = draft();
  expect(saveDraft('u1', one)).toBe(true);
  expect(loadDraft('u1', 'p1')).toEqual(one);
  expect(loadDraft('u2', 'p1')).toBeUndefined();
  expect(listDrafts('u1')).toHaveLength(1);
  dropDraft('u1', 'p1');
  expect(listDrafts('u1')).toEqual([]);
});

test('a broken draft is no draft', () => {
  localStorage.setItem('qutu.inspection.u1.p1', '{');
  expect(loadDraft('u1', 'p1')).toBeUndefined();
});

test('inputs can be narrowed to what may still change the suggestion', () => {
  const inputs = [
    { code: 'a', label: '安全出口', type: 'integer' as const, group: '疏散' },
    { code: 'b', label: '喷淋', type: 'boolean' as const, group: '设施' },
  ];
  const judgement = { unknown: ['b'] } as never;
  expect(groupInputs(inputs, { words: '', missing: true }, judgement)).toEqual([{ name: '设施', inputs: [inputs[1]] }]);
  expect(groupInputs(inputs, { words: '出口', missing: false }, judgement)[0]?.name).toBe('疏散');
});
