// A small series to publish from: two provinces, a target and an index on a database of their own, and
// what a run and a publisher do with them. Tests of releases begin with it.
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { indicatorId } from '#lib/domain/indicator.ts';
import { periodOf } from '#lib/domain/period.ts';
import { unitId } from '#lib/domain/unit.ts';
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction, type Db, type OpenDb } from '#lib/server/db/client.ts';
import { recordObservations, type NewObservation } from '#lib/server/store/observations.ts';
import { findReleaseId, readRelease } from '#lib/server/store/releases.ts';
import { claimSlot, finishRun, type Claim } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { publishPeriod } from '../../jobs/publish.ts';
import { testDatabase } from './database.ts';
import type { ServerVersion } from './global-setup.ts';
import { jobContext } from './job-context.ts';
import { smallSource } from './small-portal.ts';

const PORTAL = 'portal-p-01';
export const APRIL = '2020-04-15T00:00:00.000Z';
export const MAY = '2020-05-15T00:00:00.000Z';
export const JULY = '2020-07-15T00:00:00.000Z';

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

/** A share of level 4 as a run would record it. */
export const share = (
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

async function claimAt(db: Db, now: string): Promise<Claim> {
  const asOf = new Date(now);
  const slot = { job: 'gather', sourceId: PORTAL, unitId: 'p-01', slotAt: asOf } as const;
  const claimed = await claimSlot(
    db,
    { ...slot, period: '2020-Q1', trigger: 'manual' },
    { asOf, dueBy: asOf, leaseMs: 60_000 },
  );
  if (!claimed) throw new Error('the run is somebody else’s');
  return claimed;
}

/** What a run writes at its end, in the transaction that keeps it. */
async function finish(tx: Db, run: Claim, ...batch: NewObservation[]): Promise<void> {
  const ofRun = batch.map((each) => ({ ...each, runId: run.runId }));
  const { written } = await recordObservations(tx, ofRun, run.slotAt);
  const counts = { repliesStored: 0, rowsAccepted: written, rowsQuarantined: 0 };
  await finishRun(tx, run, { ...counts, versionsWritten: written });
}

async function readCurrent(db: Db, period: string, asOf?: string) {
  const found = { seriesId: 'dvc', period, asOf: asOf ? new Date(asOf) : undefined };
  const id = await findReleaseId(db, found);
  return id === null ? null : await readRelease(db, id);
}

/** Registers the hooks of tests on one database, emptied for each; answers what is done in it. */
export function smallSeries(server: ServerVersion) {
  // Filled before the first test begins, and read by none sooner.
  const series = {} as { db: OpenDb };
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ db: series.db, drop } = await testDatabase({ server }));
    await series.db.sql.unsafe(CATALOGUE);
    await upsertSources(series.db, [
      smallSource(PORTAL, 'p-01', 'http://127.0.0.1:9', { indicators: ['share_l4'] }),
    ]);
  });
  afterAll(() => drop());
  beforeEach(() =>
    series.db.sql
      .unsafe(`delete from release_hold; delete from release_pointer; delete from release_row;
      delete from release_summary; delete from release; delete from observation;
      delete from job_run`),
  );

  const at = (now: string): JobContext => jobContext(series.db, now);
  const record = (now: string, ...batch: NewObservation[]) =>
    inTransaction(series.db, (tx) => recordObservations(tx, batch, new Date(now)));
  const publish = (now: string, period: string) =>
    publishPeriod(at(now), { seriesId: 'dvc', period });
  const current = (period: string, asOf?: string) => readCurrent(series.db, period, asOf);

  /** The share of Hà Nội in what is current, or was at a moment. */
  async function shareOf01(period: string, asOf?: string): Promise<number | null> {
    const rows = (await current(period, asOf))?.rows ?? [];
    return rows.find((row) => row.unitId === 'p-01' && row.value !== null)?.value ?? null;
  }

  /** Opens a run of the portal that takes what it says for known at `now`. */
  const claim = (now: string) => claimAt(series.db, now);

  return Object.assign(series, { at, record, publish, current, shareOf01, claim, finish });
}
