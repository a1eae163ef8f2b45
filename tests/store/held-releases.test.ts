// The guard on a whole world: what three years of ordinary quarters do, what broken gatherings do, and
// what becomes of a release that is held.
import { beforeAll, describe, expect, it } from 'vitest';
import { guardRelease } from '#lib/domain/guard.ts';
import { rankScores } from '#lib/domain/rank.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { decideHold, readHolds, type HoldDecision } from '#lib/server/store/holds.ts';
import { recordObservations, type NewObservation } from '#lib/server/store/observations.ts';
import { readMails } from '#lib/server/store/outbox.ts';
import { findOrAddPerson, grantRole } from '#lib/server/store/people.ts';
import { findReleaseId } from '#lib/server/store/releases.ts';
import { indicatorId } from '#lib/domain/indicator.ts';
import { periodOf } from '#lib/domain/period.ts';
import { v7 as newId } from 'uuid';
import { tellHolds } from '../../jobs/hold-mail.ts';
import { periodsToPublish, publishPeriod } from '../../jobs/publish.ts';
import { jobContext } from '../helpers/job-context.ts';
import { takeDecision } from '#lib/server/publish/decide.ts';
import { createPublished } from '#lib/server/published.ts';
import { illustrativeWorld } from '../helpers/worlds.ts';

const world = illustrativeWorld();
let quarters: Release[];
beforeAll(async () => {
  quarters = await createPublished(world.db).history('dvc');
});

/** Each quarter after the first as a broken gathering would give it, beside the one before. */
function broken(breakRow: (row: ScoreRow, rows: ReadonlyMap<string, ScoreRow>) => ScoreRow) {
  return quarters.slice(1).map((release, at) => {
    const rows = new Map(release.rows.map((row) => [`${row.measure} ${row.unitId}`, row]));
    const changed = release.rows.map((row) => breakRow(row, rows));
    return guardRelease(quarters[at] as Release, { ...release, rows: reranked(release, changed) });
  });
}

function reranked({ rules }: Release, rows: ScoreRow[]): ScoreRow[] {
  const directions = new Map(rules.indicators.map(({ code, direction }) => [code, direction]));
  const groups = Map.groupBy(rows, ({ measure, groupId }) => `${measure} ${groupId}`);
  return [...groups.values()].flatMap((own) => {
    const direction = directions.get(own[0]?.measure ?? '') ?? 'higher';
    const ranks = rankScores(
      own.map(({ score }) => score),
      direction,
    );
    return own.map((row, place) => ({ ...row, rank: ranks[place] ?? null }));
  });
}

const isCounted = ({ measure }: ScoreRow): boolean => /^(share|dossiers)_/.test(measure);
const withCounts = (row: ScoreRow, numerator: number | null, denominator: number | null) => {
  const value = row.value === null || !denominator ? null : (numerator ?? 0) / denominator;
  return { ...row, numerator, denominator, value, score: value };
};
const silenced = (row: ScoreRow): ScoreRow => ({ ...row, value: null, score: null });

describe('the guard on three years of quarters', () => {
  it('lets every ordinary quarter through, and holds the one in which level 4 nearly doubled', async () => {
    const holds = await readHolds(world.db, {}, 20);
    expect(holds.map(({ period, state, reason }) => [period, state, reason !== null])).toEqual([
      ['2020-Q4', 'published', true],
    ]);
    expect(new Set(holds[0]?.findings.map(({ rule }) => rule))).toEqual(new Set(['totals']));
    const national = holds[0]?.findings.find(
      ({ measure, groupId }) => measure === 'share_l4' && groupId === null,
    );
    expect((national?.after ?? 0) / (national?.before ?? 1)).toBeGreaterThan(1.8);
  });

  it('holds every quarter in which half of the portals are silent', () => {
    const half = new Set(
      quarters[0]?.rules.units.filter((_, at) => at % 2 === 0).map(({ id }) => id),
    );
    const found = broken((row) => (isCounted(row) && half.has(row.unitId) ? silenced(row) : row));
    expect(found.every((findings) => findings.some(({ rule }) => rule === 'coverage'))).toBe(true);
  });

  it('holds every quarter with its denominators halved', () => {
    const found = broken((row) =>
      isCounted(row) && row.denominator !== null
        ? withCounts(row, row.numerator, row.denominator / 2)
        : row,
    );
    expect(found.every((findings) => findings.some(({ part }) => part === 'denominator'))).toBe(
      true,
    );
  });

  it.each([
    ['level 3 and level 4', 'share_l3', 'share_l4'],
    ['on time and handled online', 'dossiers_on_time', 'dossiers_online_all'],
  ])('holds every quarter in which %s were swapped', (_case, one, other) => {
    const found = broken((row, rows) => {
      if (row.measure !== one && row.measure !== other) return row;
      const given = rows.get(`${row.measure === one ? other : one} ${row.unitId}`);
      return given ? withCounts(row, given.numerator, row.denominator) : row;
    });
    expect(found.filter((findings) => findings.length === 0)).toEqual([]);
  });

  it('holds every quarter whose figures stand beside the next unit', () => {
    const found = quarters.slice(1).map((release, at) => {
      const shifted = [
        ...Map.groupBy(release.rows, (row) => `${row.measure} ${row.groupId}`).values(),
      ].flatMap((own) =>
        own.map((row, place) => {
          const from = own[(place + 1) % own.length] ?? row;
          const { value, score, numerator, denominator } = from;
          return isCounted(row) ? { ...row, value, score, numerator, denominator } : row;
        }),
      );
      const draft = { ...release, rows: reranked(release, shifted) };
      return guardRelease(quarters[at] as Release, draft);
    });
    expect(found.every((findings) => findings.some(({ rule }) => rule === 'ranks'))).toBe(true);
  });
});

