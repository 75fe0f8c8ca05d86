import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ApiError } from '@/api/client';
import { newKey } from '@/api/keys';
import type { CaseRow } from '@/api/types';
import { currentEntry, visibleMenu } from '@/app/menuEntries';
import { groupOf } from '@/features/casework/InboxPage';
import { organisationTree } from '@/features/directory/organisationTree';
import { freeWork, requestOf } from '@/features/directory/reorganiseBody';
import { stepsFor } from '@/features/overview/useChoropleth';
import { dueWord } from '@/ui/ClockBadge';
import { ErrorNote } from '@/ui/ErrorNote';
import { bounded, instant, percent, regionPath } from '@/ui/format';
import { pointerName } from '@/ui/problem';
import { MarkTag, StatusTag } from '@/ui/StatusTag';

const row = (part: Partial<CaseRow>) =>
  ({ overdue: false, provisional_due: false, state_class: 'doing', ...part }) as CaseRow;

test('an instant is shown in Shanghai time', () => {
  expect(instant('2024-06-30T16:30:00Z')).toBe('2024-07-01 00:30');
});

test('a bounded count says that it stopped counting', () => {
  expect(bounded({ count: 10000, at_least: true })).toBe('10,000 以上');
  expect(bounded({ count: 88, at_least: false })).toBe('88');
});

test('a missing share is a dash, not zero', () => {
  expect(percent(null)).toBe('—');
  expect(percent(0)).toBe('0.0%');
});

test('a region path may come as a list or as one text', () => {
  expect(regionPath({ code: '1', name: '丙', path: ['甲', '乙'] })).toBe('甲 / 乙');
  expect(regionPath({ code: '1', name: '丙', path: '甲/乙' })).toBe('甲 / 乙');
  expect(regionPath({ code: '1', name: '丙' })).toBe('丙');
});

test('due days read as words', () => {
  expect(dueWord(row({ overdue: true, due_in_days: -3 }))).toBe('超期 3 天');
  expect(dueWord(row({ due_in_days: 0 }))).toBe('今天到期');
  expect(dueWord(row({ due_in_days: 5 }))).toBe('还有 5 天');
});

test('the inbox groups by what presses', () => {
  expect(groupOf(row({ overdue: true, due_in_days: -1 }))).toBe('overdue');
  expect(groupOf(row({ due_in_days: 0 }))).toBe('today');
  expect(groupOf(row({ due_in_days: 7 }))).toBe('week');
  expect(groupOf(row({ due_in_days: 8 }))).toBe('later');
  expect(groupOf(row({}))).toBe('none');
});

test('status has a shape and a word, danger has a triangle', () => {
  const { container } = render(
    <>
      <StatusTag stateClass="doing" name="整改中" />
      <MarkTag mark={{ code: 'major', name: '重大火灾隐患', danger: true }} />
    </>,
  );
  expect(container.querySelectorAll('svg')).toHaveLength(2);
  expect(screen.getByText('整改中')).toBeTruthy();
});

test('a refusal shows the sentence, the fields and the hint of the server', () => {
  const fields = [{ pointer: '/fields/due', code: 'past', message: '期限不能早于今天' }];
  render(<ErrorNote error={new ApiError({ title: '填写有误', status: 422, fields, hint: '请改为今天以后' })} />);
  expect(screen.getByText('填写有误')).toBeTruthy();
  expect(screen.getByText('期限不能早于今天')).toBeTruthy();
  expect(screen.getByText(/请改为今天以后/)).toBeTruthy();
});

test('a pointer names the field of the form', () => {
  expect(pointerName('/fields/due')).toBe('due');
  expect(pointerName('/title')).toBe('title');
});

test('the menu shows only what the post may open', () => {
  const seen = visibleMenu((permission) => permission === 'case.read').flatMap((group) =>
    group.entries.map((entry) => entry.href),
  );
  expect(seen).toEqual(['/inbox', '/cases']);
  expect(currentEntry('/plan/clauses')).toBe('/plan/clauses');
  expect(currentEntry('/inspect/x')).toBe('/inspections');
  expect(currentEntry('/cases/1')).toBe('/cases');
});

