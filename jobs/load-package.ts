// Loading an index package: reads and checks the whole of it, then writes, records and publishes it
// in one transaction. load.ts is its command line; the demo loads the product's own packages by it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareTexts } from '#lib/domain/order.ts';
import type { Fault } from '#lib/domain/package/fault.ts';
import {
  readPackage,
  type IndexPackage,
  type PackageReading,
} from '#lib/domain/package/read-package.ts';
import { compareWithPublished, type Comparison } from '#lib/domain/package/compare.ts';
import {
  packageSourceId,
  publishedPeriods,
  scorePackage,
} from '#lib/domain/package/score-package.ts';
import type { PackageCatalogue } from '#lib/domain/package/unit-book.ts';
import { periodOf } from '#lib/domain/period.ts';
import { NATION, type UnitId } from '#lib/domain/unit.ts';
import { readPackageCatalogue } from '#lib/server/catalogue/for-packages.ts';
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { invariant } from '#lib/server/errors.ts';
import { hashOf } from '#lib/server/publish/build.ts';
import { openPackage, type OpenedPackage } from '#lib/server/sources/package.ts';
import { findFreeSlot, recordFigures, recordServices } from '#lib/server/store/package-figures.ts';
import { writePackage } from '#lib/server/store/packages.ts';
import { storeReplies } from '#lib/server/store/replies.ts';
import { claimSlot, finishRun, type Claim } from '#lib/server/store/runs.ts';
import { periodsToPublish, publishPeriod } from './publish.ts';

/** The reviewed catalogue that comes with the product. */
export const CATALOGUE_FOLDER = fileURLToPath(new URL('../drizzle/catalogue', import.meta.url));

/** A load is one transaction, so that nobody else can ever see its lease; this only fills the field. */
const LEASE_MS = 600_000;

/** Published rankings that come with the product: folders of index packages. */
export const PRODUCT_PACKAGES = ['it-application-2017', 'it-application-2019'].map((name) =>
  join(CATALOGUE_FOLDER, 'packages', name),
);

export interface PackagePaths {
  /** A folder, or a .zip of one. */
  path: string;
  catalogueFolder?: string;
}

/** A package that was opened and checked, and the catalogue it was checked against. */
export interface ReadFolder extends PackageReading {
  opened: OpenedPackage;
  catalogue: PackageCatalogue;
}

export interface LoadedPackage {
  series: string;
  figures: number;
  services: number;
  /** Versions of figures and service rows that were written; 0 where nothing had changed. */
  versionsWritten: number;
  /** Periods of which a new release was published, and of which the current one already says this. */
  published: string[];
  unchanged: string[];
  /** Periods whose new release moves implausibly against the last one, and waits for staff. */
  held: string[];
}

export interface LoadReport {
  faults: Fault[];
  notes: Fault[];
  /** Null where there are faults: then nothing was written. */
  loaded: LoadedPackage | null;
}

export interface CheckReport {
  faults: Fault[];
  notes: Fault[];
  /** Null where there are faults: then nothing was scored. */
  comparison: Comparison | null;
  /** Set for an exported release: the hash that it was published with, and the one that comes out. */
  hashes: { published: string; computed: string } | null;
  /** Vietnamese names of the package's units, by id. */
  unitNames: ReadonlyMap<UnitId, string>;
}

/**
 * Opens and checks the package at a path; nothing is written.
 *
 * @throws UsageError where there is nothing at the path
 */
export async function readPackageAt({ path, catalogueFolder }: PackagePaths): Promise<ReadFolder> {
  const catalogue = await readPackageCatalogue(catalogueFolder ?? CATALOGUE_FOLDER);
  const opened = await openPackage(path);
  return { ...readPackage(opened.raw, catalogue), opened, catalogue };
}

/** Opens a run of the package's source, in a slot of its own however fast loads follow each other. */
async function claimRun(tx: Db, content: IndexPackage, at: Date): Promise<Claim> {
  const sourceId = packageSourceId(content.manifest.name);
  const slot = {
    job: 'gather' as const,
    sourceId,
    unitId: NATION,
    slotAt: await findFreeSlot(tx, sourceId, at),
    period: content.manifest.period ?? content.periods.at(-1)?.code ?? '',
    trigger: 'manual' as const,
  };
  const claim = await claimSlot(tx, slot, { asOf: at, dueBy: at, leaseMs: LEASE_MS });
  invariant(claim, `nobody else loads ${sourceId} while its lock is held`);
  return claim;
}

