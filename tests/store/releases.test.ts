// Publishing on a real PostgreSQL: written whole, read back the same, pointed at, and found again as
// of a moment.
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { indicatorId } from '#lib/domain/indicator.ts';
import { periodOf } from '#lib/domain/period.ts';
import { unitId } from '#lib/domain/unit.ts';
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { UsageError } from '#lib/server/errors.ts';
import { draftRelease, hashOf } from '#lib/server/publish/build.ts';
import { recordObservations, type NewObservation } from '#lib/server/store/observations.ts';
import { readObservations } from '#lib/server/store/observations-read.ts';
import {
  findReleaseId,
  listReleases,
  movePointer,
  readRelease,
  writeRelease,
} from '#lib/server/store/releases.ts';
import { readRules } from '#lib/server/store/rules.ts';
import { claimSlot, finishRun, type Claim } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { periodsToPublish, publishPeriod } from '../../jobs/publish.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { smallSource } from '../helpers/small-portal.ts';

const PORTAL = 'portal-p-01';
const APRIL = '2020-04-15T00:00:00.000Z';
const MAY = '2020-05-15T00:00:00.000Z';
const JULY = '2020-07-15T00:00:00.000Z';

/** Two provinces, one of which changed its code, a target in force and an index. */
const CATALOGUE = `
  insert into series values ('dvc', 'dvc', 'dvc', 'quarter', 'gathered', 1),
    ('papi', 'papi', 'papi', 'year', 'package', 2);
  insert into unit_group values ('provinces', 'Tỉnh', 'Provinces', 1, true);
  insert into unit (id, kind, name_vi, name_en, short_vi, slug, provides_services, source, verified)
    values ('p-01', 'city', 'Hà Nội', 'Ha Noi', 'Hà Nội', 'ha-noi', true, '', ''),
      ('p-46', 'province', 'Huế', 'Hue', 'Huế', 'hue', true, '', ''),
      ('p-new', 'province', 'Mới', 'New', 'Mới', 'moi', true, '', '');
  insert into unit_code values ('p-01', '', '01', '2008-08-01', null),
    ('p-46', '', '46', '2008-08-01', '2024-12-31'), ('p-46', '', '46a', '2025-01-01', null);
  insert into group_member values ('dvc', 'provinces', 'p-01', '2008-08-01', null),
    ('dvc', 'provinces', 'p-46', '2008-08-01', null),
    ('dvc', 'provinces', 'p-new', '2025-07-01', null);
  insert into indicator (id, series_id, code, name_vi, name_en, measure, direction, unit, decimals,
      frequency, numerator_vi, numerator_en, denominator_vi, denominator_en, source_vi, source_en,
      legal_basis_vi, legal_basis_en, verification, sort)
    values ('share_l4', 'dvc', 'share_l4', 'Mức độ 4', 'Level 4', 'share', 'higher', 'percent', 1,
      'quarter', '', '', '', '', '', '', '', '', '', 1),
    ('lgsp_present', 'dvc', 'lgsp_present', 'Nền tảng', 'Platform', 'flag', 'higher', 'flag', 0,
      'quarter', '', '', '', '', '', '', '', '', '', 2);
  insert into target values ('t', 'dvc', 'share_l4', null, '{provinces}', '>=', 0.3, null,
    '2020-12-31', null), ('u', 'dvc', 'lgsp_present', null, '{provinces}', '=', 1, null,
    '2020-12-31', null);
  insert into target_basis (target_id, document, document_date, article, verified, source_vi,
      source_en, note)
    values ('t', '929', '2020-03-19', '', true, 'n', 's', ''),
      ('t', '17/NQ-CP', '2019-03-07', '', true, 'n', 's', ''),
      ('u', '17/NQ-CP', '2019-03-07', '', true, 'n', 's', '');
  insert into index_node (series_id, index_code, version, node, parent, weight, indicator_id,
      normalise, min, max, aggregate, missing, name_vi, name_en, sort, valid_from)
    values ('dvc', 'tiendo', '1', 'tiendo', null, null, null, null, null, null, 'mean',
      'exclude_unit', 'Chỉ số', 'Index', 1, '2019-01-01'),
    ('dvc', 'tiendo', '1', 'l4', 'tiendo', 1, 'share_l4', 'goalposts', 0, 1, null, null, '', '', 2,
      '2019-01-01')`;

