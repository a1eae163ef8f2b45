// Signs over real HTTP: who sees, answers and withdraws them behind the login, and what readers get.
import { beforeAll, describe, expect, it } from 'vitest';
import { type AskedSign, readSigns } from '#lib/server/store/asked-signs.ts';
import { raiseSigns } from '../../jobs/raise-signs.ts';
import { jobContext } from '../helpers/job-context.ts';
import { officeWorld, REPORTER } from '../helpers/office.ts';
import type { Browser } from '../helpers/staff.ts';
import { LANGUAGES, plain, textFaults, topOf } from './sentences/text.ts';

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
const pageFor = async (browser: Browser, query = '') =>
  (await browser.get(`/admin/signs${query}`)).text();

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
    expect(await pageFor(office.publisher, '?unit=p-33')).toContain(signOf('p-33', 'use-fell').id);
    const own = await pageFor(reporterOf24);
    expect(own).toContain(signOf('p-24', 'bunching').id);
    expect(own).not.toContain(signOf('p-33', 'use-fell').id);
    expect(await pageFor(office.reporter)).not.toContain(signOf('p-24', 'bunching').id);
    const alone = `?sign=${signOf('p-33', 'use-fell').id}`;
    expect(await pageFor(office.publisher, alone)).toContain(signOf('p-33', 'use-fell').id);
    expect(await pageFor(reporterOf24, alone)).not.toContain('<article');
  });

  it('are answered by the unit asked, and by nobody else', async () => {
    const bunching = signOf('p-24', 'bunching');
    const waiting = async () => (await reporterOf24.get('/admin')).text();
    expect(await waiting()).toMatch(
      new RegExp(`href="/admin/signs\\?sign=${bunching.id}"[^]*?hạn trả lời \\d+/\\d+/2021`),
    );
    expect(await waiting()).not.toContain(signOf('p-33', 'use-fell').id);
    expect((await say(reporterOf24, 'answer', signOf('p-33', 'use-fell'), 'x')).status).toBe(403);
    expect((await say(office.publisher, 'answer', bunching, 'x')).status).toBe(403);
    expect((await say(office.administrator, 'answer', bunching, 'x')).status).toBe(403);
    expect((await say(reporterOf24, 'answer', bunching, ' ')).status).toBe(400);
    expect((await say(reporterOf24, 'answer', bunching, ANSWER)).status).toBe(200);
    expect(await waiting()).not.toContain(bunching.id);
    expect(await pageFor(office.publisher, '?state=answered')).toContain(ANSWER);
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
    expect(await pageFor(reporterOf24, '?state=withdrawn')).toContain(
      'Danh mục giảm thật, đã xem quyết định',
    );
  });
});

describe.each(LANGUAGES)('the page of signs behind the login, in %s', (language) => {
  const at = (browser: Browser, query = '') =>
    browser
      .get(`${language === 'en' ? '/en' : ''}/admin/signs${query}`)
      .then((answer) => answer.text());

  it('counts the questions without an answer, to staff all, to a reporter the own', async () => {
    const count = async (query: string) =>
      (await office.json<{ of: number }>(`/api/v1/signs?answered=no&${query}`)).of;
    for (const [browser, query] of [
      [office.publisher, ''],
      [reporterOf24, 'unit=p-24'],
      [office.reporter, `unit=${REPORTER.unitId}`],
    ] as const) {
      const open = await count(query);
      const words = {
        vi: open === 0 ? 'Không còn câu hỏi nào chờ trả lời' : '{open} câu hỏi chưa có trả lời',
        en:
          open === 0
            ? 'No question waits for an answer'
            : `{open} question${open === 1 ? '' : 's'} without an answer`,
      }[language];
      const { headline } = topOf(await at(browser));
      expect(textFaults(headline, [{ words, values: { open } }], language)).toEqual([]);
    }
    expect(await count('')).toBeGreaterThan(20);
  });

  it('tells of one that was withdrawn why', async () => {
    const { reason, words } = {
      reason: 'Danh mục giảm thật, đã xem quyết định',
      words: { vi: 'Đã rút: ', en: 'Withdrawn: ' }[language],
    };
    expect(plain(await at(office.publisher, '?state=withdrawn'))).toContain(words + reason);
    expect(plain(await at(office.publisher, '?state=open'))).not.toContain(words);
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

describe('the public list of signs', () => {
  interface Listed extends Answer {
    of: number;
    signs: (Answer['signs'][number] & { unitId: string; group: string; period: string })[];
  }
  const list = (query = '') => office.json<Listed>(`/api/v1/signs${query}`);
  const page = (query = '') => office.text(`/signs${query}`);

  it('holds every question whose day has come, with its unit and its answer, and names no person', async () => {
    const { of, signs: listed } = await list('?limit=5000');
    const withdrawn = 1;
    expect([of, listed.length]).toEqual([signs.length - withdrawn, of]);
    const [answered, ...others] = (await list('?answered=yes')).signs;
    expect(answered).toMatchObject({
      ...{ unitId: 'p-24', group: 'provinces', kind: 'bunching', since: '2020-Q4' },
      answer: { text: ANSWER },
    });
    expect(others).toEqual([]);
    expect(await page('?answered=yes')).toContain(ANSWER);
    for (const text of [await page('?unit=p-24'), JSON.stringify(listed)]) {
      expect(text).not.toContain('Nguyễn Văn A');
      expect(text).not.toContain('Danh mục giảm thật, đã xem quyết định');
    }
  });

  it('is narrowed alike on the page, in JSON and as CSV', async () => {
    const query = '?period=2020-Q4&kind=use-fell';
    const { signs: listed } = await list(query);
    expect(listed).toHaveLength(8);
    expect(await page(query)).toMatch(/<h1[^>]*>8\/8 câu hỏi/);
    const csv = await office.text(`/api/v1/signs.csv${query}`);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(9);
    expect(csv).toContain('true,dvc,2020-Q4,2020-Q4,');
    expect((await list(`${query}&limit=3`)).signs).toHaveLength(3);
    expect(await page('?unit=p-00')).toContain('Không có câu hỏi nào');
  });

  it('shows nothing before its day', async () => {
    const early = signOf('p-33', 'use-fell');
    const seen = '?unit=p-33&kind=use-fell';
    expect((await list(seen)).of).toBe(1);
    await office.db.sql`update sign set due_on = current_date + 2 where id = ${early.id}`;
    expect((await list(seen)).of).toBe(0);
    expect(await page(seen)).not.toContain('/units/p-33?period=');
    expect(await office.text(`/api/v1/signs.csv${seen}`)).not.toContain('p-33');
    expect((await api('p-33')).signs.map(({ kind }) => kind)).not.toContain('use-fell');
    await office.db.sql`update sign set due_on = ${early.dueOn} where id = ${early.id}`;
  });

  it('refuses what it does not know', async () => {
    const status = async (query: string) => (await office.get(`/api/v1/signs${query}`)).status;
    expect(await status('?kind=theft')).toBe(404);
    expect(await status('?answered=maybe')).toBe(404);
    expect(await status('?period=spring')).toBe(400);
    expect(await status('?page=2')).toBe(400);
    expect(await status('?limit=0')).toBe(400);
  });
});