const PERIOD = '2022-Q1';

/** The shares of level 4 of the last quarter, told once more of the next one with other denominators. */
function nextQuarter(times: number, period = PERIOD): NewObservation[] {
  const { start, end } = periodOf(period);
  const rows = quarters.at(-1)?.rows ?? [];
  return rows
    .filter(({ measure, value }) => measure === 'share_l4' && value !== null)
    .map(({ unitId, numerator, denominator, sourceId }) => ({
      unitId,
      indicatorId: indicatorId('share_l4'),
      period,
      periodStart: start,
      periodEnd: end,
      numerator,
      denominator: (denominator ?? 0) * times,
      value: (numerator ?? 0) / ((denominator ?? 1) * times),
      ...{ missing: null, missingNote: null, status: 'A', qualifier: null, illustrative: true },
      ...{ sourceId: sourceId ?? '', origin: 'counted', runId: newId() },
    }));
}

describe('a release that is held', () => {
  const subject = { seriesId: 'dvc', period: PERIOD };
  const day = (date: number) => `2022-04-${date}T00:00:00.000Z`;
  const at = (date: number) => jobContext(world.db, day(date));
  const publish = async (date: number) => (await publishPeriod(at(date), subject)).outcome;
  const stale = (date: number) => periodsToPublish(at(date), 'dvc');
  const record = (date: number, batch: NewObservation[]) =>
    inTransaction(world.db, (tx) => recordObservations(tx, batch, new Date(day(date))));
  const states = async () =>
    (await readHolds(world.db, {}, 20))
      .filter(({ period }) => period === PERIOD)
      .map(({ state }) => state);
  const waiting = async () => (await readHolds(world.db, { state: 'held' }, 1))[0]?.releaseId;
  const current = () => findReleaseId(world.db, subject);
  const decide = async (verdict: HoldDecision['verdict'], date: number, given?: string) => {
    const releaseId = given ?? (await waiting()) ?? '';
    const decision = { releaseId, verdict, reason: 'Đã xem', by: 'p', at: new Date(day(date)) };
    return inTransaction(world.db, (tx) => decideHold(tx, decision));
  };

  it('is written and not shown, and is not built again while nothing new is known', async () => {
    await record(15, nextQuarter(2));
    expect(await publish(16)).toBe('held');
    expect(await current()).toBeNull();
    expect(await stale(17)).toEqual([]);
    expect(await publish(17)).toBe('unchanged');
    expect(await states()).toEqual(['held']);
  });

  it('is told to everybody who may decide, once', async () => {
    const { db } = world;
    const person = { name: 'Hà', email: 'ha@example.vn' };
    await inTransaction(db, async (tx) => {
      const id = await findOrAddPerson(tx, person, new Date(day(17)));
      await grantRole(tx, id, { role: 'publisher', unitId: 'vn' }, null, new Date(day(17)));
    });
    for (const _look of [1, 2]) await tellHolds(at(17), { origin: 'https://tiendo.example' });
    const mails = await readMails(db, 10);
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      [person.email, 'Giữ lại bản phát hành: quý I/2022'],
    ]);
  });

  it('gives way to a newer draft of its period', async () => {
    await record(18, nextQuarter(2.1));
    expect(await stale(18)).toEqual([PERIOD]);
    expect(await publish(18)).toBe('held');
    expect(await states()).toEqual(['held', 'superseded']);
    expect(await stale(19)).toEqual([]);
  });

  it('once refused, is not held again as long as the draft is the same', async () => {
    const refused = await waiting();
    expect(await decide('refuse', 19)).toBe(true);
    expect(await decide('publish', 19, refused)).toBe(false);
    expect(await stale(19)).toEqual([]);
    expect(await publish(19)).toBe('unchanged');
    expect(await states()).toEqual(['refused', 'superseded']);
    expect(await current()).toBeNull();
  });

  it('is current from the moment at which a person publishes it', async () => {
    await record(20, nextQuarter(1.9));
    expect(await publish(20)).toBe('held');
    const held = await waiting();
    expect(await decide('publish', 21)).toBe(true);
    expect(await current()).toBe(held);
    expect(await findReleaseId(world.db, { ...subject, asOf: new Date(day(20)) })).toBeNull();
    expect(await stale(22)).toEqual([]);
    expect(await decide('refuse', 22, held)).toBe(false);
  });

  it('that comes as a correction leaves the pointer where it is', async () => {
    const before = await current();
    await record(22, nextQuarter(0.95));
    expect(await publish(22)).toBe('held');
    expect(await current()).toBe(before);
    // What is told anew as it was takes the place of what waits, and nothing is published.
    await record(23, nextQuarter(1.9));
    expect(await publish(23)).toBe('done');
    expect((await states())[0]).toBe('superseded');
  });
});

