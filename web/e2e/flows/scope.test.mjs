/** What a town sees is its own, in the list, the count, the tree and the file it takes away. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { BASE, enterAs, picture, ROLE, read, settled, start, visitor } from '../browser.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

/** Numbers in the first column of a CSV file; quoted cells may hold anything. */
const numbersOf = (csv) => [...csv.matchAll(/^\uFEFF?"?(\d{4}-[A-Z]+-\d+)"?,/gm)].map((line) => line[1]).sort();

async function allCases(page) {
  const rows = [];
  for (let cursor = ''; ; ) {
    const { body } = await read(page, `/cases?limit=200${cursor && `&cursor=${cursor}`}`);
    rows.push(...body.items);
    cursor = body.next ?? '';
    if (!cursor) return rows;
  }
}

async function exported(page) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('link', { name: '导出 CSV' })
      .or(page.getByRole('button', { name: '导出 CSV' }))
      .first()
      .click(),
  ]);
  return numbersOf(await readFile(await download.path(), 'utf8'));
}

test('list, count, tree and export of a town agree, and hold the town only', async () => {
  const { context, page, complaints } = await visitor(browser);
  await enterAs(page, ROLE.town, '/cases?state_class=open,planned,doing,reported,verifying,waiting,closed,void');
  await settled(page);
  const { body: session } = await read(page, '/session');
  const town = session.posts[0].region_code;
  const rows = await allCases(page);
  assert.ok(rows.length > 0, 'the town has cases');
  assert.deepEqual(
    rows.filter((row) => !row.region.code.startsWith(town.slice(0, 9))),
    [],
  );
  const { body: count } = await read(page, '/cases/count');
  assert.deepEqual(count, { count: rows.length, at_least: false });
  await page.locator('.filters__count', { hasText: String(rows.length) }).waitFor();
  const { body: tree } = await read(page, '/cases/tree');
  const own = tree.find((row) => row.code === town);
  assert.equal(own?.count, rows.length);
  assert.deepEqual(
    tree.filter((row) => row.count > rows.length),
    [],
  );
  assert.deepEqual(await exported(page), rows.map((row) => row.number).sort());
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a case and a file of another place do not exist for a town', async () => {
  const city = await visitor(browser);
  await enterAs(city.page, ROLE.office, '/cases');
  const { body: session } = await read(city.page, '/session');
  assert.ok(session.permissions.includes('case.read'));
  const everywhere = await allCases(city.page);
  const town = await visitor(browser);
  await enterAs(town.page, ROLE.town, '/cases');
  const own = new Set((await allCases(town.page)).map((row) => row.id));
  const foreign = everywhere.filter((row) => !own.has(row.id));
  assert.ok(foreign.length > 0, 'the city sees more than the town');
  assert.equal((await read(town.page, `/cases/${foreign[0].id}`)).status, 404);
  assert.equal((await read(city.page, `/cases/${foreign[0].id}`)).status, 200);
  const file = await foreignFile(city.page, foreign);
  if (file) {
    assert.equal((await town.page.request.get(BASE + file)).status(), 404);
    assert.equal((await city.page.request.get(BASE + file)).status(), 200);
  }
  await town.page.goto(`${BASE}/cases/${foreign[0].id}`);
  await town.page.locator('.shell__main .state').waitFor();
  assert.ok(!(await town.page.locator('.shell__main').innerText()).includes(foreign[0].title));
  await city.context.close();
  await town.context.close();
});

/** The address of a file of some case, if the city has any. */
async function foreignFile(page, cases) {
  for (const { id } of cases.slice(0, 30)) {
    const file = (await read(page, `/cases/${id}`)).body.evidence[0];
    if (file) return file.url;
  }
  return undefined;
}

test('"/" focuses the search and j walks the rows', async () => {
  const { context, page } = await visitor(browser);
  await enterAs(page, ROLE.office, '/cases');
  await page.locator('.row-open').first().waitFor();
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement?.className.includes('row-open')), true);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'INPUT');
  await context.close();
});

test('a figure of the overview opens the rows it counts; the map goes down a level', async () => {
  const { context, page, complaints } = await visitor(browser);
  await enterAs(page, ROLE.office, '/overview');
  await settled(page);
  await picture(page, 'overview-1440');
  const { body } = await read(page, '/overview');
  const counties = body.regions.filter((row) => row.level === 'county');
  assert.equal(await page.locator('.ant-table-tbody tr.ant-table-row').count(), counties.length);
  await page.locator('.ant-table-tbody').getByRole('button', { name: counties[0].name }).click();
  const towns = body.regions.filter((row) => row.parent === counties[0].code && row.level === 'town');
  await page.locator('.ant-table-tbody').getByText(towns[0].name, { exact: true }).waitFor();
  assert.equal(await page.locator('.ant-table-tbody tr.ant-table-row').count(), towns.length);
  const figure = page.locator('.figures__one--danger a').first();
  const value = (await figure.locator('b').textContent()).trim();
  await figure.click();
  await page.locator('.filters__count', { hasText: value }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
