import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App, ConfigProvider } from 'antd';
import { beforeEach, expect, test, vi } from 'vitest';
import type { CaseAction, CaseDetail } from '@/api/types';
import { metaQuery, sessionQuery } from '@/features/access/queries';
import { Actions } from '@/features/casework/Actions';

const determine: CaseAction = {
  code: 'determine_major',
  name: '集体确定',
  allowed: true,
  why_not: [],
  danger: false,
  collective_min: 3,
  fields: [
    { code: 'people', label: '参加人员', type: 'people', required: true },
    { code: 'opinion', label: '意见', type: 'long_text', required: true, max: 20 },
  ],
};
const refused: CaseAction = {
  code: 'close',
  name: '销号',
  allowed: false,
  why_not: ['须由另一人办理'],
  danger: false,
  fields: [],
};
const detail = {
  id: 'c1',
  version: 7,
  title: '安全出口锁闭',
  evidence: [],
  actions: [determine, refused],
} as unknown as CaseDetail;
const answers: { status: number; body: unknown }[] = [];
let sent: { url: string; body: unknown; key: string | null }[] = [];

beforeEach(() => {
  sent = [];
  answers.length = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    const text = await request.text();
    sent.push({ url: request.url, body: text ? JSON.parse(text) : null, key: request.headers.get('Idempotency-Key') });
    const { status, body } = answers.shift() ?? { status: 200, body: detail };
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  });
});

function show() {
  const cache = new QueryClient();
  cache.setQueryData(sessionQuery.queryKey, { permissions: ['case.act'] } as never);
  cache.setQueryData(metaQuery.queryKey, { lists: {}, lifecycles: [] } as never);
  render(
    <QueryClientProvider client={cache}>
      <ConfigProvider button={{ autoInsertSpace: false }}>
        <App>
          <Actions detail={detail} />
        </App>
      </ConfigProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

async function fill(user: ReturnType<typeof userEvent.setup>, people: number) {
  await user.click(screen.getByRole('button', { name: '集体确定' }));
  for (let at = 1; at <= people; at++) await user.type(screen.getByLabelText(`姓名 ${at}`), `人员${at}`);
  await user.type(screen.getByLabelText('意见'), '同意');
  const buttons = screen.getAllByRole('button', { name: '提交' });
  await user.click(buttons[buttons.length - 1] as HTMLElement);
}

test('a refused action stands with its reason', () => {
  show();
  expect(screen.getByText('须由另一人办理')).toBeTruthy();
  expect((screen.getByRole('button', { name: '销号', hidden: true }) as HTMLButtonElement).disabled).toBe(true);
});

test('a collective decision needs its number of named people', async () => {
  const user = show();
  await fill(user, 2);
  expect(await screen.findByText('集体讨论人员不足 3 人')).toBeTruthy();
  expect(sent).toHaveLength(0);
});

test('the act carries version, fields and a key', async () => {
  const user = show();
  await fill(user, 3);
  await waitFor(() => expect(sent).toHaveLength(1));
  const people = [1, 2, 3].map((at) => ({ name: `人员${at}`, title: '' }));
  expect(sent[0]?.body).toEqual({
    action: 'determine_major',
    version: 7,
    fields: { people, opinion: '同意' },
    evidence: [],
  });
  expect(sent[0]?.key).toMatch(/-4/);
});

test('a conflict shows what changed and keeps what was typed', async () => {
  answers.push({
    status: 409,
    body: {
      title: '已变化',
      status: 409,
      current: {
        state: 'closed',
        state_name: '已销号',
        version: 8,
        changed: [{ field: '状态', from: '整改中', to: '已销号' }],
      },
    },
  });
  const user = show();
  await fill(user, 3);
  expect(await screen.findByText('事项已被他人办理')).toBeTruthy();
  expect(screen.getByText('整改中')).toBeTruthy();
  expect((screen.getByLabelText('意见') as HTMLTextAreaElement).value).toBe('同意');
});

test('a field the server names is marked beside its input', async () => {
  answers.push({
    status: 422,
    body: {
      title: '填写有误',
      status: 422,
      fields: [{ pointer: '/fields/opinion', code: 'short', message: '意见太短' }],
    },
  });
  const user = show();
  await fill(user, 3);
  expect(await screen.findByText('意见太短')).toBeTruthy();
});
