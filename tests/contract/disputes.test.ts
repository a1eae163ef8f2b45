// A dispute over real HTTP: raised by a unit's reporter on the page of a comparison, listed to staff by
// what became of it, decided with an answer, and refused in words where the row has moved on.
import { beforeAll, describe, expect, it } from 'vitest';
import { readDisputes } from '#lib/server/store/disputes.ts';
import { compareWaiting } from '../../jobs/compare.ts';
import { runWaiting } from '../../jobs/waiting.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { handIn, ownList, pushedRows } from '../helpers/own-list.ts';
import { registerPushSource } from '../helpers/push-source.ts';
import { Browser, joinAs, joinFirst } from '../helpers/staff.ts';
import { webWorld } from '../helpers/worlds.ts';

const LIST = '/admin/disputes';
const COMPARED_AT = '2020-04-20T00:00:00Z';
const PUSHED_AGAIN_AT = '2020-04-21T00:00:00Z';

const world = webWorld();
let staff: Browser;
let reporter: Browser;

const runPushed = (at: string) => runWaiting(jobContext(world.db, at), { client: quickClient() });

/** The reporter disputes every row that differs: B at another level, C not theirs, D not ours. */
async function raiseAll(): Promise<void> {
  const { db } = world;
  const [person] = await db.sql<{ id: string }[]>`
    select id from person where email = 'reporter@example.vn'`;
  const intake = await handIn(db, 'compare', await ownList(), {
    now: COMPARED_AT,
    personId: person?.id ?? '',
  });
  await compareWaiting(jobContext(db, COMPARED_AT));
  const form = new URLSearchParams({ note: 'Quyết định 12/QĐ-UBND' });
  for (const code of ['B', 'C', 'D']) form.append('code', code);
  const init = { method: 'POST', body: form, headers: { origin: world.origin } };
  expect((await reporter.fetch(`/compare-list/${intake.number}`, init)).status).toBe(200);
}

beforeAll(async () => {
  await registerPushSource(world.db, 'p-68');
  await handIn(world.db, 'push', pushedRows(), { now: COMPARED_AT });
  await runPushed(COMPARED_AT);
  staff = await joinFirst(world, 'staff@example.vn');
  const reporting = { role: 'unit_reporter', unitId: 'p-68' } as const;
  reporter = await joinAs(world, { ...reporting, email: 'reporter@example.vn' });
  await raiseAll();
});

const read = async (browser: Browser, path: string) => (await browser.get(path)).text();
const openOf = async (code: string) =>
  (await readDisputes(world.db, { state: 'open' })).find(({ serviceCode }) => serviceCode === code);

/** Decides on the dispute about a row by the form that the page shows for it. */
async function decide(code: string, verdict: 'accept' | 'decline', answer = 'Đã đối chiếu') {
  const id = (await openOf(code))?.id ?? '';
  return staff.post(LIST, { id, unit: 'p-68', code, verdict, answer });
}

