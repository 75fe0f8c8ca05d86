/** The report desk: sent to eight counties, filled by workbook, chased, disputed, locked. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit } from '../axe.mjs';
import { BASE, enterAs, PHONE, picture, ROLE, read, settled, start, visitor } from '../browser.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

const TITLE = `联合检查周报${Date.now() % 100000}`;
let round;

test('a table is drawn and sent to eight counties', async () => {
  const { context, page, complaints } = await visitor(browser);
  await enterAs(page, ROLE.office, '/reports');
  await settled(page);
  await picture(page, 'reports-1440');
  assert.deepEqual(await audit(page), []);
  await page.getByRole('button', { name: '设计新表' }).click();
  await page.getByLabel('表名').fill(TITLE);
  await page.getByLabel('1 列名').fill('检查次数');
  await page.getByLabel('1 单位').fill('次');
  await page.getByLabel('1 口径').fill('本周联合检查的次数');
  await page.getByRole('button', { name: '加一列' }).click();
  await page.getByLabel('2 列名').fill('发现隐患');
  await settled(page);
  await picture(page, 'report-design-1440');
  assert.deepEqual(await audit(page), []);
  await page.getByRole('button', { name: '保存表样' }).click();
  await page
    .getByRole('button', { name: '制 发' })
    .or(page.getByRole('button', { name: '制发', exact: true }))
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await dialog.locator('.ant-modal-footer .ant-btn-primary').click();
  await page.waitForURL(/\/reports\/rounds\//);
  round = page.url().split('/').at(-1);
  await settled(page);
  const seen = await read(page, `/reports/rounds/${round}`);
  assert.equal(seen.body.fillers, 8);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a county fills it by workbook, on the desk and on the phone', async () => {
  const { context, page, complaints } = await visitor(browser);
  await enterAs(page, ROLE.county, '/reports?tab=fill');
  await settled(page);
  await page.locator('tr', { hasText: TITLE }).first().click();
  await page.waitForURL(/\/reports\/returns\//);
  await settled(page);
  const id = page.url().split('/').at(-1);
  await page.getByRole('textbox', { name: '检查次数', exact: true }).fill('6');
  await page.getByRole('textbox', { name: '发现隐患', exact: true }).fill('十处');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.locator('.report-fault').first().waitFor();
  await page.getByRole('textbox', { name: '发现隐患', exact: true }).fill('10');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.locator('.ant-message-notice').first().waitFor();
  // The workbook of the draft goes out and comes back.
  const book = await page.request.get(`${BASE}/api/v1/reports/returns/${id}/workbook`);
  assert.equal(book.status(), 200);
  await page.locator('.report-tools input[type="file"]').setInputFiles({
    name: '填报.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await book.body(),
  });
  await page.getByText('已读入 1 行').waitFor();
  await page.locator('.ant-message-notice').first().waitFor({ state: 'detached' });
  await settled(page);
  await picture(page, 'report-fill-1440');
  assert.deepEqual(await audit(page), []);
  await page.setViewportSize(PHONE);
  await settled(page);
  await picture(page, 'report-fill-390');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator('.report-actions .ant-btn-primary').click();
  await page.locator('.status--closed').first().waitFor();
  const seen = await read(page, `/reports/returns/${id}`);
  assert.equal(seen.body.state, 'done');
  // A cell that could not be read is refused by the server and shown in its place: the one complaint of the console.
  assert.deepEqual(
    complaints.filter((line) => !line.includes('422')),
    [],
  );
  await context.close();
});

test('one is chased, the sum is locked and can be fetched', async () => {
  const { context, page, complaints } = await visitor(browser);
  await enterAs(page, ROLE.office, `/reports/rounds/${round}`);
  await settled(page);
  await page
    .locator('.report-children li', { hasText: '待填报' })
    .first()
    .getByRole('button', { name: /催\s?报/ })
    .click();
  await page.locator('.report-paste').waitFor();
  assert.match(await page.locator('.report-paste').innerText(), new RegExp(TITLE));
  await page.locator('.ant-message-notice').first().waitFor({ state: 'detached' });
  await settled(page);
  await picture(page, 'report-round-1440');
  assert.deepEqual(await audit(page), []);
  await page.getByRole('button', { name: '锁定汇总' }).click();
  await page.getByRole('dialog').locator('.ant-modal-footer .ant-btn-primary').click();
  await page.getByRole('button', { name: '解除锁定' }).waitFor();
  const seen = await read(page, `/reports/rounds/${round}`);
  assert.equal(seen.body.locks[0].missing.length, 7);
  const file = await page.request.get(`${BASE}/api/v1/reports/rounds/${round}/locked`);
  assert.equal(file.status(), 200);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a figure is held against the ledger and one county disputes', async () => {
  const { context, page, complaints } = await visitor(browser);
  await enterAs(page, ROLE.office, '/reports?tab=reconcile');
  await settled(page);
  await page.locator('.row-open').first().click();
  await page.waitForURL(/\/reports\/reconciliations\//);
  await settled(page);
  await page.getByText('有异议').first().waitFor();
  await picture(page, 'report-reconcile-1440', true);
  assert.deepEqual(await audit(page), []);
  assert.deepEqual(complaints, []);
  await context.close();
});
