/** An inspection is coming: a sheet drawn from the clauses, a dossier packed and fetched, an examiner who sees only it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { audit } from '../axe.mjs';
import { enterAs, PHONE, picture, ROLE, read, settled, start, visitor } from '../browser.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

/** Names and bytes of a zip in the order of its directory. */
function entries(zip) {
  const found = [];
  let end = zip.length - 22;
  while (zip.readUInt32LE(end) !== 0x06054b50) end -= 1;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const local = zip.readUInt32LE(at + 42);
    const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(data, data + size);
    found.push({
      name: zip.toString('utf8', at + 46, at + 46 + name),
      utf8: (zip.readUInt16LE(at + 8) & 0x0800) !== 0,
      bytes: method === 8 ? inflateRawSync(bytes) : bytes,
    });
    at += 46 + name + extra + comment;
  }
  return found;
}

test('a sheet from the clauses becomes a zip in its order, with what is missing said', async () => {
  const { context, page, complaints } = await visitor(browser);
  await enterAs(page, ROLE.office, '/scoring-sheets/new');
  await page.getByRole('button', { name: '由要点条款生成' }).click();
  await page.locator('.sheet-item').first().waitFor();
  await page.getByLabel('评分表名称').fill('考核评分表（流程）');
  await settled(page);
  await picture(page, 'dossier-sheet-1440');
  await page.getByRole('button', { name: '保存评分表' }).click();
  await page.waitForURL(/scoring-sheets\/[0-9a-f-]{36}/);
  const sheet = page.url().split('/').pop();
  const { body } = await read(page, `/scoring-sheets/${sheet}`);
  assert.ok(body.lines.length > 5);

  await page.getByRole('button', { name: '制作迎检资料' }).click();
  await page.getByLabel('名称').fill('迎检资料（流程）');
  await page.locator('#region').click();
  await page.locator('.ant-select-tree-title').first().click();
  await page.getByRole('button', { name: '预览佐证' }).click();
  await page.locator('.dossier-total').waitFor();
  await page.locator('.dossier-gap--missing').first().waitFor();
  await settled(page);
  await picture(page, 'dossier-preview-1440');
  assert.deepEqual(await audit(page), []);
  await page.getByRole('button', { name: '开始制作' }).click();
  await page.waitForURL(/dossiers\/[0-9a-f-]{36}$/);
  await page.locator('.dossier-state--ready').waitFor({ timeout: 60_000 });
  await settled(page);
  await picture(page, 'dossier-1440');
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载资料包' }).click();
  const zip = entries(await readFile(await (await waiting).path()));
  assert.ok(
    zip.every((entry) => entry.utf8),
    'Chinese names are marked as UTF-8',
  );
  const lists = zip.filter((entry) => entry.name.endsWith('/000 清单.xlsx')).map((entry) => entry.name);
  assert.equal(lists.length, body.lines.length);
  for (const [at, name] of lists.entries()) assert.equal(Number(name.slice(0, 2)), at + 1, name);
  assert.deepEqual(
    zip.slice(0, 3).map((entry) => entry.name),
    ['00 封面和目录.docx', '00 目录.html', '00 总目录.xlsx'],
  );
  const index = zip[1].bytes.toString('utf8');
  assert.ok(index.includes('缺佐证') && index.includes('演示数据'));
  for (const line of body.lines) assert.ok(index.includes(line.text), line.text);
  await page.getByRole('button', { name: '打印封面和目录' }).click();
  await page.locator('.cover table').waitFor();
  await picture(page, 'dossier-cover-1440');
  assert.deepEqual(complaints, []);
  await context.close();
});

for (const [size, viewport] of [
  ['1440', undefined],
  ['390', PHONE],
]) {
  test(`an examiner sees the open dossier and nothing else, at ${size}`, async () => {
    const { context, page, complaints } = await visitor(browser, viewport);
    await enterAs(page, '迎检核查人', '/examine');
    await page.locator('.examine-list a').first().click();
    await page.locator('.examine-list li').first().waitFor();
    if (size === '390') await picture(page, 'examine-items-390');
    const { body } = await read(page, `/examined-dossiers/${new URL(page.url()).pathname.split('/').pop()}`);
    const own = page.url().split('?')[0];
    const shown = page.locator('.examine-file img').first();
    // Some items have files that are no pictures.
    for (const item of body.items.filter((one) => one.files > 0)) {
      await page.goto(`${own}?item=${item.position}`);
      await page.locator('.examine-file').first().waitFor();
      if ((await shown.count()) > 0) break;
    }
    await shown.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector('.examine-file img')?.naturalWidth > 0);
    await picture(page, `examine-${size}`);
    assert.deepEqual(await audit(page), []);
    await page.locator('.examine-file button').first().click();
    await page.waitForFunction(() => document.querySelector('.examine-picture')?.naturalWidth > 0);
    await picture(page, `examine-picture-${size}`);
    for (const path of ['/cases', '/premises', '/dossiers', '/overview']) {
      const answer = await read(page, path);
      assert.ok(answer.status === 403 || answer.body.items?.length === 0, path);
    }
    assert.deepEqual(
      complaints.filter((line) => !line.includes('403')),
      [],
    );
    await context.close();
  });
}
