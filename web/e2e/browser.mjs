/** Starts the installed Chromium with a fresh profile; every context collects what the page complained about. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const BASE = process.env.QUTU_URL ?? 'http://127.0.0.1:8119';
export const PICTURES = process.env.QUTU_PICTURES ?? fileURLToPath(new URL('../../docs/screenshots', import.meta.url));

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];
export const DESK = { width: 1440, height: 900 };
export const NARROW_DESK = { width: 1024, height: 768 };
export const PHONE = { width: 390, height: 844 };

export async function start() {
  await mkdir(PICTURES, { recursive: true });
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
  });
}

/** A fresh visitor. `complaints` holds console errors, failed requests to elsewhere and policy violations. */
export async function visitor(browser, viewport = DESK) {
  const phone = viewport.width < 700;
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch: phone,
    isMobile: phone,
    deviceScaleFactor: phone ? 2 : 1,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (message.text().includes('401 (Unauthorized)')) return; // asking who one is, before signing in
    if (message.type() === 'error' || /Warning|deprecated|could not be loaded/i.test(message.text()))
      complaints.push(message.text());
  });
  // A policy violation is also an event, whatever the console says about it.
  await page.addInitScript(() => {
    globalThis.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== new URL(BASE).origin) {
      complaints.push(`outside request: ${url.origin}`);
    }
  });
  return { context, page, complaints };
}

/** The roles of the cards the flows use, as the cards name them. */
export const ROLE = {
  office: '市消安委办',
  county: '县消安委办',
  officer: '消防救援机构承办人',
  chief: '消防救援机构负责人',
  town: '镇消防工作站',
  grid: '网格员',
  manager: '单位管理人',
  leader: '分管领导',
  system: '系统管理员',
  security: '安全管理员',
  audit: '审计管理员',
};

/** Reads from the interface with the session of a page. */
export async function read(page, path) {
  const answer = await page.request.get(`${BASE}/api/v1${path}`);
  return { status: answer.status(), body: await answer.json().catch(() => null) };
}

/** Signs in through a role card, by the name of the role on it. */
export async function enterAs(page, role, path = '/') {
  await page.goto(BASE + path);
  await page
    .locator('.role-cards button', { has: page.locator('strong', { hasText: new RegExp(`^${role}`) }) })
    .first()
    .click();
  await page.locator('.shell__main').waitFor();
}

/** Waits until nothing is being read any more and the map, if there is one, has come to rest. */
export async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('.ant-spin-spinning'));
  if (await page.locator('.maplibregl-canvas').count()) await page.waitForTimeout(800);
}

export async function picture(page, name, fullPage = false) {
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage, animations: 'disabled' });
}
