// Every chart that has an address: what its address may ask, and how its sheet is made. The routes of
// pictures and of embedded charts import it; a new chart is one line here.
import type { ChartSheet } from '#lib/charts/types.ts';
import { unitNameOf } from '#lib/components/words.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import { faceOf } from '#lib/domain/ranking.ts';
import type { Release } from '#lib/domain/release.ts';
import { NATION, type UnitId } from '#lib/domain/unit.ts';
import { GATHERED_SERIES, HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { requireCompared } from '#lib/server/api/compare.ts';
import { measuresOf, seriesOf } from '#lib/server/api/ranking-wish.ts';
import { requireRelease } from '#lib/server/api/release.ts';
import { requireSubject } from '#lib/server/api/subject.ts';
import { readOnBoundaries, readOtherYears } from '#lib/server/explain/boundaries.ts';
import { readBridge } from '#lib/server/explain/bridge.ts';
import { readProcedure } from '#lib/server/explain/procedure.ts';
import { requireMoment, requireOneOf, requirePeriod } from '#lib/server/http.ts';
import { readNationalFacts, readUnit, type CatalogueUnit } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { CHARTED_FACTS, factSheet } from '../nation/nation-charts.ts';
import { openingsOf } from '../platforms/platforms-view.ts';
import { bridgeSheet } from '../units/bridge-view.server.ts';
import { rankCourse } from '../units/[unit]/unit-view.ts';
import { historySheet } from './history.ts';
import { mapSheet, redrawnMapSheet } from './map.ts';
import { multiplesSheet } from './multiples.ts';
import { nationCourseSheet } from './nation-course.ts';
import { platformCountsSheet } from './platform-counts.ts';
import { procedureSheet } from './procedure.ts';
import { rankCourseSheet } from './rank-course.ts';
import { ranksSheet } from './ranks.ts';
import { spreadSheet } from './spread.ts';

/** Parameters of all charts together. */
export type ChartParameter =
  | (typeof RELEASE_PARAMETERS)[number]
  | 'measure'
  | 'group'
  | 'unit'
  | 'units'
  | 'boundaries'
  | 'procedure';
export type Given = Partial<Record<ChartParameter, string>>;

/** What an address asks for, drawn or nearly so. */
export interface AskedChart {
  /** Null where there are too few figures to draw. */
  sheet: ChartSheet | null;
  /** What it is made of; null where it hangs on no release. */
  release: Release | null;
}

interface ChartKind {
  parameters: readonly ChartParameter[];
  /** @throws ProblemError 400 or 404, naming the parameter and what it may be */
  read(given: Given): Promise<AskedChart>;
}

/** One of the parameters alone names a release; without any it is the latest. */
const RELEASE_PARAMETERS = ['period', 'series', 'release', 'asOf'] as const;
const GROUP = 'provinces';

/** Releases of the series up to the one asked for, oldest first, the one asked for last. */
async function courseOf(release: Release): Promise<Release[]> {
  const series = release.rules.series.id;
  return (await getPublished().shown({ series, release: release.id })).course;
}

async function releaseOf(given: Given, series: string): Promise<Release> {
  return requireRelease(getPublished(), {
    series,
    period: given.period === undefined ? undefined : requirePeriod(given.period),
    asOf: given.asOf === undefined ? undefined : requireMoment('asOf', given.asOf),
    release: given.release,
  });
}

interface OfMeasure {
  release: Release;
  course: Release[];
  measure: MeasureCode;
}

async function askedMeasure(given: Given): Promise<OfMeasure> {
  const measure = given.measure ?? HEADLINE_MEASURE;
  const series = given.series ?? (await seriesOf(getPublished(), measure, given.release));
  const release = await releaseOf(given, series);
  requireOneOf('measure', measure, measuresOf(release), '/api/v1/indicators');
  return { release, course: await courseOf(release), measure };
}

/** Charts of one measure over all units. */
const ofMeasure = (draw: (asked: OfMeasure) => ChartSheet | null): ChartKind => ({
  parameters: ['measure', ...RELEASE_PARAMETERS],
  async read(given) {
    const asked = await askedMeasure(given);
    return { release: asked.release, sheet: draw(asked) };
  },
});

/** The map, also on the boundaries of another year. */
const map: ChartKind = {
  parameters: ['measure', 'boundaries', ...RELEASE_PARAMETERS],
  async read({ boundaries, ...given }) {
    const { release, course, measure } = await askedMeasure(given);
    if (boundaries === undefined) return { release, sheet: mapSheet(release, measure) };
    requireOneOf('boundaries', boundaries, await readOtherYears(getDb(), release));
    const redrawn = await readOnBoundaries(getDb(), course, boundaries, measure);
    return { release, sheet: redrawn && redrawnMapSheet(redrawn.release, measure) };
  },
};

interface OfGroup extends OfMeasure {
  group: string;
  /** The units that are meant in place of the whole group; null where that is. */
  picked: readonly UnitId[] | null;
}

const pickedBy = ({ units }: Given): UnitId[] | null =>
  units === undefined ? null : requireCompared(units);

/** Charts of one measure over one group, or over picked units, of which the first names the group. */
const ofGroup = (
  draw: (asked: OfGroup) => ChartSheet | null,
  extra: readonly ChartParameter[] = [],
): ChartKind => ({
  parameters: ['measure', 'group', ...extra, ...RELEASE_PARAMETERS],
  async read({ group = GROUP, ...given }) {
    return ofMeasure((asked) => {
      const { groups, units } = asked.release.rules;
      const picked = pickedBy(given);
      const first = units.find(({ id }) => id === picked?.[0]);
      const ids = groups.map(({ id }) => id);
      return draw({ ...asked, picked, group: first?.groupId ?? requireOneOf('group', group, ids) });
    }).read(given);
  },
});

interface OfUnit extends OfMeasure {
  unit: CatalogueUnit;
  /** Others that stand beside it. */
  picked: readonly UnitId[] | null;
}

/** Charts of one unit. */
const ofUnit = (
  draw: (asked: OfUnit) => ChartSheet | null,
  extra: readonly ChartParameter[] = [],
): ChartKind => ({
  parameters: ['unit', 'measure', ...extra, ...RELEASE_PARAMETERS],
  async read({ unit: name = '', ...given }) {
    const context = { db: getDb(), published: getPublished() };
    const { unit, release, measure } = await requireSubject(context, name, HEADLINE_MEASURE, given);
    const course = await courseOf(release);
    return { release, sheet: draw({ unit, release, course, measure, picked: pickedBy(given) }) };
  },
});

function rankOf({ unit, release, course, measure }: OfUnit): ChartSheet | null {
  const by = faceOf(release, measure);
  const { illustrative: isIllustrative } = release;
  return by && rankCourseSheet(rankCourse(course, unit.id, measure), unit, { by, isIllustrative });
}

const platforms: ChartKind = {
  parameters: RELEASE_PARAMETERS,
  async read(given) {
    const release = await releaseOf(given, given.series ?? GATHERED_SERIES);
    const openings = openingsOf(await readNationalFacts(getDb()));
    return { release, sheet: platformCountsSheet(await courseOf(release), openings) };
  },
};

/** Who has one procedure at which level. */
const procedure: ChartKind = {
  parameters: ['procedure', ...RELEASE_PARAMETERS],
  async read({ procedure: code = '', ...given }) {
    const release = await releaseOf(given, given.series ?? GATHERED_SERIES);
    const found = await readProcedure(getDb(), await courseOf(release), code);
    return { release, sheet: found && procedureSheet(found) };
  },
};

/** Across the break two series stand side by side, each as it is now. */
const bridge: ChartKind = {
  parameters: ['unit'],
  async read({ unit: name = NATION }) {
    const [db, published] = [getDb(), getPublished()];
    const unit = name === NATION ? await readUnit(db, NATION) : await unitOf(name);
    const course = await published.history(GATHERED_SERIES);
    const found = unit && (await readBridge(db, published, course, unit));
    return { release: null, sheet: found && bridgeSheet(found, unitNameOf(unit)) };
  },
};

const unitOf = async (name: string): Promise<CatalogueUnit> =>
  (await requireSubject({ db: getDb(), published: getPublished() }, name, HEADLINE_MEASURE, {}))
    .unit;

/** What others published of the nation hangs on no release of ours. */
const fact: ChartKind = {
  parameters: ['measure'],
  async read({ measure = '' }) {
    requireOneOf('measure', measure, CHARTED_FACTS);
    const facts = await readNationalFacts(getDb());
    const own = facts.filter((each) => each.measure === measure);
    return { release: null, sheet: factSheet(measure, own) };
  },
};

export const CHART_KINDS: Readonly<Record<string, ChartKind>> = {
  spread: ofMeasure(({ release, measure }) => spreadSheet(release, measure)),
  nation: ofMeasure(({ course, measure }) => nationCourseSheet(course, measure)),
  history: ofGroup(({ course, measure, group }) => historySheet(course, measure, group)),
  multiples: ofGroup(
    ({ course, measure, group, picked }) => multiplesSheet(course, measure, group, picked),
    ['units'],
  ),
  map,
  rank: ofUnit(rankOf),
  ranks: ofUnit(
    ({ course, measure, unit, picked }) => ranksSheet(course, measure, unit, picked),
    ['units'],
  ),
  platforms,
  procedure,
  bridge,
  fact,
};
