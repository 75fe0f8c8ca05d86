/** A hazard from the visit to its closing, every step by the person whose step it is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit } from '../axe.mjs';
import { BASE, enterAs, PHONE, picture, ROLE, read, settled, start, visitor } from '../browser.mjs';
import { photo } from '../photo.mjs';

const today = (days = 0) => new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);
let browser;
let found = '';
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

/** Somebody's own window; ends with a check that the pages had nothing to complain about. */
async function as(role, path, walk, viewport) {
  const { context, page, complaints } = await visitor(browser, viewport);
  try {
    await enterAs(page, role, path);
    await settled(page);
    await walk(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

const onCase = (role, walk, viewport) => as(role, `/cases/${found}`, walk, viewport);
const drawer = '.ant-drawer-section';

async function openAction(page, name) {
  await page.locator('.actions__buttons').getByRole('button', { name, exact: true }).click();
  await page.locator(drawer).waitFor();
}

async function fillDate(page, id, day) {
  await page.locator(`${drawer} #${id}`).fill(day);
  await page.keyboard.press('Enter');
}

async function addPhoto(page, tone) {
  await page.locator(`${drawer} input[type="file"]`).last().setInputFiles(photo(tone));
  await page.locator(`${drawer} .evidence__item`).first().waitFor();
}

/** Sends the form; a dangerous action asks once more. */
async function send(page, state) {
  await page.locator('.ant-drawer-footer .ant-btn-primary').click();
  const sure = page.locator('.ant-modal-confirm-btns .ant-btn-primary');
  await sure
    .or(page.locator('.page-head', { hasText: state }))
    .first()
    .waitFor();
  if (await sure.isVisible()) await sure.click();
  await page.locator('.page-head', { hasText: state }).waitFor();
  await page.locator(drawer).waitFor({ state: 'detached' });
}

test('the officer inspects, and one exit where two are required suggests a major hazard', async () => {
  let premises;
  await as(ROLE.town, '/overview', async (page) => {
    const { body } = await read(page, '/premises?kind=shop&limit=50');
    const free = body.items.filter((one) => one.open_cases === 0).sort((a, b) => (a.name < b.name ? -1 : 1));
    premises = free[0];
    assert.ok(premises, 'a shop without open cases in the town');
  });
  await as(ROLE.officer, `/inspect/${premises.id}`, async (page) => {
    const item = page.locator('[id="item-general.exits_number"]');
    await item.locator('.check__result--fail').click();
    await item.locator('textarea').fill('现场只有一个安全出口');
    await page.locator('[id="asked-general.exits_number-exits_required"]').fill('2');
    await page.locator('[id="asked-general.exits_number-exits_present"]').fill('1');
    await page.locator('.inspect__verdict').waitFor();
    await settled(page);
    await item.scrollIntoViewIfNeeded();
    await picture(page, 'inspect-1440');
    const rest = page.getByRole('button', { name: '其余全部符合' });
    while ((await rest.count()) > 0) await rest.first().click();
    await page.getByRole('button', { name: '提交检查' }).click();
    await page.getByText('检查已提交').waitFor();
    await settled(page);
    assert.deepEqual(await audit(page), []);
    await page.locator('.case-card', { hasText: '判定建议：重大' }).locator('.case-card__title').click();
    await page.locator('.timeline').waitFor();
    found = new URL(page.url()).pathname.split('/').pop();
  });
});

test('the officer proposes, the chief determines with three named people', async () => {
  await onCase(ROLE.officer, async (page) => {
    await openAction(page, '提请集体确定');
    await fillDate(page, 'inspected_on', today());
    await page.locator(`${drawer} #opinion`).fill('对照判定建议逐条核对，提请集体讨论');
    await send(page, '提请集体确定');
  });
  await onCase(ROLE.chief, async (page) => {
    await openAction(page, '集体确定为重大火灾隐患');
    await fillDate(page, 'determined_on', today());
    await page.locator(`${drawer} #opinion`).fill('经集体讨论，确定为重大火灾隐患');
    for (const at of [1, 2]) await person(page, at);
    await page.locator('.ant-drawer-footer .ant-btn-primary').click();
    await page.locator(`${drawer} .ant-form-item-explain-error`).first().waitFor();
    await person(page, 3);
    await page.locator(`${drawer} .ant-form-item-explain-error`).waitFor({ state: 'detached' });
    await settled(page);
    await picture(page, 'determine-1440');
    assert.deepEqual(await audit(page), []);
    await send(page, '已确定为重大');
  });
});

async function person(page, at) {
  const row = page.locator(`${drawer} .people__row`).nth(at - 1);
  await row.locator('input').nth(0).fill(`演示参加人${at}`);
  await row
    .locator('input')
    .nth(1)
    .fill(['支队长', '大队长', '监督员'][at - 1]);
}

test('the officer serves the order; somebody who acts on an old state is told what changed', async () => {
  const late = await visitor(browser);
  await enterAs(late.page, ROLE.officer, `/cases/${found}`);
  await openAction(late.page, '送达重大火灾隐患整改通知书');
  await fillDate(late.page, 'due', today(40));
  await late.page.locator(`${drawer} #order_number`).fill('示消重〔演示〕99号');
  await onCase(ROLE.officer, async (page) => {
    await openAction(page, '送达重大火灾隐患整改通知书');
    await fillDate(page, 'due', today(30));
    await page.locator(`${drawer} #order_number`).fill(`示消重〔演示〕${found.slice(-6)}号`);
    await send(page, '整改中');
  });
  await late.page.locator('.ant-drawer-footer .ant-btn-primary').click();
  const dialog = late.page.locator('.ant-modal', { hasText: '整改中' });
  await dialog.waitFor();
  await late.page.waitForTimeout(400);
  await picture(late.page, 'conflict-1440');
  assert.equal(await late.page.locator(`${drawer} #order_number`).inputValue(), '示消重〔演示〕99号');
  await late.context.close();
});

test('the town reports it fixed with a photo and cannot verify its own work', async () => {
  await onCase(
    ROLE.town,
    async (page) => {
      await openAction(page, '报告整改完成');
      const button = page.locator('.ant-drawer-footer .ant-btn-primary');
      assert.ok(await button.isDisabled(), 'without a photo it cannot be sent');
      await page.locator(`${drawer} #note`).fill('已增设一个安全出口，照片附后');
      await addPhoto(page, 30);
      await send(page, '已报整改');
      const verify = page.locator('.refused li', { hasText: '复查合格' });
      if (!(await verify.first().isVisible())) await page.locator('.refused summary').click();
      assert.ok((await verify.first().locator('.soft').innerText()).trim().length > 0, 'and it says why not');
      await settled(page);
      await picture(page, 'case-390');
      assert.deepEqual(await audit(page), []);
    },
    PHONE,
  );
});

test('the officer verifies with a photo, the chief closes', async () => {
  await onCase(ROLE.officer, async (page) => {
    await settled(page);
    await openAction(page, '复查合格');
    await page.locator(`${drawer} #note`).fill('现场复查，安全出口数量符合标准');
    await addPhoto(page, 60);
    await send(page, '已核查');
    await settled(page);
    await page.locator('.ant-message-notice').waitFor({ state: 'detached' });
    await picture(page, 'case-1440');
    assert.deepEqual(await audit(page), []);
  });
  await onCase(ROLE.chief, async (page) => {
    await openAction(page, '销号');
    await page.locator(`${drawer} #note`).fill('同意销号');
    await send(page, '已销号');
    const actions = (await read(page, `/cases/${found}/timeline`)).body.map((entry) => entry.action);
    const steps = ['determine_major', 'issue_order', 'report_fixed', 'verify_pass_major', 'close_major'];
    assert.deepEqual(
      steps.filter((step) => !actions.includes(step)),
      [],
    );
  });
});

test('the auditor finds the chain whole', async () => {
  await as(ROLE.audit, '/system/audit', async (page) => {
    const { body } = await read(page, '/audit/verify');
    assert.equal(body.ok, true, body.message);
    assert.equal(new URL(BASE).origin, new URL(page.url()).origin);
  });
});
