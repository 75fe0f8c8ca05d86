/** Every page opens without a complaint, fits its window and has nothing serious for axe. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit } from '../axe.mjs';
import { BASE, DESK, enterAs, PHONE, picture, settled, start, visitor } from '../browser.mjs';

const desk = [
  'overview',
  'inbox',
  'cases',
  'cases/new',
  'inspections',
  'inspect',
  'plan',
  'plan/clauses',
  'premises',
  'premises?view=map',
  'premises/new',
];
const system = ['organisations', 'posts', 'people', 'users', 'roles', 'api-keys', 'audit', 'health'];
const phone = ['inbox', 'cases', 'inspect', 'premises'];

let browser;
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

async function check(viewport, role, path) {
  const { context, page, complaints } = await visitor(browser, viewport);
  try {
    if (role) await enterAs(page, role, `/${path}`);
    else await page.goto(BASE);
    await settled(page);
    await picture(page, `${viewport === PHONE ? 'phone' : 'desk'}-${path.replaceAll(/\W+/g, '-') || 'sign-in'}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `the page is ${wide}px wider than its window`);
    assert.deepEqual(await audit(page), []);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

test('desk: sign-in', () => check(DESK, null, ''));
test('phone: sign-in', () => check(PHONE, null, ''));
for (const path of desk) test(`desk: ${path}`, () => check(DESK, '市消安委办', path));
for (const path of system) test(`desk: system/${path}`, () => check(DESK, '市消安委办', `system/${path}`));
for (const path of phone) test(`phone: ${path}`, () => check(PHONE, '镇消防工作站', path));
