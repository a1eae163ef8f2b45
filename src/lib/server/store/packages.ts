// Writes what an index package defines: its series, units, groups, indicators, indices, targets,
// source and published scores. What the package says now replaces what it said. Units and groups that
// left it stay, since figures and releases name them, and a group keeps its first name, since other
// series may share it; the catalogue's own rows are never touched. Only jobs/load-package.ts imports
// it; figures are package-figures.ts.
import { and, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { PackageMember } from '#lib/domain/package/members.ts';
import type { IndexPackage } from '#lib/domain/package/read-package.ts';
import {
  packageGroups,
  packageSeries,
  packageSourceId,
} from '#lib/domain/package/score-package.ts';
import type { PackageCatalogue, UnitBook } from '#lib/domain/package/unit-book.ts';
import { NATION, type UnitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import {
  groupMember,
  indexNode,
  indicator,
  observation,
  publishedScore,
  series,
  source,
  sourceIndicator,
  target,
  targetBasis,
  unit,
  unitCode,
  unitGroup,
} from '../db/schema/index.ts';
import { UsageError } from '../errors.ts';

/** Rows of one statement: PostgreSQL takes 65,535 parameters, and no table here has 60 columns. */
const ROWS_A_STATEMENT = 1000;
/** Stands for "since ever" where the tables want a day. */
const EVER = '0001-01-01';
/** Packages stand after the series that are gathered. */
const PACKAGE_SORT = 100;

function* chunksOf<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    yield rows.slice(from, from + ROWS_A_STATEMENT);
  }
}

/** @throws UsageError where a gathered series bears the package's name */
async function writeSeries(tx: Db, content: IndexPackage): Promise<void> {
  const row = { ...packageSeries(content), sort: PACKAGE_SORT };
  const written = await tx.orm
    .insert(series)
    .values(row)
    .onConflictDoUpdate({ target: series.id, set: row, setWhere: eq(series.kind, 'package') })
    .returning({ id: series.id });
  if (written.length === 0) {
    throw new UsageError(
      `"${row.id}" is a series that jobs gather. Give the package another name.`,
    );
  }
}

/** The unit above, on the last day on which the row and the package's figures both stand. */
function parentOf({ ownRow }: PackageMember, book: UnitBook, lastDay: string): UnitId | null {
  if (!ownRow?.parent) return null;
  const { parent, validFrom, validTo } = ownRow;
  const days = [validTo, lastDay, validFrom].filter((day) => day !== null);
  return days.map((day) => book.find(parent, day)?.unitId).find((id) => id !== undefined) ?? null;
}

async function writeUnits(tx: Db, content: IndexPackage): Promise<void> {
  const seriesId = content.manifest.name;
  const lastDay = content.periods.at(-1)?.end ?? EVER;
  const own = content.members.filter((member) => member.ownRow !== null);
  for (const member of own) {
    const { id, ...described } = member.unit;
    const row = {
      ...described,
      seriesId,
      parentId: parentOf(member, content.book, lastDay),
      slug: id.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase(),
      validFrom: member.validFrom,
      validTo: member.validTo,
      source: content.manifest.title,
      verified: '',
    };
    await tx.orm
      .insert(unit)
      .values({ id, ...row })
      .onConflictDoUpdate({ target: unit.id, set: row, setWhere: eq(unit.seriesId, seriesId) });
  }
  await tx.orm.delete(unitCode).where(eq(unitCode.scheme, seriesId));
  const codes = own.map(({ unit: { id }, code, validFrom, validTo }) => {
    return { unitId: id, scheme: seriesId, code, validFrom: validFrom ?? EVER, validTo };
  });
  for (const rows of chunksOf(codes)) await tx.orm.insert(unitCode).values(rows);
}

async function writeGroups(
  tx: Db,
  content: IndexPackage,
  catalogue: PackageCatalogue,
): Promise<void> {
  const seriesId = content.manifest.name;
  for (const group of packageGroups(content, catalogue)) {
    // A group that bears its code for a name was named by nobody yet.
    await tx.orm
      .insert(unitGroup)
      .values(group)
      .onConflictDoUpdate({
        target: unitGroup.id,
        set: group,
        setWhere: eq(unitGroup.nameVi, unitGroup.id),
      });
  }
  await tx.orm.delete(groupMember).where(eq(groupMember.seriesId, seriesId));
  const members = content.members.flatMap(({ unit: { id }, groupId, validFrom, validTo }) =>
    groupId === null
      ? []
      : [{ seriesId, groupId, unitId: id, validFrom: validFrom ?? EVER, validTo }],
  );
  for (const rows of chunksOf(members)) await tx.orm.insert(groupMember).values(rows);
}