const share = (
  unit: string,
  period: string,
  [numerator, denominator]: [number, number],
): NewObservation => {
  const { start, end } = periodOf(period);
  return {
    unitId: unitId(unit),
    indicatorId: indicatorId('share_l4'),
    period,
    periodStart: start,
    periodEnd: end,
    value: numerator / denominator,
    numerator,
    denominator,
    missing: null,
    missingNote: null,
    status: 'A',
    qualifier: null,
    illustrative: true,
    sourceId: `portal-${unit}`,
    origin: 'counted',
    runId: newId(),
  };
};

describe.each(['18', '15'] as const)('releases on PostgreSQL %s', (server) => {
  let database: TestDatabase;
  let db: TestDatabase['db'];

  beforeAll(async () => {
    database = await testDatabase({ server });
    ({ db } = database);
    await db.sql.unsafe(CATALOGUE);
    await upsertSources(db, [
      smallSource(PORTAL, 'p-01', 'http://127.0.0.1:9', { indicators: ['share_l4'] }),
    ]);
  });
  afterAll(() => database.drop());
  beforeEach(() =>
    db.sql.unsafe(`delete from release_pointer; delete from release_row;
      delete from release_summary; delete from release; delete from observation;
      delete from job_run`),
  );

  const at = (now: string): JobContext => ({
    db,
    now: () => new Date(now),
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
    trace: () => {},
  });
  const record = (now: string, ...batch: NewObservation[]) =>
    inTransaction(db, (tx) => recordObservations(tx, batch, new Date(now)));
  const publish = (now: string, period: string) =>
    publishPeriod(at(now), { seriesId: 'dvc', period });
  const current = async (period: string, asOf?: string) => {
    const found = { seriesId: 'dvc', period, asOf: asOf ? new Date(asOf) : undefined };
    const id = await findReleaseId(db, found);
    return id === null ? null : await readRelease(db, id);
  };
  /** Opens a run of the portal that takes what it says for known at `now`. */
  const claim = async (now: string): Promise<Claim> => {
    const asOf = new Date(now);
    const slot = { job: 'gather', sourceId: PORTAL, unitId: 'p-01', slotAt: asOf } as const;
    const claimed = await claimSlot(
      db,
      { ...slot, period: '2020-Q1', trigger: 'manual' },
      { asOf, dueBy: asOf, leaseMs: 60_000 },
    );
    return claimed!;
  };
  /** What a run writes at its end, in the transaction that keeps it. */
  const finish = async (tx: Db, run: Claim, ...batch: NewObservation[]) => {
    const ofRun = batch.map((each) => ({ ...each, runId: run.runId }));
    const { written } = await recordObservations(tx, ofRun, run.slotAt);
    const counts = { repliesStored: 0, rowsAccepted: written, rowsQuarantined: 0 };
    await finishRun(tx, run, { ...counts, versionsWritten: written });
  };
  const someoneWaits = async (): Promise<void> => {
    const [row] = await db.sql`select from pg_locks join pg_stat_activity using (pid)
      where not granted and datname = current_database() limit 1`;
    if (!row) await someoneWaits();
  };
  const shareOf01 = async (period: string, asOf?: string) =>
    (await current(period, asOf))?.rows.find((row) => row.unitId === 'p-01' && row.value !== null)
      ?.value ?? null;

  it('a release reads back as it was built, to the last bit', async () => {
    await record(APRIL, share('p-01', '2020-Q1', [1, 3]), share('p-46', '2020-Q1', [2, 7]));
    const draft = await draftRelease(db, {
      seriesId: 'dvc',
      period: '2020-Q1',
      now: new Date(APRIL),
    });
    await inTransaction(db, (tx) => writeRelease(tx, draft));
    const read = await readRelease(db, draft.id);
    expect(read).toMatchObject(structuredClone(draft.content));
    expect(hashOf(read!)).toBe(draft.hash);
    expect(read).toMatchObject({ number: 1, status: 'provisional', illustrative: true });
  });

  it('nobody finds a release before the pointer moves to it', async () => {
    await record(APRIL, share('p-01', '2020-Q1', [1, 3]));
    const now = new Date(APRIL);
    const draft = await draftRelease(db, { seriesId: 'dvc', period: '2020-Q1', now });
    await inTransaction(db, (tx) => writeRelease(tx, draft));
    expect(await current('2020-Q1')).toBeNull();
    expect(await current('2020-Q1', MAY)).toBeNull();
    expect(await listReleases(db)).toEqual([]);
    await inTransaction(db, (tx) => movePointer(tx, draft.id, now));
    expect((await current('2020-Q1'))?.id).toBe(draft.id);
  });

  it('a publication that fails half-way leaves what was current', async () => {
    await record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    await publish(APRIL, '2020-Q1');
    await record(MAY, share('p-01', '2020-Q1', [2, 10]));
    const now = new Date(MAY);
    const draft = await draftRelease(db, { seriesId: 'dvc', period: '2020-Q1', now });
    const [row] = draft.content.rows;
    const twice = { ...draft, content: { ...draft.content, rows: [row!, row!] } };
    await expect(inTransaction(db, (tx) => writeRelease(tx, twice))).rejects.toThrow();
    expect(await readRelease(db, draft.id)).toBeNull();
    expect(await shareOf01('2020-Q1')).toBe(0.1);
  });

  it('answers as of a moment what was current then', async () => {
    await record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    await publish(APRIL, '2020-Q1');
    await record(MAY, share('p-01', '2020-Q1', [2, 10]));
    await publish(MAY, '2020-Q1');
    expect(await shareOf01('2020-Q1', '2020-04-14T23:59:59Z')).toBeNull();
    expect(await shareOf01('2020-Q1', APRIL)).toBe(0.1);
    expect(await shareOf01('2020-Q1', '2020-05-14T23:59:59Z')).toBe(0.1);
    expect(await shareOf01('2020-Q1', MAY)).toBe(0.2);
    expect(await shareOf01('2020-Q1')).toBe(0.2);
    expect((await listReleases(db, 'dvc')).map((head) => [head.number, head.current])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(await listReleases(db, 'papi')).toEqual([]);
  });

  it('counts days from the first release of the period, in a correction years later too', async () => {
    const flag = (value: number) => ({
      ...share('p-01', '2020-Q1', [value, 1]),
      indicatorId: indicatorId('lgsp_present'),
      numerator: null,
      denominator: null,
    });
    await record(APRIL, flag(0), share('p-46', '2020-Q1', [1, 10]));
    await publish(APRIL, '2020-Q1');
    await record('2024-05-15T00:00:00Z', share('p-46', '2020-Q1', [2, 10]));
    await publish('2024-05-15T00:00:00Z', '2020-Q1');
    const corrected = await current('2020-Q1');
    expect(corrected).toMatchObject({
      number: 2,
      releasedAt: '2024-05-15T00:00:00.000Z',
      firstReleasedAt: APRIL,
    });
    const lacking = corrected?.rows.find(
      (row) => row.unitId === 'p-01' && row.measure === 'lgsp_present',
    );
    expect(lacking?.targetState).toBe('behind');
    expect((await listReleases(db, 'dvc')).map((head) => head.firstReleasedAt)).toEqual([
      APRIL,
      APRIL,
    ]);
  });

  it('takes each period with its own first release', async () => {
    await record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    await publish(APRIL, '2020-Q1');
    await record(JULY, share('p-01', '2020-Q2', [2, 10]));
    await publish(JULY, '2020-Q2');
    expect((await current('2020-Q2'))?.firstReleasedAt).toBe(JULY);
    expect((await listReleases(db)).map((head) => head.firstReleasedAt)).toEqual([JULY, APRIL]);
  });

  it('adds no release where nothing has changed', async () => {
    await record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    expect(await publish(APRIL, '2020-Q1')).toMatchObject({ outcome: 'done', rows: 6, written: 6 });
    await record(MAY, share('p-01', '2020-Q1', [1, 10]));
    expect(await publish(MAY, '2020-Q1')).toMatchObject({ outcome: 'unchanged', written: 0 });
    expect(await listReleases(db)).toHaveLength(1);
  });

  it('does not run backwards in time', async () => {
    await record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    await publish(MAY, '2020-Q1');
    await record(JULY, share('p-01', '2020-Q1', [2, 10]));
    const draft = await draftRelease(db, {
      seriesId: 'dvc',
      period: '2020-Q1',
      now: new Date(JULY),
    });
    await inTransaction(db, (tx) => writeRelease(tx, draft));
    const back = inTransaction(db, (tx) => movePointer(tx, draft.id, new Date(APRIL)));
    await expect(back).rejects.toThrow(UsageError);
    expect(await shareOf01('2020-Q1')).toBe(0.1);
  });

  it('refuses a series that is unknown and a period about which nothing is recorded', async () => {
    await expect(publish(APRIL, '2020-Q1')).rejects.toThrow(UsageError);
    await expect(readRules(db, 'nobody', periodOf('2020-Q1'))).rejects.toThrow(UsageError);
  });

  it('two publishers at once add one release', async () => {
    await record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    const reports = await Promise.all([publish(APRIL, '2020-Q1'), publish(APRIL, '2020-Q1')]);
    expect(reports.map((report) => report.outcome).sort()).toEqual(['done', 'unchanged']);
    const heads = await listReleases(db, 'dvc');
    expect(heads.map((head) => [head.number, head.current])).toEqual([[1, true]]);
  });

  it.each(['publish:build', 'publish:verify', 'publish:point'])(
    'a publisher that dies at %s leaves nothing behind',
    async (last) => {
      await record(APRIL, share('p-01', '2020-Q1', [1, 10]));
      const trace = (step: string): void => {
        if (step === last) throw new Error('died');
      };
      const dying = publishPeriod({ ...at(APRIL), trace }, { seriesId: 'dvc', period: '2020-Q1' });
      await expect(dying).rejects.toThrow('died');
      expect(await db.sql`select id from release`).toHaveLength(0);
    },
  );

  it('compares with what was current then, not with what became current later', async () => {
    await record(APRIL, share('p-01', '2019-Q4', [1, 10]), share('p-01', '2020-Q1', [3, 10]));
    await publish(APRIL, '2019-Q4');
    const first = await current('2019-Q4');
    await record(JULY, share('p-01', '2019-Q4', [2, 10]));
    await publish(JULY, '2019-Q4');
    expect(await periodsToPublish(at(MAY), 'dvc')).toEqual(['2020-Q1']);
    await publish(MAY, '2020-Q1');
    expect((await current('2020-Q1'))?.previousReleaseId).toBe(first?.id);
    expect(await periodsToPublish(at(MAY), 'dvc')).toEqual([]);
    expect(await periodsToPublish(at(JULY), 'dvc')).toEqual(['2020-Q1']);
  });

  it('waits for a run that is being kept, and publishes what it brought', async () => {
    const run = await claim(APRIL);
    let publishing: ReturnType<typeof publish> | undefined;
    await inTransaction(db, async (tx) => {
      await finish(tx, run, share('p-01', '2020-Q1', [1, 10]));
      publishing = publish(MAY, '2020-Q1');
      await Promise.race([publishing, someoneWaits()]);
    });
    expect(await publishing).toMatchObject({ outcome: 'done' });
    expect(await shareOf01('2020-Q1')).toBe(0.1);
  });

  describe('periodsToPublish', () => {
    const due = (now: string) => periodsToPublish(at(now), 'dvc');
    const three = ['2019-Q4', '2020-Q1', '2020-Q2'];
    const recordAll = () => record(APRIL, ...three.map((period) => share('p-01', period, [1, 10])));
    const publishAll = async (now: string) => {
      for (const period of await due(now)) await publish(now, period);
    };

    it('names what was never published, oldest first, and then nothing', async () => {
      await recordAll();
      expect(await due(APRIL)).toEqual(three);
      await publishAll(APRIL);
      expect(await due(APRIL)).toEqual([]);
    });

    it('publishes a correction and the later periods whose content it changes, no others', async () => {
      await recordAll();
      await publishAll(APRIL);
      await record(MAY, share('p-01', '2019-Q4', [2, 10]));
      expect(await due(MAY)).toEqual(three);
      await publishAll(MAY);
      expect((await listReleases(db, 'dvc')).map((head) => [head.period, head.number])).toEqual([
        ['2020-Q2', 1],
        ['2020-Q1', 2],
        ['2020-Q1', 1],
        ['2019-Q4', 2],
        ['2019-Q4', 1],
      ]);
      expect(await due(MAY)).toEqual([]);
      expect(await due('2020-05-16T00:00:00Z')).toEqual([]);
    });

    it('leaves a release that what came since does not change, and looks at it once', async () => {
      await recordAll();
      await publishAll(APRIL);
      // Another source says the same of the unit, and is not the one that is taken.
      await record(MAY, { ...share('p-01', '2019-Q4', [1, 10]), sourceId: 'portal-p-01-b' });
      expect(await due(MAY)).toEqual(three);
      await publishAll(MAY);
      expect(await listReleases(db, 'dvc')).toHaveLength(3);
      expect(await due(MAY)).toEqual([]);
      expect(await due(APRIL)).toEqual([]);
      await record(JULY, share('p-01', '2020-Q1', [2, 10]));
      expect(await due(JULY)).toEqual(['2020-Q1', '2020-Q2']);
    });

    it('does not know what is recorded later', async () => {
      await recordAll();
      expect(await due('2020-04-14T00:00:00Z')).toEqual([]);
    });

    it('names a period that a figure came for, and all later ones', async () => {
      await recordAll();
      await publishAll(APRIL);
      await record(MAY, share('p-01', '2020-Q1', [2, 10]));
      expect(await due(APRIL)).toEqual([]);
      expect(await due(MAY)).toEqual(['2020-Q1', '2020-Q2']);
      await publishAll(MAY);
      expect(await due(MAY)).toEqual([]);
      expect((await current('2020-Q2'))?.rows[0]?.change).toBeCloseTo(-0.1, 12);
    });

    it('names a period of which a run was kept after its release was built', async () => {
      const run = await claim(APRIL);
      await record(APRIL, share('p-46', '2020-Q1', [5, 10]));
      await publish(MAY, '2020-Q1');
      expect(await due(MAY)).toEqual([]);
      await inTransaction(db, (tx) => finish(tx, run, share('p-01', '2020-Q1', [1, 10])));
      expect(await due(MAY)).toEqual(['2020-Q1']);
      await publish(MAY, '2020-Q1');
      expect(await shareOf01('2020-Q1')).toBe(0.1);
      expect(await due(MAY)).toEqual([]);
    });

    it('names a period whose predecessor was replaced', async () => {
      await recordAll();
      await publishAll(APRIL);
      await record(MAY, share('p-01', '2020-Q1', [2, 10]));
      await publish(MAY, '2020-Q1');
      await db.sql`update release set known_at = ${MAY} where period = '2020-Q2'`;
      expect(await due(MAY)).toEqual(['2020-Q2']);
    });
  });

  it('reads observations as they were known at a moment', async () => {
    await record(APRIL, share('p-01', '2020-Q1', [1, 10]), share('p-01', '2020-Q2', [9, 10]));
    await record(MAY, share('p-01', '2020-Q1', [2, 10]));
    const known = async (moment: string) =>
      (await readObservations(db, 'dvc', periodOf('2020-Q1'), new Date(moment))).map((entry) => [
        entry.numerator,
        entry.version,
      ]);
    expect(await known('2020-04-14T23:59:59.999Z')).toEqual([]);
    expect(await known(APRIL)).toEqual([[1, 1]]);
    expect(await known('2020-05-14T23:59:59.999Z')).toEqual([[1, 1]]);
    expect(await known(MAY)).toEqual([[2, 2]]);
  });

  it('reads the rules of the period’s last day', async () => {
    const rules = await readRules(db, 'dvc', periodOf('2020-Q1'));
    expect(rules.units.map((member) => member.code)).toEqual(['01', '46']);
    expect(rules.targets[0]?.bases.map((basis) => basis.document)).toEqual(['17/NQ-CP', '929']);
    expect(rules.indices[0]?.nodes.map((node) => node.code)).toEqual(['tiendo', 'l4']);
    const later = await readRules(db, 'dvc', periodOf('2025-Q3'));
    expect(later.units.map((member) => member.code)).toEqual(['01', '46a', 'p-new']);
  });
});
