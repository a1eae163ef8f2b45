// Who is asked for figures: the registry of sources, and what the catalogue says that a run must know
// of them. The jobs and the pages that list sources may import it.
import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { IndicatorId, Measure } from '#lib/domain/indicator.ts';
import { unitId, type UnitId } from '#lib/domain/unit.ts';
import { type Db, inTransaction } from '../db/client.ts';
import {
  groupMember,
  indicator,
  source,
  sourceIndicator,
  sourceVersion,
  unit,
} from '../db/schema/index.ts';
import { UsageError } from '../errors.ts';
import type { SourceConfig } from '../sources/source.ts';

/** A source as it stands in the registry. */
export type RegisteredSource = SourceConfig & {
  /** Rises with every change. */
  version: number;
  /** Not asked since then, and why; null while it is asked. */
  pausedAt: Date | null;
  pausedReason: string | null;
};

/** Who changed sources, when and why. */
export interface SourceChange {
  /** Id of the person; null where a list of sources was read. */
  by: string | null;
  reason: string;
  now: Date;
}

/** An indicator as a source feeds it. */
export interface FedIndicator {
  id: IndicatorId;
  code: string;
  measure: Measure;
}

const list = (names: Iterable<string>): string => [...names].join(', ');

async function refuseUnknown(db: Db, configs: readonly SourceConfig[]): Promise<void> {
  const units = new Set(configs.map((config) => config.unit));
  const known = await db.orm
    .select({ id: unit.id })
    .from(unit)
    .where(inArray(unit.id, [...units]));
  for (const { id } of known) units.delete(id);
  if (units.size > 0) throw new UsageError(`The catalogue has no unit ${list(units)}.`);
  for (const seriesId of new Set(configs.map((config) => config.series))) {
    const codes = new Set((await readFedIndicators(db, seriesId)).map(({ code }) => code));
    const used = configs.filter((config) => config.series === seriesId).flatMap(indicatorsOf);
    const unknown = new Set(used.filter((code) => !codes.has(code)));
    if (unknown.size > 0) {
      throw new UsageError(`Series ${seriesId} has no indicator ${list(unknown)}.`);
    }
  }
}

/** Codes that a source may write: those it says it feeds, and those that its mapping measures. */
function indicatorsOf({ indicators, mapping }: SourceConfig): string[] {
  const measured =
    mapping.produces === 'observations' ? mapping.measures.map((entry) => entry.indicator) : [];
  return [...new Set([...indicators, ...measured])];
}

const toRow = (config: SourceConfig, version: number): typeof source.$inferInsert => {
  const { unit: unitOfSource, series, indicators: _fed, firstSlot, lastSlot, ...same } = config;
  return {
    ...same,
    unitId: unitOfSource,
    seriesId: series,
    firstSlot: new Date(firstSlot),
    lastSlot: lastSlot === null ? null : new Date(lastSlot),
    active: true,
    version,
  };
};

/** Every column but the key, taken from the row that could not be inserted. */
const ALL_COLUMNS = Object.fromEntries(
  Object.entries({
    unitId: 'unit_id',
    seriesId: 'series_id',
    kind: 'kind',
    origin: 'origin',
    nameVi: 'name_vi',
    nameEn: 'name_en',
    address: 'address',
    allow: 'allow',
    auth: 'auth',
    mapping: 'mapping',
    schedule: 'schedule',
    timeZone: 'time_zone',
    missedPolicy: 'missed_policy',
    firstSlot: 'first_slot',
    lastSlot: 'last_slot',
    frequency: 'frequency',
    reckoning: 'reckoning',
    timeoutMs: 'timeout_ms',
    maxAttempts: 'max_attempts',
    illustrative: 'illustrative',
    active: 'active',
    version: 'version',
  }).map(([key, column]) => [key, sql.raw(`excluded.${column}`)]),
);

/** Those that are said otherwise than they stand, with the version that they get. */
async function findChanged(
  tx: Db,
  configs: readonly SourceConfig[],
): Promise<{ config: SourceConfig; version: number }[]> {
  const ids = configs.map((config) => config.id);
  const rows = await tx.orm
    .select({
      id: source.id,
      version: source.version,
      active: source.active,
      config: sourceVersion.config,
    })
    .from(source)
    .leftJoin(
      sourceVersion,
      and(eq(sourceVersion.sourceId, source.id), eq(sourceVersion.version, source.version)),
    )
    .where(inArray(source.id, ids));
  const standing = new Map(rows.map((row) => [row.id, row]));
  return configs.flatMap((config) => {
    const found = standing.get(config.id);
    // As the database gives it back: without what JSON does not tell apart.
    const isSame = isDeepStrictEqual(found?.config, JSON.parse(JSON.stringify(config)));
    return found?.active && isSame ? [] : [{ config, version: (found?.version ?? 0) + 1 }];
  });
}

async function writeIndicators(tx: Db, configs: readonly SourceConfig[]): Promise<void> {
  const fed = new Map<string, FedIndicator[]>();
  for (const { series } of configs) {
    if (!fed.has(series)) fed.set(series, await readFedIndicators(tx, series));
  }
  const ids = configs.map((config) => config.id);
  await tx.orm.delete(sourceIndicator).where(inArray(sourceIndicator.sourceId, ids));
  const links = configs.flatMap((config) =>
    config.indicators.flatMap((code) => {
      const found = fed.get(config.series)?.find((entry) => entry.code === code);
      return found ? [{ sourceId: config.id, indicatorId: found.id }] : [];
    }),
  );
  await tx.orm.insert(sourceIndicator).values(links);
}

