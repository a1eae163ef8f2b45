// Signs over real HTTP: who sees, answers and withdraws them behind the login, and what readers get.
import { beforeAll, describe, expect, it } from 'vitest';
import { readSigns, type AskedSign } from '#lib/server/store/signs.ts';
import { raiseSigns } from '../../jobs/raise-signs.ts';
import { jobContext } from '../helpers/job-context.ts';
import { officeWorld } from '../helpers/office.ts';
import type { Browser } from '../helpers/staff.ts';

const ANSWER = 'Nâng theo kế hoạch của tỉnh, dịch vụ nhiều hồ sơ trước.';
const office = officeWorld('illustrative');
let reporterOf24: Browser;
let signs: AskedSign[];

beforeAll(async () => {
  await raiseSigns(jobContext(office.db, '2021-02-01T09:00+07:00'), { origin: office.origin });
  const role = { role: 'unit_reporter', unitId: 'p-24' } as const;
  reporterOf24 = await office.join({ ...role, email: 'p24@example.vn' });
  signs = await readSigns(office.db, {});
});

const signOf = (unitId: string, kind: string): AskedSign => {
  const found = signs.find((sign) => sign.unitId === unitId && sign.found.kind === kind);
  if (!found) throw new Error(`${unitId} was not asked about ${kind}`);
  return found;
};
const say = (
  browser: Browser,
  action: string,
  { unitId: unit, id: sign }: AskedSign,
  text: string,
) => browser.post(`/admin/signs?/${action}`, { unit, sign, text });
const pageFor = async (browser: Browser) => (await browser.get('/admin/signs')).text();

interface Answer {
  signs: {
    kind: string;
    found: { vi: string; en: string };
    answer: { text: string } | null;
  }[];
}
const api = (unit: string, query = '') =>
  office.json<Answer>(`/api/v1/units/${unit}/signs${query}`);

describe('signs behind the login', () => {
  it('are shown to staff whole, and to a reporter for the own unit alone', async () => {
    expect(await pageFor(office.publisher)).toContain(signOf('p-33', 'use-fell').id);
    const own = await pageFor(reporterOf24);
    expect(own).toContain(signOf('p-24', 'bunching').id);
    expect(own).not.toContain(signOf('p-33', 'use-fell').id);
    expect(await pageFor(office.reporter)).not.toContain(signOf('p-24', 'bunching').id);
  });

  it('are answered by the unit asked, and by nobody else', async () => {
    const bunching = signOf('p-24', 'bunching');
    const waiting = async () => (await reporterOf24.get('/admin')).text();
    expect(await waiting()).toMatch(
      new RegExp(`href="/admin/signs#${bunching.id}"[^]*?hạn trả lời \\d+/\\d+/2021`),
    );
    expect(await waiting()).not.toContain(signOf('p-33', 'use-fell').id);
    expect((await say(reporterOf24, 'answer', signOf('p-33', 'use-fell'), 'x')).status).toBe(403);
    expect((await say(office.publisher, 'answer', bunching, 'x')).status).toBe(403);
    expect((await say(office.administrator, 'answer', bunching, 'x')).status).toBe(403);
    expect((await say(reporterOf24, 'answer', bunching, ' ')).status).toBe(400);
    expect((await say(reporterOf24, 'answer', bunching, ANSWER)).status).toBe(200);
    expect(await waiting()).not.toContain(bunching.id);
    expect(await pageFor(office.publisher)).toContain(ANSWER);
  });

  it('are withdrawn by staff alone, with a reason', async () => {
    const shrinking = signOf('p-24', 'shrinking-denominator');
    expect((await say(reporterOf24, 'withdraw', shrinking, 'x')).status).toBe(403);
    expect((await say(office.publisher, 'withdraw', shrinking, '')).status).toBe(400);
    expect(
      (await say(office.publisher, 'withdraw', shrinking, 'Danh mục giảm thật, đã xem quyết định'))
        .status,
    ).toBe(200);
    expect((await say(office.publisher, 'withdraw', shrinking, 'x')).status).toBe(409);
    expect((await say(reporterOf24, 'answer', shrinking, 'x')).status).toBe(409);
    expect(await pageFor(reporterOf24)).toContain('Danh mục giảm thật, đã xem quyết định');
  });
});

describe('signs that readers see', () => {
  it('come with the answer, or say that there is none, and never name a person', async () => {
    const [bunching, ...more] = (await api('p-24')).signs;
    expect(more).toEqual([]);
    expect(bunching).toMatchObject({ kind: 'bunching', answer: { text: ANSWER } });
    expect(bunching?.found.en).toContain('14 units of the group stand from 30.0% to below 31.0%');
    expect(JSON.stringify(bunching)).not.toContain('Nguyễn Văn A');
    expect((await api('p-33', '?period=2020-Q4')).signs.map(({ answer }) => answer)).toEqual(
      (await api('p-33')).signs.map(() => null),
    );
    expect((await api('p-24', '?period=2020-Q1')).signs).toEqual([]);
    const page = await office.text('/units/p-24?period=2020-Q4');
    expect(page).toContain(ANSWER);
    expect(page).not.toContain('Danh mục giảm thật, đã xem quyết định');
    const earlier = await office.text('/units/p-24?period=2020-Q3');
    expect(earlier).not.toContain(ANSWER);
  });

  it('refuses what it does not know', async () => {
    const status = async (path: string) => (await office.get(`/api/v1/units/${path}`)).status;
    expect(await status('p-24/signs?page=2')).toBe(400);
    expect(await status('p-24/signs?series=nothing')).toBe(404);
    expect(await status('p-00/signs')).toBe(404);
  });
});
