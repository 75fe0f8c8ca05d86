/** Takes a picture of every page, desk and phone, and prints what the pages complained about. */
import { BASE, DESK, enterAs, NARROW_DESK, PHONE, picture, settled, start, visitor } from './browser.mjs';

const only = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.some((part) => name.includes(part));

const browser = await start();
const failures = [];
const take = async (name, viewport, role, path, prepare, full = false) => {
  if (!wanted(name)) return;
  const { context, page, complaints } = await visitor(browser, viewport);
  try {
    if (role) await enterAs(page, role, path);
    else await page.goto(BASE + path);
    await settled(page);
    if (prepare) {
      await prepare(page);
      await settled(page);
    }
    await picture(page, name, full);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) complaints.push(`page is ${wide}px wider than the window`);
  } catch (error) {
    complaints.push(`failed: ${error.message.split('\n')[0]}`);
    await picture(page, `${name}-failed`);
  }
  for (const text of new Set(complaints)) failures.push(`${name}: ${text.slice(0, 300)}`);
  await context.close();
};
const first = (selector) => async (page) => {
  await page.locator(selector).first().click();
  await page.waitForTimeout(600);
};

const OFFICE = '市消安委办';
await take('desk-sign-in', DESK, null, '/');
await take('phone-sign-in', PHONE, null, '/');
await take('desk-overview', DESK, OFFICE, '/overview', null, true);
await take('narrow-overview', NARROW_DESK, OFFICE, '/overview', null, true);
await take('phone-overview', PHONE, OFFICE, '/overview', null, true);
await take('desk-inbox', DESK, OFFICE, '/inbox');
await take('desk-inbox-act', DESK, OFFICE, '/inbox', first('.inbox-group .ant-btn-primary'));
await take('phone-inbox', PHONE, OFFICE, '/inbox');
await take('phone-inbox-act', PHONE, OFFICE, '/inbox', first('.inbox-group .ant-btn-primary'));
await take('desk-cases', DESK, OFFICE, '/cases?state_class=open,planned,doing,reported,verifying,waiting');
await take('narrow-cases', NARROW_DESK, OFFICE, '/cases?overdue=true');
await take('phone-cases', PHONE, OFFICE, '/cases');
const openCase = first('.case-title a, .case-card__title');
await take('desk-case', DESK, '县消安委办', '/cases?state_class=reported', openCase, true);
await take('desk-case-chief', DESK, '负责人', '/cases?state=determining', openCase, true);
await take('phone-case', PHONE, '县消安委办', '/cases?state_class=reported', openCase, true);
await take('desk-case-new', DESK, OFFICE, '/cases/new');
await take('desk-inspections', DESK, '镇消防工作站', '/inspections');
await take('desk-inspect-pick', DESK, '镇消防工作站', '/inspect');
await take('desk-inspect', DESK, '镇消防工作站', '/inspect', first('.pick-row'), true);
await take('phone-inspect-pick', PHONE, '网格员', '/inspect');
await take('phone-inspect', PHONE, '网格员', '/inspect', async (page) => {
  await first('.pick-row')(page);
  await page.locator('.check__result--fail').first().click();
});
await take('desk-plan', DESK, OFFICE, '/plan', first('.outline__row--clause'));
await take('narrow-plan', NARROW_DESK, OFFICE, '/plan');
await take('desk-clauses', DESK, OFFICE, '/plan/clauses');
await take('desk-premises', DESK, OFFICE, '/premises');
await take('desk-premises-map', DESK, OFFICE, '/premises?view=map');
await take('phone-premises', PHONE, OFFICE, '/premises');
await take('desk-premises-one', DESK, OFFICE, '/premises?has_open=true', first('.row-open a'), true);
await take('desk-premises-new', DESK, OFFICE, '/premises/new');
for (const part of ['organisations', 'posts', 'people', 'users', 'roles', 'api-keys', 'audit', 'health']) {
  await take(`desk-system-${part}`, DESK, OFFICE, `/system/${part}`);
}
await take('desk-no-permission', DESK, '网格员', '/system/audit');
await take('desk-missing', DESK, OFFICE, '/nothing-here');
await browser.close();
console.log(failures.length > 0 ? failures.join('\n') : 'no complaints');
