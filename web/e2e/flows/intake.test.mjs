/** A ledger with every fault is taken in: mapped, checked, committed, reviewed by keys, and handed back with marks. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { audit } from '../axe.mjs';
import { BASE, enterAs, picture, ROLE, read, settled, start, visitor } from '../browser.mjs';

const LEDGER = fileURLToPath(new URL('../../../crates/intake/tests/faults/premises.xlsx', import.meta.url));
const SOURCE = `青屿县场所台账${Date.now() % 100000}`;
/** Rows 33 and others of the ledger are nearly these: the same name in the same town, another number of the house. */
const KNOWN = [
  { name: '示例晨锦招待所2778', region: '449921103000', address: '测试圩651号之一', kind: 'hotel' },
  { name: '示例新润小商店1890', region: '449921100000', address: '样板街86号之一', kind: 'shop', area_m2: 35 },
  { name: '示例蓝菱仓库5586', region: '449921101000', address: '样板街324号之一', kind: 'warehouse' },
];

let browser;
let batch = '';
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

async function as(role, path, walk) {
  const { context, page, complaints } = await visitor(browser);
  try {
    await enterAs(page, role, path);
    await settled(page);
    await walk(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

async function register(page, body) {
  const { body: session } = await read(page, '/session');
  const answer = await page.request.post(`${BASE}/api/v1/premises`, {
    headers: { 'X-CSRF-Token': session.csrf_token, 'Idempotency-Key': crypto.randomUUID() },
    data: body,
  });
  assert.equal(answer.status(), 201, await answer.text());
}

const fetched = async (page, path) => {
  const answer = await page.request.get(`${BASE}/api/v1${path}`);
  assert.equal(answer.status(), 200);
  return answer.body();
};

test('the list says what to do, refuses what is no workbook, and hands out a template', async () => {
  await as(ROLE.office, '/premises', async (page) => {
    for (const one of KNOWN) await register(page, one);
    await page.getByRole('button', { name: '导入台账' }).click();
    await page.waitForURL(/\/imports$/);
    await settled(page);
    await picture(page, 'imports-1440');
    assert.deepEqual(await audit(page), []);
    const drop = page.locator('.intake-upload input[type="file"]');
    await drop.setInputFiles({ name: '台账.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
    await page.getByText('“台账.pdf”不是').waitFor();
    const template = await fetched(page, '/imports/template');
    assert.equal(template.subarray(0, 2).toString(), 'PK');
    await drop.setInputFiles(LEDGER);
    await page.getByRole('button', { name: '上传并识别表格' }).click();
    await page.getByText('请先写明是谁的台账').waitFor();
    await page.getByLabel('来源（谁的台账）').fill(SOURCE);
    await page.getByRole('button', { name: '上传并识别表格' }).click();
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
    batch = new URL(page.url()).pathname.split('/').at(-1);
  });
});

test('columns are mapped: what is missing is told, and nothing is checked before', async () => {
  await as(ROLE.office, `/imports/${batch}`, async (page) => {
    await page.locator('.intake-samples').first().waitFor();
    await picture(page, 'import-mapping-1440');
    assert.deepEqual(await audit(page), []);
    const name = page.getByRole('combobox', { name: /场所名称”对应/ });
    const choose = async (words) => {
      await name.click();
      await name.fill(words);
      await page
        .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
        .getByTitle(words, { exact: true })
        .click();
      await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').waitFor({ state: 'detached' });
    };
    await choose('不导入');
    await page.getByText('没有指定“场所名称”是哪一列').first().waitFor();
    assert.ok(await page.getByRole('button', { name: '保存并预检' }).isDisabled());
    await choose('场所名称');
    await page.getByText('必填项都有对应的列').waitFor();
    await page.getByRole('button', { name: '保存并预检' }).click();
    // The work goes on behind the page: a reload finds it where it is.
    await page.waitForFunction(() => document.querySelector('[aria-current="step"]')?.textContent !== '1确认列');
    await page.reload();
    await page.locator('.intake-figures').waitFor();
  });
});

test('the preview tells what would become of every row, by outcome and by fault', async () => {
  await as(ROLE.office, `/imports/${batch}`, async (page) => {
    await page.locator('.intake-marks').first().waitFor();
    await picture(page, 'import-preview-1440');
    assert.deepEqual(await audit(page), []);
    const { body } = await read(page, `/imports/${batch}`);
    assert.equal(body.state, 'checked');
    assert.ok(body.counts.rejected > 0 && body.counts.review >= KNOWN.length, JSON.stringify(body.counts));
    await page.locator('.intake-figure--rejected button').click();
    await page.waitForURL(/outcome=rejected/);
    await page.getByLabel('修正或问题').click();
    await page.locator('.ant-select-item-option', { hasText: 'F04' }).click();
    await page.waitForURL(/code=F04/);
    await settled(page);
    await picture(page, 'import-faults-1440');
    const marks = await page.locator('.intake-marks .mark--danger').allInnerTexts();
    assert.ok(marks.includes('F04'));
    assert.ok(!(await page.getByText('同一场所（按 1）').isVisible()), 'nothing is decided in a preview');
    await page.getByRole('button', { name: /^导入 \d+ 行$/ }).click();
    await page.getByRole('tab', { name: '本次导入的场所' }).waitFor();
  });
});

test('rows that may be known are decided by keys beside what the ledger holds', async () => {
  await as(ROLE.office, `/imports/${batch}`, async (page) => {
    await page.locator('.intake-review__other').first().waitFor();
    await page.locator('.intake-review').scrollIntoViewIfNeeded();
    await picture(page, 'import-review-1440');
    assert.deepEqual(await audit(page), []);
    const left = async () => (await read(page, `/imports/${batch}`)).body.counts.review;
    const waiting = await left();
    const decided = async (key) => {
      const answer = page.waitForResponse((one) => one.url().includes('/decision') && one.status() === 200);
      await page.keyboard.press(key);
      const { outcome } = await (await answer).json();
      await settled(page);
      return outcome;
    };
    assert.match(await decided('1'), /updated|unchanged/);
    assert.equal(await decided('s'), 'skipped');
    await page.keyboard.press('j');
    assert.equal(await decided('n'), 'inserted');
    assert.equal(await left(), waiting - 3);
  });
});

test('the marked workbook comes back, and the premises are in the ledger', async () => {
  await as(ROLE.office, `/imports/${batch}`, async (page) => {
    await page.getByRole('tab', { name: '本次导入的场所' }).click();
    await settled(page);
    await picture(page, 'import-done-1440');
    assert.deepEqual(await audit(page), []);
    const marked = await fetched(page, `/imports/${batch}/marked`);
    assert.notDeepEqual(marked, await readFile(LEDGER));
    assert.equal(marked.subarray(0, 2).toString(), 'PK');
    const { body } = await read(page, `/imports/${batch}/premises?limit=1`);
    const one = body.items[0];
    const link = page.locator(`a[href="/premises/${one.id}"]`).last();
    await link.click();
    await page.waitForURL(/\/premises\//);
    await page.getByRole('heading', { name: one.name }).waitFor();
  });
});

test('the same source is known the next time', async () => {
  await as(ROLE.office, '/imports', async (page) => {
    await settled(page);
    await picture(page, 'imports-list-1440');
    assert.deepEqual(await audit(page), []);
    await page.locator('.intake-upload input[type="file"]').setInputFiles(LEDGER);
    await page.getByLabel('来源（谁的台账）').fill(SOURCE);
    await page.getByRole('button', { name: '上传并识别表格' }).click();
    await page.getByText('沿用上次', { exact: true }).first().waitFor();
  });
});

test('who may not import sees no button and is told so on the page', async () => {
  await as(ROLE.grid, '/premises', async (page) => {
    assert.equal(await page.getByRole('button', { name: '导入台账' }).count(), 0);
    await page.goto(`${BASE}/imports`);
    await page.getByText('没有权限').first().waitFor();
    assert.equal(await page.locator('.intake-upload').count(), 0);
    await picture(page, 'imports-refused-1440');
  });
});