test('map classes always begin with none and never overlap', () => {
  expect(stepsFor([0, 4, 22], 'open').map((step) => step.label)).toEqual(['0', '1–5', '6–10', '11–16', '17–22']);
  expect(stepsFor([0, 0], 'major').map((step) => step.label)).toEqual(['0']);
  expect(stepsFor([1], 'overdue').map((step) => step.label)).toEqual(['0', '1']);
});

test('the tree of bodies keeps the way up to a match and hides ended ones', () => {
  const body = (id: string, name: string, parent_id: string | null, valid_to: string | null = null) =>
    ({ id, name, parent_id, valid_to, names: [{ name, from: '2024-01-01' }] }) as never;
  const rows = [body('1', '市', null), body('2', '县教育局', '1'), body('3', '县老局', '1', '2024-06-01')];
  expect(organisationTree(rows, '教育', false)[0]?.children.map((node) => node.key)).toEqual(['2']);
  expect(organisationTree(rows, '', false)[0]?.children).toHaveLength(1);
  expect(organisationTree(rows, '', true)[0]?.children).toHaveLength(2);
});

test('a reorganisation says only what its change needs', () => {
  const body = { id: 'a', version: 4, kind: 'department', region_code: '445200000000', parent_id: 'p' } as never;
  const on = '2024-06-01';
  expect(requestOf('rename', { organisation: 'a', name: '新名', from: ['x'], on }, [body])).toEqual({
    id: 'a',
    rename: { version: 4, name: '新名', from: on },
  });
  expect(requestOf('merge', { from: ['a'], successor: 'existing', into: 'b', on }, [body])).toEqual({
    reorganise: { kind: 'merge', from: ['a'], into: { existing: 'b' }, on },
  });
  expect(requestOf('close', { organisation: 'a', posts: { p1: 'p2', p3: '' }, on, basis: '文号' }, [body])).toEqual({
    reorganise: { kind: 'close', org: 'a', posts: [{ post: 'p1', into: 'p2' }], on, basis: '文号' },
  });
});

test('a split founds bodies like the one they come from', () => {
  const body = { id: 'a', kind: 'department', region_code: 'r', parent_id: 'p' } as never;
  const values = { organisation: 'a', parts: [{ name: '甲', region_code: 'r1', posts: ['x'] }], on: '2024-06-01' };
  const request = requestOf('split', values, [body]);
  expect(request).toMatchObject({
    reorganise: {
      parts: [{ into: { new: { name: '甲', kind: 'department', parent_id: 'p' } }, posts: ['x'] }],
      remains: false,
    },
  });
});

test('a split names the work each part takes and leaves the rest to the server', () => {
  const body = { id: 'a', kind: 'department', region_code: 'r', parent_id: 'p' } as never;
  const part = (name: string, work?: string[]) => ({ name, region_code: 'r', ...(work ? { work } : {}) });
  const values = { organisation: 'a', parts: [part('甲', ['w1', 'w2']), part('乙', []), part('丙')], on: '2024-06-01' };
  const request = requestOf('split', values, [body]);
  const parts = 'reorganise' in request && request.reorganise.kind === 'split' ? request.reorganise.parts : [];
  expect(parts.map((one) => one.work)).toEqual([['w1', 'w2'], undefined, undefined]);
  expect(parts.map((one) => 'work' in one)).toEqual([true, false, false]);
});

test('work that one part took is not offered to another', () => {
  const all = [{ id: 'w1' }, { id: 'w2' }, { id: 'w3' }];
  const parts = [{ work: ['w1'] }, { work: ['w3'] }, undefined];
  expect(freeWork(all, parts, 0).map((one) => one.id)).toEqual(['w1', 'w2']);
  expect(freeWork(all, parts, 2).map((one) => one.id)).toEqual(['w2']);
  expect(freeWork(all, [], 0)).toEqual(all);
});

test('keys are version 4 UUIDs even without a secure context', () => {
  const keep = crypto.randomUUID;
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  Object.defineProperty(crypto, 'randomUUID', { value: keep, configurable: true });
});
