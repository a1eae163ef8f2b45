// Signs of formality on the twelve illustrative quarters. What is true of them is worked out here from
// the file itself, without the engine; a count of the same in Python gave the same units.
import { v7 as newId } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { SIGN_LIMITS, type SignKind } from '#lib/domain/explain/sign-limits.ts';
import { signsIn } from '#lib/domain/explain/signs.ts';
import type { Release } from '#lib/domain/release.ts';
import { signFound, signName, signQuestion } from '#lib/components/sign-words.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { nationalSigns, readPublicSigns } from '#lib/server/explain/signs.ts';
import { createPublished } from '#lib/server/published.ts';
import { hashOf } from '#lib/server/publish/build.ts';
import { readSigns } from '#lib/server/store/asked-signs.ts';
import { findOrAddPerson, grantRole } from '#lib/server/store/people.ts';
import { movePointer, writeRelease } from '#lib/server/store/releases.ts';
import { answerSign, withdrawSign } from '#lib/server/store/signs.ts';
import { raiseSigns } from '../../jobs/raise-signs.ts';
import { jobContext } from '../helpers/job-context.ts';
import { type FiledRow, readFiledRows } from '../helpers/seed-illustrative.ts';
import { illustrativeWorld } from '../helpers/worlds.ts';

type Row = FiledRow;
const FILED = readFiledRows(['quarterly.csv']);
const rowsIn = (period: string) => FILED.filter((row) => row.period === period);
const ratio = (row: Row | undefined, above: string, below: string) =>
  Number(row?.[above]) / Number(row?.[below]);

const level4 = (row: Row | undefined) => ratio(row, 'services_level4', 'services_total');
const withDossiers = (row: Row | undefined) =>
  ratio(row, 'level4_with_dossiers', 'services_level4');
const online = (row: Row | undefined) =>
  ratio(row, 'dossiers_handled_online', 'dossiers_of_online_services');

/** Provinces of the file that were set to stand just above 30 % at the end of 2020. */
const SET = rowsIn('2020-Q4').filter(
  (row) => /^\d\d$/.test(row.unit ?? '') && level4(row) >= 0.3 && level4(row) < 0.31,
);
const earlier = (row: Row) =>
  rowsIn('2020-Q3').find(
    ({ unit, report_status: said }) => unit === row.unit && said === 'reported',
  );
/** Those among them whose use fell to about a third. */
const UNUSED = SET.filter((row) => withDossiers(row) < withDossiers(earlier(row)) / 2);
const idsOf = (rows: readonly Row[]) => rows.map(({ unit }) => `p-${unit}`).sort();

const world = illustrativeWorld();
let quarters: Release[];
beforeAll(async () => {
  quarters = await createPublished(world.db).history('dvc');
});

const courseTo = (period: string) => quarters.filter((release) => release.period <= period);
const askedIn = (period: string, kind: SignKind) =>
  signsIn(courseTo(period))
    .filter((sign) => sign.kind === kind)
    .map(({ unitId: unit }) => String(unit));

describe('the fourth quarter of 2020, beside what the file was made to hold', () => {
  it('holds fourteen provinces just above the target, eight of them with a third of the use', () => {
    expect(SET).toHaveLength(14);
    expect(UNUSED).toHaveLength(8);
    for (const row of UNUSED) {
      expect(withDossiers(row) / withDossiers(earlier(row))).toBeCloseTo(1 / 3, 1);
      expect(online(row) / online(earlier(row))).toBeLessThan(0.45);
    }
  });

  it('asks all fourteen about the crowd: no miss, no false one', () => {
    expect(askedIn('2020-Q4', 'bunching')).toEqual(idsOf(SET));
  });

  it('asks all eight why use fell: no miss, no false one', () => {
    expect(askedIn('2020-Q4', 'use-fell')).toEqual(idsOf(UNUSED));
  });

  it('asks two of the eight about level 4 without any dossier: the others stand as many others do', () => {
    expect(askedIn('2020-Q4', 'unused-level4')).toEqual(['p-62', 'p-64']);
    expect(idsOf(UNUSED)).toEqual(expect.arrayContaining(['p-62', 'p-64']));
  });

  it('asks those that have a tenth fewer services and a higher share', () => {
    const fewer = rowsIn('2020-Q4').filter((row) => {
      const before = earlier(row);
      return (
        Number(row.services_total) < 0.9 * Number(before?.services_total) &&
        level4(row) > level4(before)
      );
    });
    expect(askedIn('2020-Q4', 'shrinking-denominator')).toEqual(idsOf(fewer));
    expect(fewer).toHaveLength(3);
  });
});