describe('the page of disputes', () => {
  it('is for staff alone', async () => {
    expect((await new Browser(world.origin).get(LIST)).status).toBe(303);
    expect((await reporter.get(LIST)).status).toBe(403);
    expect((await reporter.post(LIST, { verdict: 'accept' })).status).toBe(403);
  });

  it.each(['', '?state=open', '?state=nonsense'])('lists what is open (%s)', async (query) => {
    const page = await read(staff, LIST + query);
    for (const said of ['3 kiến nghị đang chờ', 'Đã quyết định (0)', 'Quyết định 12/QĐ-UBND']) {
      expect(page).toContain(said);
    }
    expect(page.match(/name="verdict" value="accept"/g)).toHaveLength(3);
  });

  it('asks for an answer and a form that is whole', async () => {
    const silent = await decide('B', 'decline', '  ');
    expect(silent.status).toBe(400);
    expect(await silent.text()).toContain('Cần ghi câu trả lời');
    const broken = await staff.post(LIST, { verdict: 'accept', answer: 'Đúng' });
    expect(broken.status).toBe(400);
    expect(await broken.text()).toContain('Biểu mẫu không hợp lệ');
  });

  it('says of each row, before anybody decides, which rules it would break, and else that it breaks none', async () => {
    expect(await read(staff, LIST)).toContain('không vi phạm quy tắc kiểm tra nào');
    expect(await read(staff, `/en${LIST}`)).toContain('the unit’s row would break no rule');
    expect(await read(staff, LIST)).toContain('Hệ thống không có dòng gốc để đính chính');
    const { sql } = world.db;
    const claim = (field: string, value: number) => sql`
      update dispute set theirs = jsonb_set(theirs, ${['fields', field]}, ${value}::int::text::jsonb)
      where service_code = 'B'`;
    // The quarter before said the same, so that a level below it has fallen.
    await sql`
      insert into service_row select (jsonb_populate_record(r,
        '{"period": "2019-Q4", "period_end": "2019-12-31"}')).* from service_row r`;
    await claim('level', 2);
    expect(await read(staff, LIST)).toMatch(/mức độ: Mức độ thấp hơn kỳ trước/);
    await claim('level', 4);
    await claim('received', 3);
    const vi = await read(staff, LIST);
    expect(vi).not.toContain('không vi phạm quy tắc kiểm tra nào');
    expect(vi).toMatch(/nộp trực tuyến: Hồ sơ nộp trực tuyến nhiều hơn hồ sơ tiếp nhận/);
    expect(vi).toContain('không chấp nhận được');
    expect(await read(staff, `/en${LIST}`)).toMatch(
      /filed online: More dossiers filed online than received/,
    );
    const answer = await decide('B', 'accept');
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('vi phạm quy tắc kiểm tra nên không dùng được');
    await claim('received', 10);
  });

  it('refuses to put in a row of which we have no text, in words', async () => {
    const answer = await decide('D', 'accept');
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('Hệ thống không có dòng gốc để đính chính');
    expect(await openOf('D')).toBeDefined();
  });

  it('is told with its answer to the unit and to staff alone, and both forms say who reads what', async () => {
    const { number = '' } =
      (
        await world.db.sql<{ number: string }[]>`select number from intake where kind = 'compare'`
      )[0] ?? {};
    const other = { role: 'unit_reporter', unitId: 'p-26', email: 'other@example.vn' } as const;
    const neighbour = await joinAs(world, other);
    const path = `/compare-list/${number}`;
    expect((await new Browser(world.origin).get(path)).status).toBe(303);
    expect((await neighbour.get(path)).status).toBe(404);
    expect(await read(reporter, path)).toContain('Lý do và câu trả lời không công khai');
    expect(await read(reporter, `/en${path}`)).toContain('Reason and answer are not public');
    expect(await read(staff, LIST)).toContain('Nếu không chấp nhận, câu trả lời không công khai');
    expect(await read(staff, `/en${LIST}`)).toContain('Declined, it is not public');
  });

  it('takes a decision, mails it, and moves the dispute among those decided, with the answer', async () => {
    const { id = '' } = (await openOf('C')) ?? {};
    const answer = await decide('C', 'accept', 'Đã bãi bỏ từ quý trước');
    expect(answer.status).toBe(200);
    const said = await answer.text();
    expect(said).toContain('Thư báo cho người nêu đã đưa vào hàng chờ gửi');
    expect(said).toContain('2 kiến nghị đang chờ');
    const decided = await read(staff, `${LIST}?state=decided`);
    for (const text of ['Đã quyết định (1)', 'Đã bãi bỏ từ quý trước']) {
      expect(decided).toContain(text);
    }
    expect(decided).not.toContain('name="verdict"');
    const again = await staff.post(LIST, {
      ...{ id, unit: 'p-68', code: 'C', verdict: 'decline', answer: 'Nhầm' },
    });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('Kiến nghị này đã được quyết định');
  });

  it('has its answers on the first page of the reporter', async () => {
    const page = await read(reporter, '/admin');
    expect(page).toMatch(/href="\/compare-list\/[^"]+"[^>]*>Đối chiếu [^<]*<\/a>:\s*2 chờ trả lời/);
    expect(page).toContain('1 đã trả lời trong 30 ngày qua');
  });

  it('refuses to accept what the source has overtaken, in words, and lets it be declined', async () => {
    await handIn(world.db, 'push', pushedRows({ received: 11 }), { now: PUSHED_AGAIN_AT });
    await runPushed(PUSHED_AGAIN_AT);
    const refused = await decide('B', 'accept');
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('nguồn đã gửi số khác hoặc dòng đã được đính chính');
    expect(await openOf('B')).toBeDefined();
    expect((await decide('B', 'decline')).status).toBe(200);
    expect(await openOf('B')).toBeUndefined();
  });
});