/** Indicators that left the package go, unless figures were recorded of them. */
async function writeIndicators(tx: Db, content: IndexPackage): Promise<void> {
  const seriesId = content.manifest.name;
  for (const [sort, one] of content.indicators.entries()) {
    const row = { ...one, seriesId, verification: '', sort };
    await tx.orm
      .insert(indicator)
      .values(row)
      .onConflictDoUpdate({ target: indicator.id, set: row });
  }
  const ids = content.indicators.map((one) => one.id);
  await tx.orm
    .delete(indicator)
    .where(
      and(
        eq(indicator.seriesId, seriesId),
        notInArray(indicator.id, ids),
        sql`not exists (select from ${observation} o where o.indicator_id = ${indicator.id})`,
      ),
    );
}

async function removeRules(tx: Db, seriesId: string): Promise<void> {
  const targets = tx.orm
    .select({ id: target.id })
    .from(target)
    .where(eq(target.seriesId, seriesId));
  await tx.orm.delete(targetBasis).where(inArray(targetBasis.targetId, targets));
  await tx.orm.delete(target).where(eq(target.seriesId, seriesId));
  await tx.orm.delete(indexNode).where(eq(indexNode.seriesId, seriesId));
  await tx.orm
    .delete(sourceIndicator)
    .where(eq(sourceIndicator.sourceId, packageSourceId(seriesId)));
}

async function writeIndices(tx: Db, content: IndexPackage): Promise<void> {
  const seriesId = content.manifest.name;
  const nodes = content.indices.flatMap(({ code: indexCode, version, validFrom, validTo, nodes }) =>
    nodes.map(({ code, ...node }, sort) => {
      return { seriesId, indexCode, version, validFrom, validTo, ...node, node: code, sort };
    }),
  );
  for (const rows of chunksOf(nodes)) await tx.orm.insert(indexNode).values(rows);
}

async function writeTargets(tx: Db, content: IndexPackage): Promise<void> {
  for (const { bases, ...one } of content.targets) {
    await tx.orm.insert(target).values({ ...one, seriesId: content.manifest.name });
    const rows = bases.map((basis) => ({ ...basis, targetId: one.id, note: '' }));
    await tx.orm.insert(targetBasis).values(rows).onConflictDoNothing();
  }
}

/** A source that nobody asks: its figures come with the package. */
async function writeSource(tx: Db, content: IndexPackage, at: Date): Promise<void> {
  const { name, title, titleEn, sources, illustrative } = content.manifest;
  const id = packageSourceId(name);
  const described = {
    unitId: NATION,
    seriesId: name,
    kind: 'package',
    origin: 'package',
    nameVi: sources[0]?.title || title,
    nameEn: sources[0]?.titleEn || titleEn,
    address: sources[0]?.path ?? '',
    frequency: content.frequency,
    illustrative,
  };
  await tx.orm
    .insert(source)
    .values({
      id,
      ...described,
      mapping: {},
      allow: [],
      version: 1,
      schedule: '',
      timeZone: 'Asia/Ho_Chi_Minh',
      missedPolicy: 'skip',
      firstSlot: at,
      lastSlot: at,
      reckoning: 'calendar',
      timeoutMs: 0,
      maxAttempts: 1,
      active: false,
    })
    .onConflictDoUpdate({ target: source.id, set: described });
  const fed = content.indicators.map((one) => ({ sourceId: id, indicatorId: one.id }));
  for (const rows of chunksOf(fed)) await tx.orm.insert(sourceIndicator).values(rows);
}

async function writePublished(tx: Db, content: IndexPackage): Promise<void> {
  const seriesId = content.manifest.name;
  await tx.orm.delete(publishedScore).where(eq(publishedScore.seriesId, seriesId));
  const published = content.published.map(({ measure, unitId, period, score, rank }) => {
    return { seriesId, measure, unitId, period: period.code, score, rank };
  });
  for (const rows of chunksOf(published)) await tx.orm.insert(publishedScore).values(rows);
}

/**
 * Brings everything that the package defines to what it says now. Must be called inside the
 * transaction that also records its figures; loads of one series take turns.
 *
 * @param at when the package is loaded
 * @throws UsageError where a gathered series bears the package's name
 */
export async function writePackage(
  tx: Db,
  content: IndexPackage,
  catalogue: PackageCatalogue,
  at: Date,
): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtext(${`package ${content.manifest.name}`}))`;
  await writeSeries(tx, content);
  await writeUnits(tx, content);
  await writeGroups(tx, content, catalogue);
  await removeRules(tx, content.manifest.name);
  await writeIndicators(tx, content);
  await writeIndices(tx, content);
  await writeTargets(tx, content);
  await writeSource(tx, content, at);
  await writePublished(tx, content);
}
