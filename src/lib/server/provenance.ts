// From a published figure back to where it came from: its versions and the releases that they stand
// in, the run and the replies behind the one shown, the services that it is counted from, and what
// other sources say. Provenance pages and API read through this.
import type { Indicator } from '#lib/domain/indicator.ts';
import { overTimeOf } from '#lib/domain/over-time.ts';
import { parsePeriod } from '#lib/domain/period.ts';
import { monthsOf } from '#lib/domain/roll-up.ts';
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import { changesBetween, type SetUp, type SetUpChange } from '#lib/domain/set-up.ts';
import { recount, type ServiceLine } from '#lib/domain/service-count.ts';
import { unitId, type MemberUnit } from '#lib/domain/unit.ts';
import type { Db } from './db/client.ts';
import type { Published } from './published.ts';
import {
  type FigureVersion,
  readRunBehind,
  readServiceLinesOf,
  readVersions,
  type RunBehind,
} from './store/provenance.ts';
import { type FindingCount, readFindings } from './store/quarantine.ts';
import type { ReleaseHead } from './store/releases.ts';
import { readSetUps } from './store/set-ups.ts';

/** A version with the releases that state it, the earliest first. */
export interface PublishedVersion extends FigureVersion {
  releases: Pick<ReleaseHead, 'id' | 'number' | 'releasedAt' | 'current'>[];
}

/** A version among those that the reader is shown. */
export interface ShownVersion extends PublishedVersion {
  /** What changed in the set-up of its source since the version shown before it; null for nothing. */
  setUpChange: SetUpChange | null;
}

/** How the source was set up when the figure was gathered. */
export interface SetUpBehind extends SetUp {
  /** What has changed since; null where it still is so. */
  changedSince: SetUpChange | null;
}

/** What another source says of the same figure. */
export interface OtherSource extends FigureVersion {
  /** Whether it says the same: the same counts, or the same value where one of them has no counts. */
  agrees: boolean;
}

export interface Provenance {
  unit: MemberUnit;
  indicator: Indicator;
  /** The figure as the release states it. */
  row: ScoreRow;
  /** The version that the release states; null where nothing was recorded of the period itself. */
  version: PublishedVersion | null;
  /** The months that it is summed from, as known when the release was built; empty elsewhere. */
  months: FigureVersion[];
  versions: ShownVersion[];
  /** The run that recorded it; null where the ledger holds none. */
  run: RunBehind | null;
  /** Null where it is not known which set-up it was read by. */
  setUp: SetUpBehind | null;
  /** The services behind it, as known when the release was built; empty where it is not counted. */
  services: ServiceLine[];
  /** What those services come to; null where the indicator is not counted from services. */
  recounted: { numerator: number; denominator: number } | null;
  others: OtherSource[];
  /** What the rules found in what the same source says of the unit and period, as it stands now. */
  findings: FindingCount[];
}

/**
 * Everything behind one figure of a release; null where the release does not measure it for the unit.
 *
 * @param options.isStaff whether to tell what is for staff: versions that no release states, and why
 * somebody had the run tried again
 */
export async function readProvenance(
  db: Db,
  published: Published,
  figure: { release: Release; unit: string; indicator: string },
  options: { isStaff: boolean },
): Promise<Provenance | null> {
  const { release } = figure;
  const row = rowOf(release, unitId(figure.unit), figure.indicator);
  const unit = release.rules.units.find(({ id }) => id === figure.unit);
  const indicator = release.rules.indicators.find(({ code }) => code === figure.indicator);
  if (!row || !unit || !indicator) return null;
  const subject = { unitId: unit.id, indicatorId: indicator.id };
  const knownAt = new Date(release.knownAt);
  const [all, monthly, stated] = await Promise.all([
    readVersions(db, { ...subject, periods: [release.period] }),
    readVersions(db, { ...subject, periods: monthsOf(release.period) }),
    readStatements(published, release, row),
  ]);
  const marked = all.map((each) => ({ ...each, releases: stated.get(keyOf(each)) ?? [] }));
  const version = marked.find((each) => keyOf(each) === keyOf(row)) ?? null;
  const versions = marked.filter(({ releases }) => options.isStaff || releases.length > 0);
  const sourceIds = [row.sourceId ?? [], versions.map(({ sourceId }) => sourceId)].flat();
  const [run, services, findings, setUps] = await Promise.all([
    row.runId === null ? null : readRunBehind(db, row.runId, options),
    readServicesBehind(db, release, row, version?.sourceId ?? sourceOfMonths(row, indicator)),
    readFindings(db, { unitId: unit.id, period: release.period }),
    readSetUps(db, sourceIds),
  ]);
  return {
    unit,
    indicator,
    row,
    version,
    versions: versions.map((each, at) => withSetUpChange(each, versions[at - 1], setUps)),
    months: version
      ? []
      : monthly.filter((each) => each.sourceId === row.sourceId && wasKnown(each, knownAt)),
    run,
    setUp: run && setUpOf(run, setUps.get(run.sourceId) ?? []),
    services,
    recounted: services.length > 0 ? recount(services, indicator.code) : null,
    findings: findings.filter(({ sourceId }) => sourceId === row.sourceId),
    others: othersOf(all, row, knownAt),
  };
}

