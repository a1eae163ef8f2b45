// Every page of the back rooms once, by its route and in both languages, as an administrator sees it who
// may see them all. A route that stands in no line here fails.
import type { Page } from '@playwright/test';
import type { OpenDb } from '#lib/server/db/client.ts';
import {
  expect,
  expectSound,
  inviteTo,
  join,
  openDatabase,
  routesOf,
  test,
  visitsOf,
} from './page-test.ts';

/** Of a route with a parameter, what asks for one. */
type Asked = (sql: OpenDb['sql']) => Promise<{ found: string }[]>;

const PAGES: Record<string, Asked | null> = {
  '/admin': null,
  '/admin/disputes': null,
  '/admin/mail': null,
  '/admin/people': null,
  '/admin/quarantine': null,
  '/admin/quarantine/[finding]': (sql) => sql`select id as found from quarantine limit 1`,
  '/admin/runs': null,
  '/admin/runs/[run]': (sql) => sql`select id as found from job_run where job = 'gather' limit 1`,
  '/admin/signs': null,
  '/admin/sources': null,
  '/admin/sources/[source]': (sql) =>
    sql`select id as found from source where kind = 'portal-json' limit 1`,
  '/admin/sources/new': null,
  '/admin/tokens': null,
  '/admin/trials/[run]': (sql) => sql`select run_id as found from source_trial limit 1`,
  '/compare-list': null,
  '/compare-list/[number]': (sql) => sql`select number as found from intake where kind = 'compare'`,
  '/report': null,
  '/report/[number]': (sql) => sql`select number as found from intake where kind = 'report'`,
};
/** Looked at by other tests: while something waits there, and by those who are not signed in. */
const ELSEWHERE = ['/admin/releases', '/invitations/[token]', '/refused'];

/** An administrator's, for all visits: what the browser has loaded and compiled it keeps. */
let office: Page;

async function addressOf(route: string): Promise<string> {
  const asked = PAGES[route];
  if (!asked) return route;
  const db = openDatabase();
  try {
    const [row] = await asked(db.sql);
    if (!row) throw new Error(`nothing to show at ${route}`);
    return route.replace(/\[\w+\]/, row.found);
  } finally {
    await db.close();
  }
}

test.beforeAll(async ({ browser, baseURL, locale, timezoneId }, { workerIndex }) => {
  office = await browser.newPage({ baseURL, locale, timezoneId });
  const email = `looks-${workerIndex}@example.vn`;
  await join(office, { role: 'administrator', unitId: 'vn', email });
});
test.afterAll(() => office.close());

test('every route of the back rooms stands in the list', async () => {
  expect([...Object.keys(PAGES), ...ELSEWHERE].toSorted()).toEqual(await routesOf('staff'));
});

for (const [turn, route] of Object.keys(PAGES).entries()) {
  for (const { path, looks } of visitsOf([route], turn)) {
    test(`${path} can be read and used by everybody, on desks and on phones`, async () => {
      await expectSound(office, path.replace(route, await addressOf(route)), looks);
    });
  }
}

test('a press brings the list of services that stands recorded as a file', async () => {
  await office.goto('/compare-list');
  const unit = await office.getByRole('combobox', { name: 'Đơn vị' }).inputValue();
  await office.getByRole('button', { name: 'Xem' }).click();
  const [file] = await Promise.all([
    office.waitForEvent('download'),
    office.getByRole('button', { name: 'Tải danh sách đang ghi nhận' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(new RegExp(`^dich-vu-${unit}-.*\\.xlsx$`));
  await expect(office).toHaveURL(`/compare-list?unit=${unit}`);
});

test('the back rooms say in their menu where one is', async () => {
  for (const path of ['/admin', '/admin/people', '/admin/tokens', '/admin/mail']) {
    await office.goto(path);
    await expect(office.locator('nav a[aria-current="page"]')).toHaveAttribute('href', path);
  }
});

for (const { path, looks } of visitsOf(['/invitations/[token]'], 0)) {
  test(`${path} can be read and used by everybody, on desks and on phones`, async ({ page }) => {
    const invited = {
      role: 'publisher',
      unitId: 'vn',
      email: `new-${path.length}@example.vn`,
    } as const;
    await expectSound(page, path.replace('/invitations/[token]', await inviteTo(invited)), looks);
  });
}
