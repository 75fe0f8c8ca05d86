/** The document of the year: uploaded, reviewed, published; a closed hazard moves its figure. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { audit } from '../axe.mjs';
import { enterAs, PHONE, picture, ROLE, read, settled, start, visitor } from '../browser.mjs';
import { verifiedHazard } from '../hazard.mjs';

const SAMPLE = fileURLToPath(new URL('../../../examples/work-points-sample.txt', import.meta.url));

let browser;
let plan = '';
before(async () => {
  browser = await start();
});
after(async () => browser?.close());

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

/** Waits for the answer of a change before going on. */
async function changed(page, act) {
  const answer = page.waitForResponse((response) => response.url().includes('/edits') && response.status() === 200);
  await act();
  await answer;
  await settled(page);
}

test('an uploaded document becomes a draft beside its source', async () => {
  await as(ROLE.office, '/plan', async (page) => {
    await page.locator('.plan-upload input[type="file"]').setInputFiles(SAMPLE);
    await page.locator('.review-span').first().waitFor();
    plan = new URL(page.url()).pathname.split('/').pop();
    await page.locator('.ant-message-notice').waitFor({ state: 'detached' });
    await settled(page);
    await picture(page, 'plan-review-1440');
    assert.deepEqual(await audit(page), []);
  });
});

test('a task is measured, split and taken back by keys, then everything is accepted and published', async () => {
  await as(ROLE.office, `/plan/${plan}`, async (page) => {
    await page.locator('.task__pick', { hasText: '整改率达到95%' }).click();
    await page.keyboard.press('s');
    await changed(page, () => page.locator('.split-cut').last().click());
    await page.locator('.ant-modal-wrap').waitFor({ state: 'hidden' });
    await changed(page, () => page.keyboard.press('u'));
    await page.locator('.task__pick', { hasText: '整改率达到95%' }).click();
    await page.keyboard.press('e');
    await page.locator('.ant-drawer-section #measure').click();
    await page.locator('.ant-select-item-option', { hasText: '隐患整改率' }).click();
    await settled(page);
    await picture(page, 'plan-edit-1440');
    await changed(page, () =>
      page
        .locator('.ant-drawer-section')
        .getByRole('button', { name: /保\s*存/ })
        .click(),
    );
    await changed(page, () => page.getByRole('button', { name: /接受全部建议/ }).click());
    for (;;) {
      const bare = page.locator('.review-node--empty').getByRole('button', { name: '不设任务' });
      if ((await bare.count()) === 0) break;
      await bare.first().click();
      await page.locator('.ant-modal textarea').fill('原则性要求');
      await changed(page, () => page.locator('.ant-modal .ant-btn-primary').click());
      await page.locator('.ant-modal-wrap').waitFor({ state: 'hidden' });
    }
    await page.getByRole('button', { name: /^发\s*布$/ }).click();
    await page.locator('.ant-modal-confirm-btns .ant-btn-primary').click();
    await page.locator('.page-head', { hasText: '已发布' }).waitFor();
  });
});

test('a closed hazard moves the figure, and the figure opens its rows', async () => {
  const figure = async (page) => {
    const { body } = await read(page, `/plan/plans/${plan}/progress`);
    return body.tasks.find((task) => task.measure).progress;
  };
  const hazard = await verifiedHazard();
  let before;
  await as(ROLE.office, `/plan/${plan}/progress`, async (page) => {
    await page.locator('.progress-task').first().waitFor();
    before = await figure(page);
    assert.ok(before.total > 0, 'the ledger holds hazards of this year');
    await picture(page, 'plan-progress-1440');
    assert.deepEqual(await audit(page), []);
  });
  await as(ROLE.chief, `/cases/${hazard.id}`, async (page) => {
    await page.locator('.actions__buttons').getByRole('button', { name: '销号', exact: true }).click();
    await page.locator('.ant-drawer-section #note').fill('同意销号');
    await page.locator('.ant-drawer-footer .ant-btn-primary').click();
    const sure = page.locator('.ant-modal-confirm-btns .ant-btn-primary');
    const closed = page.locator('.page-head', { hasText: '已销号' });
    await sure.or(closed).first().waitFor();
    if (await sure.isVisible()) await sure.click();
    await closed.waitFor();
  });
  await as(ROLE.office, `/plan/${plan}/progress`, async (page) => {
    const now = await figure(page);
    assert.equal(now.verified, before.verified + 1);
    await page.locator('.progress-task__figure a').first().click();
    await page.waitForURL(/\/cases\?/);
    await settled(page);
    await page.locator('.row-open', { hasText: hazard.number }).or(page.getByText(hazard.number)).first().waitFor();
  });
});

test('coverage names what nobody owns', async () => {
  await as(ROLE.office, `/plan/${plan}/coverage`, async (page) => {
    await page.locator('.gaps li', { hasText: '没有牵头单位' }).first().waitFor();
    assert.ok((await page.locator('.gaps li', { hasText: '原文缺失' }).count()) > 0);
    await picture(page, 'plan-coverage-1440');
    assert.deepEqual(await audit(page), []);
  });
});

test('the plan of the demonstration is compared with it', async () => {
  await as(ROLE.office, `/plan/${plan}/compare`, async (page) => {
    await page.locator('.compared__row').first().waitFor();
    await picture(page, 'plan-compare-1440');
    assert.deepEqual(await audit(page), []);
  });
});

test('the county finds its tasks on the phone', async () => {
  await as(
    ROLE.county,
    '/plan/tasks',
    async (page) => {
      await page.locator('.progress-task').first().waitFor();
      await picture(page, 'plan-tasks-390');
      assert.deepEqual(await audit(page), []);
      await page.locator('.progress-task__text').first().click();
      await page.locator('.task-page').waitFor();
      await settled(page);
      await picture(page, 'plan-task-390');
    },
    PHONE,
  );
});