function setUpOf({ sourceVersion }: RunBehind, setUps: readonly SetUp[]): SetUpBehind | null {
  const found = setUps.find(({ version }) => version === sourceVersion);
  return found ? { ...found, changedSince: changesBetween(setUps, found.version) } : null;
}

/** @param before the version shown above it, which may be of another source */
function withSetUpChange(
  version: PublishedVersion,
  before: PublishedVersion | undefined,
  setUps: ReadonlyMap<string, SetUp[]>,
): ShownVersion {
  const { sourceId, sourceVersion: to } = version;
  const from = before?.sourceId === sourceId ? before.sourceVersion : null;
  return { ...version, setUpChange: changesBetween(setUps.get(sourceId) ?? [], from, to) };
}

const keyOf = ({ sourceId, version }: { sourceId: string | null; version: number | null }) =>
  `${sourceId} ${version}`;

/** By version, the releases of the period that state it. */
async function readStatements(
  published: Published,
  { rules, period }: Release,
  { unitId: unit, measure }: ScoreRow,
): Promise<Map<string, PublishedVersion['releases']>> {
  const heads = (await published.heads(rules.series.id)).filter((head) => head.period === period);
  const stated = new Map<string, PublishedVersion['releases']>();
  for (const { id, number, releasedAt, current } of heads.toReversed()) {
    const release = await published.byId(id);
    const row = release && rowOf(release, unit, measure);
    if (!row) continue;
    const key = keyOf(row);
    stated.set(key, [...(stated.get(key) ?? []), { id, number, releasedAt, current }]);
  }
  return stated;
}

/** Of a figure made of months, the source whose last month alone it is counted from; null for other ones. */
const sourceOfMonths = (row: ScoreRow, { id, measure }: Indicator): string | null =>
  overTimeOf(id, measure) === 'stock' ? row.sourceId : null;

/** Services are counted by unit and source; figures that the source states itself have none behind. */
async function readServicesBehind(
  db: Db,
  release: Release,
  { unitId: unit, measure }: ScoreRow,
  sourceId: string | null,
): Promise<ServiceLine[]> {
  const isCounted = recount([], measure) !== null && parsePeriod(release.period) !== null;
  if (!isCounted || sourceId === null) return [];
  return readServiceLinesOf(db, {
    unitId: unit,
    sourceId,
    period: release.period,
    knownAt: new Date(release.knownAt),
  });
}

const wasKnown = ({ recordedAt, supersededAt }: FigureVersion, at: Date): boolean =>
  recordedAt <= at && (supersededAt === null || supersededAt > at);

/** What the sources that were not taken said, as known when the release was built. */
const othersOf = (all: readonly FigureVersion[], row: ScoreRow, knownAt: Date): OtherSource[] =>
  all
    .filter((each) => each.sourceId !== row.sourceId && wasKnown(each, knownAt))
    .map((each) => ({ ...each, agrees: isSameFigure(each, row) }));

type Counted = Pick<ScoreRow, 'value' | 'numerator' | 'denominator'>;

function isSameFigure(a: Counted, b: Counted): boolean {
  if (a.value === null || b.value === null) return a.value === b.value;
  if (a.denominator === null || b.denominator === null) return a.value === b.value;
  return a.numerator === b.numerator && a.denominator === b.denominator;
}