/** Writes definitions, reply, figures and services as one run; returns the versions written. */
async function recordPackage(
  tx: Db,
  content: IndexPackage,
  { opened, catalogue }: ReadFolder,
  at: Date,
): Promise<number> {
  await writePackage(tx, content, catalogue, at);
  const claim = await claimRun(tx, content, at);
  await storeReplies(tx, claim, [
    {
      url: `package:${content.manifest.name}`,
      status: 200,
      contentType: 'application/zip',
      body: opened.archive,
      hash: opened.hash,
      etag: null,
      lastModified: null,
      receivedAt: at,
    },
  ]);
  const versionsWritten =
    (await recordServices(tx, content, claim, at)) + (await recordFigures(tx, content, claim, at));
  await finishRun(tx, claim, {
    repliesStored: 1,
    rowsAccepted: content.figures.length + content.services.length,
    rowsQuarantined: 0,
    versionsWritten,
  });
  return versionsWritten;
}

const byLastDay = (a: string, b: string): number =>
  compareTexts(periodOf(a).end, periodOf(b).end) || compareTexts(a, b);

/**
 * Publishes every period of the package, and those that an earlier load brought and this one changed
 * or left out; earliest first, as each is compared with the one before.
 */
async function publishAll(
  ctx: JobContext,
  content: IndexPackage,
): Promise<Pick<LoadedPackage, 'published' | 'unchanged' | 'held'>> {
  const seriesId = content.manifest.name;
  const exported = content.manifest.release;
  const stale = exported ? [] : await periodsToPublish(ctx, seriesId);
  const codes = new Set([...stale, ...publishedPeriods(content).map((period) => period.code)]);
  const told = { published: [] as string[], unchanged: [] as string[], held: [] as string[] };
  for (const period of [...codes].sort(byLastDay)) {
    ctx.signal.throwIfAborted();
    const { outcome } = await publishPeriod(ctx, { seriesId, period, exported });
    const kind = outcome === 'held' || outcome === 'unchanged' ? outcome : 'published';
    told[kind].push(period);
  }
  return told;
}

/**
 * Loads a package that was read: where one rule is broken nothing is written and the report lists
 * all faults. Otherwise definitions, figures and releases of all its periods are written in one
 * transaction, so that readers see all of it or nothing. The same package again writes no version
 * and no release. The catalogue is never changed.
 *
 * @throws UsageError where the database's series refuses it
 */
export async function loadRead(ctx: JobContext, read: ReadFolder): Promise<LoadReport> {
  const { content, faults, notes } = read;
  if (!content) return { faults, notes, loaded: null };
  const at = ctx.now();
  const loaded = await inTransaction(ctx.db, async (tx) => {
    ctx.trace('load:record');
    const versionsWritten = await recordPackage(tx, content, read, at);
    const published = await publishAll({ ...ctx, db: tx, now: () => at }, content);
    ctx.trace('load:commit');
    return {
      series: content.manifest.name,
      figures: content.figures.length,
      services: content.services.length,
      versionsWritten,
      ...published,
    };
  });
  ctx.log.info({ series: loaded.series, versions: loaded.versionsWritten }, 'package loaded');
  return { faults, notes, loaded };
}

/** Reads and loads the package at a path, as `readPackageAt` and `loadRead` do. */
export async function loadPackage(ctx: JobContext, paths: PackagePaths): Promise<LoadReport> {
  return loadRead(ctx, await readPackageAt(paths));
}

/**
 * Scores a package in memory and sets the result beside its published.csv. No database is needed or
 * changed: codes that the package does not bring are looked up in the catalogue's files.
 *
 * @throws UsageError where there is nothing at the path
 */
export async function checkPackage(paths: PackagePaths): Promise<CheckReport> {
  const { content, faults, notes, catalogue } = await readPackageAt(paths);
  if (!content) return { faults, notes, comparison: null, hashes: null, unitNames: new Map() };
  const releases = scorePackage(content, catalogue);
  const comparison = compareWithPublished(content.published, releases);
  const { release: exported, period } = content.manifest;
  const release = exported && releases.get(period ?? '');
  const hashes =
    exported && release
      ? { published: exported.hash, computed: hashOf(release, exported.hashVersion) }
      : null;
  const unitNames = new Map(content.members.map(({ unit }) => [unit.id, unit.nameVi]));
  return { faults, notes, comparison, hashes, unitNames };
}
