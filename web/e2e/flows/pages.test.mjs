/** Every page opens without a complaint, fits its window and has nothing serious for axe. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit } from '../axe.mjs';
import { BASE, DESK, enterAs, PHONE, picture, ROLE, settled, start, visitor } from '../browser.mjs';

/** Pages by who may see them, and the name of the picture that is kept of some. */
const desk = [
  ['leader', 'overview'],
  ['county', 'inbox', 'inbox-1440'],
  ['office', 'cases', 'cases-1440'],
  ['office', 'cases/new'],
  ['town', 'inspections'],
  ['town', 'inspect'],
  ['office', 'plan/clauses', 'clauses-1440'],
  ['office', 'premises?view=map', 'map-1440'],
  ['office', 'premises', 'premises-1440'],
  ['town', 'premises/new'],
  ['office', 'buildings'],
  ['office', 'units'],
  ['office', 'duty-matrix', 'duty-matrix-1440'],
  ['office', 'plan/tasks'],
  ['office', 'tables'],
  ['office', 'reports'],
  ['office', 'dossiers'],
  ['office', 'scoring-sheets'],
  ['system', 'system/organisations'],
  ['system', 'system/posts'],
  ['system', 'system/people'],
  ['security', 'system/users', 'users-1440'],
  ['security', 'system/roles'],
  ['security', 'system/api-keys'],
  ['audit', 'system/audit', 'audit-1440'],
  ['system', 'system/health', 'health-1440'],
  ['grid', 'nothing-here'],
];
const phone = [
  ['county', 'inbox', 'inbox-390'],
  ['town', 'cases'],
  ['grid', 'inspect'],
  ['manager', 'premises'],
  ['town', 'premises?view=map'],
  ['county', 'reports'],
];

let browser;
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

async function check(viewport, role, path, kept) {
  const { context, page, complaints } = await visitor(browser, viewport);
  try {
    if (role) await enterAs(page, role, `/${path}`);
    else await page.goto(BASE);
    await settled(page);
    if (kept) await picture(page, kept);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `the page is ${wide}px wider than its window`);
    assert.deepEqual(await audit(page), []);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

test('desk: sign-in', () => check(DESK, null, '', 'sign-in-1440'));
test('phone: sign-in', () => check(PHONE, null, ''));
for (const [role, path, kept] of desk) test(`desk: ${path} (${role})`, () => check(DESK, ROLE[role], path, kept));
for (const [role, path, kept] of phone) test(`phone: ${path} (${role})`, () => check(PHONE, ROLE[role], path, kept));

for (const [name, role, path, link, kept] of [
  ['a case that is overdue', 'office', 'cases?overdue=true', '.case-title a'],
  ['premises with an open case', 'officer', 'premises?has_open=true', '.row-open a', 'premises-one-1440'],
  ['a visit', 'office', 'inspections', '.ant-table-row a'],
]) {
  test(`desk: ${name}`, async () => {
    const { context, page, complaints } = await visitor(browser);
    await enterAs(page, ROLE[role], `/${path}`);
    await page.locator(link).first().click();
    await page.locator('.panel').nth(1).waitFor();
    await settled(page);
    if (kept) await picture(page, kept);
    assert.deepEqual(await audit(page), []);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}
