/** A visit from the phone: premises, checklist, a failure, the suggestion, the case it opens. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit } from '../axe.mjs';
import { enterAs, PHONE, picture, ROLE, settled, start, visitor } from '../browser.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

test('a failed item opens a case, and the draft survives a reload', async () => {
  const { context, page, complaints } = await visitor(browser, PHONE);
  await enterAs(page, ROLE.town, '/inspect');
  await page.locator('.pick-row').first().click();
  await page.locator('.check').first().waitFor();
  await page.locator('.check__result--fail').first().click();
  await page.locator('.check__more textarea').fill('东侧出口上锁');
  await page.locator('.inspect__kept').getByText('草稿已保存').waitFor();
  await page.reload();
  await page.locator('.check__more textarea').waitFor();
  assert.equal(await page.locator('.check__more textarea').inputValue(), '东侧出口上锁');
  await settled(page);
  await picture(page, 'inspect-390');
  assert.deepEqual(await audit(page), []);
  await page.getByRole('button', { name: '提交检查' }).click();
  await page.locator('.check--missing').first().waitFor();
  for (let rest = await passRest(page).count(); rest > 0; rest = await passRest(page).count())
    await passRest(page).first().click();
  await page.getByRole('button', { name: '提交检查' }).click();
  await page.getByText('检查已提交').waitFor();
  await settled(page);
  assert.ok((await page.locator('.case-card').count()) > 0);
  assert.deepEqual(complaints, []);
  await context.close();
});

const passRest = (page) => page.getByRole('button', { name: '其余全部符合' });