async function lockRegistry(tx: Db): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended('sources', 0))`;
}

async function writeSources(
  tx: Db,
  changed: readonly { config: SourceConfig; version: number }[],
  { by: changedBy, reason, now: changedAt }: SourceChange,
): Promise<void> {
  if (changed.length === 0) return;
  await tx.orm
    .insert(source)
    .values(changed.map(({ config, version }) => toRow(config, version)))
    .onConflictDoUpdate({ target: source.id, set: ALL_COLUMNS });
  await tx.orm.insert(sourceVersion).values(
    changed.map(({ config, version }) => ({
      ...{ sourceId: config.id, version, config },
      ...{ changedBy, changedAt, reason },
    })),
  );
  await writeIndicators(
    tx,
    changed.map(({ config }) => config),
  );
}

/**
 * Registers sources, or brings those that are there to what is said now; others stay as they are.
 * Whatever is said otherwise than before gets a version of its own.
 *
 * @returns how many were new or changed
 * @throws UsageError that names units and indicators the catalogue does not have
 */
export async function upsertSources(
  db: Db,
  configs: readonly SourceConfig[],
  change: SourceChange = { by: null, reason: 'registered', now: new Date() },
): Promise<number> {
  if (configs.length === 0) return 0;
  await refuseUnknown(db, configs);
  return inTransaction(db, async (tx) => {
    await lockRegistry(tx);
    const changed = await findChanged(tx, configs);
    await writeSources(tx, changed, change);
    return changed.length;
  });
}

/**
 * Registers sources that are not there yet, and leaves all others as they stand: administrators may
 * have changed or retired them since.
 *
 * @param refuse throws where one of those that are to be added may not be; none is added then
 * @returns ids of those that stand otherwise than is said here
 * @throws UsageError that names units and indicators the catalogue does not have
 */
export async function addSources(
  db: Db,
  configs: readonly SourceConfig[],
  change: SourceChange,
  refuse: (added: readonly SourceConfig[]) => void,
): Promise<string[]> {
  if (configs.length === 0) return [];
  await refuseUnknown(db, configs);
  return inTransaction(db, async (tx) => {
    await lockRegistry(tx);
    const changed = await findChanged(tx, configs);
    const isNew = ({ version }: { version: number }): boolean => version === 1;
    const added = changed.filter(isNew);
    refuse(added.map(({ config }) => config));
    await writeSources(tx, added, change);
    return changed.filter((each) => !isNew(each)).map(({ config }) => config.id);
  });
}

/**
 * Sources in use, by id; only those named where `ids` is given. They were checked before they were
 * registered and are taken as they stand: a row that was spoilt since may not keep the others from us.
 */
export async function readSources(db: Db, ids?: readonly string[]): Promise<RegisteredSource[]> {
  const rows = await db.orm
    .select()
    .from(source)
    .where(and(eq(source.active, true), ids && inArray(source.id, [...ids])))
    .orderBy(source.id);
  const links = await db.orm
    .select({ sourceId: sourceIndicator.sourceId, code: indicator.code })
    .from(sourceIndicator)
    .innerJoin(indicator, eq(indicator.id, sourceIndicator.indicatorId))
    .orderBy(indicator.sort, indicator.code);
  const codes = Map.groupBy(links, (link) => link.sourceId);
  return rows.map(
    ({ unitId: unitOfSource, seriesId, active: _active, ...row }) =>
      ({
        ...row,
        unit: unitOfSource,
        series: seriesId,
        firstSlot: row.firstSlot.toISOString(),
        lastSlot: row.lastSlot?.toISOString() ?? null,
        indicators: codes.get(row.id)?.map(({ code }) => code) ?? [],
      }) as RegisteredSource,
  );
}

/** The indicators of a gathered series, in its order. */
export async function readFedIndicators(db: Db, seriesId: string): Promise<FedIndicator[]> {
  const rows = await db.orm
    .select({ id: indicator.id, code: indicator.code, measure: indicator.measure })
    .from(indicator)
    .where(eq(indicator.seriesId, seriesId))
    .orderBy(indicator.sort, indicator.code);
  return rows.map((row) => ({
    ...row,
    id: row.id as IndicatorId,
    measure: row.measure as Measure,
  }));
}

/**
 * Units that a series ranks on an ISO day and that offer public services: those of which a source for
 * all of them owes figures.
 */
export async function readExpectedUnits(db: Db, seriesId: string, day: string): Promise<UnitId[]> {
  const rows = await db.orm
    .selectDistinct({ id: groupMember.unitId })
    .from(groupMember)
    .innerJoin(unit, eq(unit.id, groupMember.unitId))
    .where(
      and(
        eq(groupMember.seriesId, seriesId),
        eq(unit.providesServices, true),
        sql`${groupMember.validFrom} <= ${day}`,
        sql`coalesce(${groupMember.validTo}, 'infinity') >= ${day}`,
      ),
    )
    .orderBy(groupMember.unitId);
  return rows.map((row) => unitId(row.id));
}

/** Ids of the series that sources in use feed. */
export async function readGatheredSeries(db: Db): Promise<string[]> {
  const rows = await db.orm
    .selectDistinct({ id: source.seriesId })
    .from(source)
    .where(eq(source.active, true))
    .orderBy(source.seriesId);
  return rows.map((row) => row.id);
}