describe('a quarter', () => {
  const NEXT = '2022-Q2';
  const AFTER = '2022-Q3';
  const at = (day: string) => jobContext(world.db, `2022-${day}T00:00:00.000Z`);
  const record = (day: string, period: string, times: number) =>
    inTransaction(world.db, (tx) =>
      recordObservations(tx, nextQuarter(times, period), at(day).now()),
    );
  const publish = async (day: string, period: string) =>
    (await publishPeriod(at(day), { seriesId: 'dvc', period })).outcome;
  const waiting = () => readHolds(world.db, { state: 'held' }, 5);
  const letThrough = async (day: string, period: string) => {
    const { releaseId = '' } = (await waiting()).find((hold) => hold.period === period) ?? {};
    const decision = { releaseId, verdict: 'publish', reason: 'Đã xem', by: 'p' } as const;
    return inTransaction(world.db, (tx) => decideHold(tx, { ...decision, at: at(day).now() }));
  };

  it('that repeats what another is held for is held behind it', async () => {
    await record('07-15', NEXT, 3.8);
    expect(await publish('07-16', NEXT)).toBe('held');
    await record('10-15', AFTER, 3.8);
    expect(await publish('10-16', AFTER)).toBe('held');
    const [last] = await waiting();
    expect(last?.period).toBe(AFTER);
    expect(last?.findings.map(({ rule }) => rule)).toEqual(['after-hold']);
  });

  it('is judged anew once what it stood behind is let through', async () => {
    expect(await letThrough('10-17', NEXT)).toBe(true);
    expect(await periodsToPublish(at('10-18'), 'dvc')).toEqual([AFTER]);
    expect(await publish('10-18', AFTER)).toBe('done');
    expect(await waiting()).toEqual([]);
  });

  it('cannot go by small corrections where no one step would take it', async () => {
    await record('10-20', AFTER, 3.8 * 1.4);
    expect(await publish('10-21', AFTER)).toBe('done');
    await record('10-22', AFTER, 3.8 * 1.4 ** 2);
    expect(await publish('10-23', AFTER)).toBe('held');
    const [held] = await waiting();
    const before = await findReleaseId(world.db, { seriesId: 'dvc', period: NEXT });
    expect(new Set(held?.findings.map(({ againstId }) => againstId))).toEqual(new Set([before]));
  });

  it('is no longer held for what a person let through', async () => {
    expect(await letThrough('10-24', AFTER)).toBe(true);
    await record('10-25', AFTER, 3.8 * 1.4 ** 2 * 1.1);
    expect(await publish('10-26', AFTER)).toBe('done');
  });

  it('keeps waiting where the clock of the decision runs behind the last release', async () => {
    await record('10-27', AFTER, 3.8);
    expect(await publish('10-28', AFTER)).toBe('held');
    const [held] = await waiting();
    const releaseId = held?.releaseId ?? '';
    const asked = { releaseId, verdict: 'publish', reason: 'Đã xem', by: 'p' } as const;
    const decision = { ...asked, at: at('10-25').now() };
    expect(await takeDecision(world.db, decision)).toBe('later');
    expect(await waiting()).toEqual([held]);
    expect(await takeDecision(world.db, { ...decision, at: at('10-29').now() })).toBe('taken');
    expect(await takeDecision(world.db, { ...decision, at: at('10-30').now() })).toBe('gone');
  });
});
