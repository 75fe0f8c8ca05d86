/** A table for the leader: made, opened, printed, sent as a picture. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { audit } from '../axe.mjs';
import { enterAs, picture, ROLE, settled, start, visitor } from '../browser.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

const digits = (text) => Number(text.replace(/[^\d]/g, ''));

test('a table is made within a minute and each figure opens exactly its rows', async () => {
  const { context, page, complaints } = await visitor(browser);
  const began = Date.now();
  await enterAs(page, ROLE.office, '/tables');
  await page.locator('.sheet__row--total').waitFor();
  await page.getByRole('button', { name: '镇街', exact: true }).click();
  await page.locator('.sheet__row--subtotal').first().waitFor();
  await page.getByLabel('标题', { exact: true }).fill('火灾隐患分镇街统计表');
  await page.getByRole('heading', { name: '火灾隐患分镇街统计表' }).waitFor();
  await settled(page);
  assert.ok(Date.now() - began < 60_000, 'it took longer than a minute');
  await picture(page, 'tables-1440');
  assert.deepEqual(await audit(page), []);

  const figure = page.locator('.sheet__row--leaf td a').first();
  const shown = digits(await figure.innerText());
  await figure.click();
  await page.waitForURL(/\/cases\?/);
  await settled(page);
  assert.equal(digits(await page.locator('.filters__count').innerText()), shown);

  await page.goBack();
  await page.getByRole('heading', { name: '火灾隐患分镇街统计表' }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a table of the counties prints on one lying page of A4 and leaves as a picture', async () => {
  const { context, page, complaints } = await visitor(browser);
  await enterAs(page, ROLE.office, '/tables');
  await page.locator('.sheet__row--total').waitFor();
  await settled(page);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1, 'more than one page');
  const [, width, height] = pdf.match(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/) ?? [];
  assert.ok(Number(width) > Number(height), `not lying: ${width} by ${height}`);

  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: '图片' }).click();
  const file = await coming;
  const bytes = await readFile(await file.path());
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  const [wide, high] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  assert.ok(wide > 1000 && high > 500 && bytes.length > 20_000, `${wide} by ${high}, ${bytes.length} bytes`);
  assert.match(file.suggestedFilename(), /\.png$/);

  for (const [button, ending] of [
    ['Word', 'docx'],
    ['Excel', 'xlsx'],
  ]) {
    const sent = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    const paper = await sent;
    const head = (await readFile(await paper.path())).subarray(0, 2).toString();
    assert.equal(head, 'PK');
    assert.match(paper.suggestedFilename(), new RegExp(`${ending}$`));
  }
  assert.deepEqual(complaints, []);
  await context.close();
});
