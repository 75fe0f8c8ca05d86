/** One case at the desk: filter, open, act with evidence, see the history grow. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit } from '../axe.mjs';
import { enterAs, picture, settled, start, visitor } from '../browser.mjs';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let browser;
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

test('the office verifies a reported case with a photo', async () => {
  const { context, page, complaints } = await visitor(browser);
  await enterAs(page, '县消安委办', '/cases?state_class=reported');
  await page.locator('.row-open .case-title a').first().click();
  await page.locator('.timeline').waitFor();
  await settled(page);
  await picture(page, 'desk-case');
  assert.deepEqual(await audit(page), []);
  const before = await page.locator('.timeline > li').count();
  await page.getByRole('button', { name: '核查合格' }).click();
  const send = page.locator('.ant-drawer-footer .ant-btn-primary');
  assert.ok(await send.isDisabled(), 'without evidence the action cannot be sent');
  await page
    .locator('.ant-drawer input[type="file"]')
    .last()
    .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PIXEL });
  await page.locator('.ant-drawer .evidence__item').first().waitFor();
  await page.locator('.ant-drawer textarea').first().fill('现场核查，已整改到位');
  await picture(page, 'desk-case-act');
  assert.deepEqual(await audit(page), []);
  await send.click();
  await page.locator('.line__state--current', { hasText: '已核查' }).waitFor();
  assert.equal(await page.locator('.timeline > li').count(), before + 1);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('"/" focuses the search and j walks the rows', async () => {
  const { context, page } = await visitor(browser);
  await enterAs(page, '市消安委办', '/cases');
  await page.locator('.row-open').first().waitFor();
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement?.className.includes('row-open')), true);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'INPUT');
  await context.close();
});

test('a figure of the overview opens the rows it counts', async () => {
  const { context, page } = await visitor(browser);
  await enterAs(page, '市消安委办', '/overview');
  const figure = page.locator('.figures__one--danger a').first();
  const value = (await figure.locator('b').textContent()).trim();
  await figure.click();
  await page.locator('.filters__count', { hasText: value }).waitFor();
  await context.close();
});
