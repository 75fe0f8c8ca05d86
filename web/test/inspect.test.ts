import { expect, test } from 'vitest';
import type { Checklist } from '@/api/types';
import { dropDraft, listDrafts, loadDraft, newDraft, saveDraft } from '@/features/campaign/draft';
import { groupInputs, judgedKinds, knownFacts, unanswered } from '@/features/campaign/facts';

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

test('a pass brings its facts too, and a failure wins over it', () => {
  const list: Checklist = {
    ...checklist,
    items: [
      { code: 'a', text: '', basis: '', group: '', facts_if_ok: { alarm_usable: true } },
      { code: 'b', text: '', basis: '', group: '', facts: { alarm_usable: false } },
    ],
  };
  const passed = { ...draft(), answers: { a: { result: 'pass' as const } } };
  expect(knownFacts({}, list, passed)).toEqual({ alarm_usable: true });
  const both = { ...draft(), answers: { a: { result: 'pass' as const }, b: { result: 'fail' as const } } };
  expect(knownFacts({}, list, both)).toEqual({ alarm_usable: false });
});

test('inputs stand under their clause and can be narrowed to what may still change the suggestion', () => {
  const inputs = [
    { name: 'a', label: '安全出口', type: 'number' as const, elements: ['6.3.2', '5.2 c)'] },
    { name: 'b', label: '喷淋', type: 'bool' as const, elements: ['5.2 d)'] },
    { name: 'kinds', label: '类别', type: 'kinds' as const },
  ];
  const judgement = { unknown: ['b'] } as never;
  const all = { words: '', missing: false };
  expect(groupInputs(inputs, all, judgement).map((group) => group.name)).toEqual(['5.2', '6.3']);
  expect(groupInputs(inputs, { words: '', missing: true }, judgement)).toEqual([{ name: '5.2', inputs: [inputs[1]] }]);
  expect(groupInputs(inputs, { words: '出口', missing: false }, judgement)[0]?.name).toBe('6.3');
});

test('kinds are those chosen by hand, else those of the pack, else the kind itself', () => {
  const vocabulary = { edition: '2025', kinds: [{ id: 'hotel', label: '宾馆' }] } as never;
  const meta = {
    premises_kinds: [{ code: 'homestay', name: '民宿', judgement_kinds: { '2025': ['hotel'] } }],
  } as never;
  expect(judgedKinds({ ...draft(), kinds: ['shop'] }, 'hotel', meta, vocabulary)).toEqual(['shop']);
  expect(judgedKinds(draft(), 'homestay', meta, vocabulary)).toEqual(['hotel']);
  expect(judgedKinds(draft(), 'hotel', meta, vocabulary)).toEqual(['hotel']);
  expect(judgedKinds(draft(), 'unknown', meta, vocabulary)).toEqual([]);
});
