/** The document of the year: uploaded, taken apart, read. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { audit } from '../axe.mjs';
import { enterAs, picture, ROLE, settled, start, visitor } from '../browser.mjs';

const SAMPLE = fileURLToPath(new URL('../../../examples/work-points-sample.txt', import.meta.url));

let browser;
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

test('an uploaded document comes back as a tree with tasks and the words they come from', async () => {
  const { context, page, complaints } = await visitor(browser);
  await enterAs(page, ROLE.office, '/plan');
  await settled(page);
  await page.locator('.plan-upload input[type="file"]').setInputFiles(SAMPLE);
  await page.locator('.outline__row--clause').first().waitFor();
  await page.locator('.outline__row--clause').first().click();
  await settled(page);
  await page.locator('.ant-message-notice').waitFor({ state: 'detached' });
  assert.ok((await page.locator('.plan-summary b').first().innerText()).trim() !== '0');
  await picture(page, 'plan-1440');
  assert.deepEqual(await audit(page), []);
  assert.deepEqual(complaints, []);
  await context.close();
});