/** Periods that the pace before the due day is the mean of, the last before it at the end. */
const PACE_QUARTERS = ['2019-Q3', '2019-Q4', '2020-Q1', '2020-Q2', '2020-Q3'];

/** What each unit below 30 % before rose by in the last quarter of 2020, and its mean rise until then. */
function rises(isProvince: boolean) {
  const told = FILED.filter(
    ({ unit = '', report_status: said }) => said === 'reported' && /^\d/.test(unit) === isProvince,
  );
  return [...Map.groupBy(told, ({ unit }) => unit ?? '')].flatMap(([unit, rows]) => {
    const at = (period: string) => rows.find((row) => row.period === period);
    const past = PACE_QUARTERS.map(at).filter((row) => row !== undefined);
    const [first, last, now] = [past[0], past.at(-1), at('2020-Q4')];
    const steps = PACE_QUARTERS.length - 1 - PACE_QUARTERS.indexOf(first?.period ?? '');
    if (!now || last?.period !== '2020-Q3' || steps < 2) return [];
    const pace = (level4(last) - level4(first)) / steps;
    return [{ unit, rise: level4(now) - level4(last), before: level4(last), pace }];
  });
}

/** Units whose last rise is ten points, half as much again as the group's median, and so many paces. */
function jumpers(paces: number): string[] {
  return [true, false].flatMap((isProvince) => {
    const all = rises(isProvince);
    const sorted = all.map(({ rise }) => rise).toSorted((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
    return all
      .filter(({ before }) => before < 0.3)
      .filter(({ rise, pace }) => rise >= Math.max(0.1, 1.5 * median, paces * pace))
      .map(({ unit }) => `${isProvince ? 'p' : 'm'}-${unit}`);
  });
}

describe('the last quarter before a due day', () => {
  it.each([
    [5, 18],
    [10, 16],
    [20, 10],
  ])('at %d times their own pace %d jump, three of the fourteen among them', (paces, units) => {
    const found = jumpers(paces);
    expect(found).toHaveLength(units);
    expect(found.filter((unit) => idsOf(SET).includes(unit))).toHaveLength(3);
  });

  it('is asked about where the limit says so, and nowhere else', () => {
    const asked = signsIn(courseTo('2020-Q4')).filter(
      ({ kind, measure }) => kind === 'late-jump' && measure === 'share_l4',
    );
    expect(asked.map(({ unitId }) => String(unitId)).sort()).toEqual(
      jumpers(SIGN_LIMITS.jumpPace.value).sort(),
    );
  });
});

describe('the eleven other quarters', () => {
  it('hold no crowd, no fall in use, no jump, no copy, and one unit at most with unused level 4 before', () => {
    const kinds: SignKind[] = ['bunching', 'use-fell', 'late-jump', 'copied'];
    const others = quarters.filter(({ period }) => period !== '2020-Q4');
    const found = others.flatMap(({ period }) => kinds.flatMap((kind) => askedIn(period, kind)));
    expect(found).toEqual([]);
    const before = others.filter(({ period }) => period < '2020-Q4');
    for (const { period } of before) {
      expect(askedIn(period, 'unused-level4').length).toBeLessThanOrEqual(1);
    }
  });
});

describe('twice 2019, by the end of 2020', () => {
  const PARTS = {
    share_l4_with_dossiers: { parts: ['level4_with_dossiers', 'services_level4'], units: 33 },
    dossiers_online_services: {
      parts: ['dossiers_handled_online', 'dossiers_of_online_services'],
      units: 35,
    },
  } as const;

  /** Σ numerators / Σ denominators of the quarters of 2019 that were reported, three at least. */
  function doubled(unit: string, above: string, below: string): boolean {
    const year = FILED.filter(
      (row) =>
        row.unit === unit && row.period?.startsWith('2019') && row.report_status === 'reported',
    ).filter((row) => Number(row[below]) > 0);
    const sum = (column: string) => year.reduce((total, row) => total + Number(row[column]), 0);
    const now = rowsIn('2020-Q4').find((row) => row.unit === unit);
    if (year.length < 3 || sum(above) === 0 || now?.report_status !== 'reported') return false;
    const demand = Math.min(1, (2 * sum(above)) / sum(below));
    return Number(now[below]) > 0 && ratio(now, above, below) >= demand;
  }

  it.each(Object.entries(PARTS))(
    '%s: the releases agree with a count of the file',
    (code, { parts, units }) => {
      const release = quarters.find(({ period }) => period === '2020-Q4');
      const [above, below] = parts;
      const met = release?.rows
        .filter((row) => row.measure === code && row.targetState === 'met')
        .map((row) => String(row.unitId))
        .sort();
      const counted = rowsIn('2020-Q4')
        .filter((row) => doubled(row.unit ?? '', above, below))
        .map((row) => (/^\d/.test(row.unit ?? '') ? `p-${row.unit}` : `m-${row.unit}`))
        .sort();
      expect(met).toEqual(counted);
      expect(counted).toHaveLength(units);
    },
  );
});

describe('signs that are raised', () => {
  const ORIGIN = 'https://tiendo.example';
  /** A Monday; Tết 2021 begins on Wednesday 10 February. */
  const RAISED_AT = '2021-02-01T09:00+07:00';
  const LAST_DAY = '2021-02-22';
  let reporter: string;
  beforeAll(async () => {
    const { db } = world;
    const now = new Date(RAISED_AT);
    reporter = await inTransaction(db, async (tx) => {
      const id = await findOrAddPerson(tx, { name: 'Người báo cáo', email: 'p24@example.vn' }, now);
      await grantRole(tx, id, { role: 'unit_reporter', unitId: 'p-24' }, null, now);
      return id;
    });
    await raiseSigns(jobContext(db, RAISED_AT), { origin: ORIGIN });
  }, 60_000);

  const of24 = async () =>
    (await readSigns(world.db, { units: ['p-24'] })).filter(({ period }) => period === '2020-Q4');
  const publicOn = (day: string) =>
    readPublicSigns(world.db, 'p-24', new Date(`${day}T08:00+07:00`));

  it('ask each unit once, however often releases are looked through', async () => {
    const before = await readSigns(world.db, {});
    expect(before.filter(({ period }) => period === '2020-Q4').length).toBeGreaterThanOrEqual(27);
    await world.db.sql`delete from sign_reading`;
    expect(await raiseSigns(jobContext(world.db, RAISED_AT), { origin: ORIGIN })).toBe(0);
    expect(await raiseSigns(jobContext(world.db, RAISED_AT), { origin: ORIGIN })).toBe(0);
    expect(await readSigns(world.db, {})).toEqual(before);
  });

  it('tell the reporter of the unit by one mail a release, and nobody else', async () => {
    const mails = await world.db.sql<{ to: string; body: string }[]>`
      select to_address as "to", body from outbox where key like 'sign:%'`;
    expect(mails.map(({ to }) => to)).toEqual(['p24@example.vn']);
    expect(mails[0]?.body).toContain('2 điểm đề nghị đơn vị giải thích');
    expect(mails[0]?.body).toContain('22/2/2021');
    expect(mails[0]?.body).toContain(`${ORIGIN}/admin/signs`);
  });

  it('are shown after ten working days, Tết left out, with the answer or without', async () => {
    const signs = await of24();
    expect(signs.map(({ dueOn }) => dueOn)).toEqual([LAST_DAY, LAST_DAY]);
    expect(await publicOn(LAST_DAY)).toEqual([]);
    const shown = await publicOn('2021-02-23');
    expect(shown.map(({ found, answer }) => [found.kind, answer])).toEqual([
      ['bunching', null],
      ['shrinking-denominator', null],
    ]);
    const [bunching] = signs;
    const at = new Date('2021-02-03T10:00+07:00');
    const said = { unitId: 'p-24', id: bunching?.id ?? '', by: reporter, at };
    const answer = (text: string) =>
      inTransaction(world.db, (tx) => answerSign(tx, { ...said, text }));
    expect(await answer('Lần một')).toBe(true);
    expect(await answer('Lần hai')).toBe(true);
    expect(await publicOn(LAST_DAY)).toEqual([]);
    const [answered] = await publicOn('2021-02-23');
    expect(answered?.answer).toEqual({ text: 'Lần hai', at });
    expect(answered).not.toHaveProperty('withdrawal');
    const kept = await world.db.sql`select from sign_answer`;
    expect(kept.count).toBe(2);
  });

  it('are answered by their unit alone, and not once staff withdrew them', async () => {
    const [, shrinking] = await of24();
    const said = { id: shrinking?.id ?? '', text: 'x', by: reporter, at: new Date(RAISED_AT) };
    const run = (act: typeof answerSign, unitId: string) =>
      inTransaction(world.db, (tx) => act(tx, { ...said, unitId }));
    expect(await run(answerSign, 'p-33')).toBe(false);
    expect(await run(withdrawSign, 'p-24')).toBe(true);
    expect(await run(withdrawSign, 'p-24')).toBe(false);
    expect(await run(answerSign, 'p-24')).toBe(false);
    expect((await publicOn('2021-02-23')).map(({ found }) => found.kind)).toEqual(['bunching']);
    const [event] = await world.db.sql`
      select person_id, details from audit_event where action = 'sign.withdraw'`;
    expect(event).toMatchObject({ person_id: reporter, details: { reason: 'x' } });
  });

  it('are counted for the nation by kind and group, once their day is over', async () => {
    const release = quarters.find(({ period }) => period === '2020-Q4');
    if (!release) throw new Error('the quarter is out');
    const on = (day: string) => nationalSigns(world.db, release, new Date(`${day}T08:00+07:00`));
    expect(await on(LAST_DAY)).toEqual([]);
    const kinds = await on('2021-02-23');
    const bunching = kinds.find(({ kind }) => kind === 'bunching');
    expect(bunching).toMatchObject({ units: 14, answered: 1 });
    expect(bunching?.groups.map(({ groupId }) => groupId)).toEqual(['provinces']);
    expect(bunching?.groups[0]?.units.toSorted()).toEqual(idsOf(SET));
    expect(kinds.find(({ kind }) => kind === 'use-fell')).toMatchObject({ units: 8, answered: 0 });
  });

  it('are told in whole sentences in both languages', async () => {
    for (const { found } of await readSigns(world.db, {})) {
      for (const locale of ['vi', 'en'] as const) {
        const words = [signFound(found, locale), signQuestion(found.kind, locale)];
        for (const text of [signName(found.kind, locale), ...words]) {
          expect(text).not.toMatch(/undefined|NaN|null|[{}]/);
          expect(text.length).toBeGreaterThan(10);
        }
      }
    }
    const [bunching] = await of24();
    expect(bunching && signFound(bunching.found, 'vi')).toBe(
      '14 đơn vị cùng nhóm ở trong khoảng từ 30,0% đến dưới 31,0%; theo mật độ lân cận (7 đơn vị trong ba điểm phần trăm mỗi bên) chỉ khoảng 1,2. Kỳ trước đơn vị đạt 18,9%, kỳ này 30,2%.',
    );
  });
});

describe('a sign whose figures are corrected', () => {
  const AT = new Date('2021-06-01T09:00+07:00');
  const DAY = '2021-07-01';
  const KIND = 'unused-level4';
  const UNIT = 'p-62';
  const SUBJECT = { seriesId: 'dvc', period: '2020-Q4' };
  const look = () => raiseSigns(jobContext(world.db, AT.toISOString()), { origin: 'https://x.vn' });

  /** Releases the quarter again, its rows of level 4 that is used changed for one unit. */
  async function correct(without: number): Promise<string> {
    const published = createPublished(world.db);
    const current = await published.current({ series: 'dvc', period: SUBJECT.period });
    if (!current) throw new Error('the quarter is out');
    const rows = current.rows.map((row) => {
      if (row.unitId !== UNIT || row.measure !== 'share_l4_with_dossiers') return row;
      const denominator = row.denominator ?? 0;
      const numerator = denominator - without;
      return { ...row, numerator, value: numerator / denominator };
    });
    const id = newId();
    const { status, periodStart, periodEnd } = current;
    await inTransaction(world.db, async (tx) => {
      const content = { ...current, rows };
      const facts = { id, content, status, periodStart, periodEnd, knownAt: AT };
      await writeRelease(tx, { ...facts, hash: hashOf(content), previousReleaseId: null });
      await movePointer(tx, id, AT);
    });
    return id;
  }
  const unused = async () =>
    (await readSigns(world.db, { units: [UNIT] })).find(
      ({ period, found }) => period === SUBJECT.period && found.kind === KIND,
    );
  const isShown = async () =>
    (await readPublicSigns(world.db, UNIT, new Date(`${DAY}T08:00+07:00`))).some(
      ({ period, found }) => period === SUBJECT.period && found.kind === KIND,
    );

  it('shows the evidence of the newest release, ends where that has none, and stands again', async () => {
    const raised = await unused();
    expect([raised?.state, await isShown()]).toEqual(['open', true]);
    const services = (raised?.found.evidence as { services: number }).services;

    const worse = await correct(services);
    expect(await look()).toBe(0);
    expect(await unused()).toMatchObject({
      ...{ id: raised?.id, state: 'open', releaseId: worse, dueOn: raised?.dueOn },
      found: { evidence: { services, without: services } },
    });

    await correct(0);
    expect((await unused())?.state).toBe('open');
    expect(await look()).toBe(0);
    expect(await unused()).toMatchObject({ id: raised?.id, state: 'gone', releaseId: worse });
    expect(await isShown()).toBe(false);

    const again = await correct(services);
    expect(await look()).toBe(0);
    expect(await unused()).toMatchObject({ id: raised?.id, state: 'open', releaseId: again });
    expect(await isShown()).toBe(true);
  });
});
