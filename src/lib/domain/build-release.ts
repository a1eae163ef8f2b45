// The engine's front door: rules and observations in, the whole content of a release out. The same
// input gives the same output on the server, in the browser and in tests. Pure; anyone may import it.
import { openBook } from './figures.ts';
import { nodeDirection } from './group-scores.ts';
import { indexRows } from './index-rows.ts';
import { indicatorRows } from './indicator-rows.ts';
import { nodeMeasure, type Direction, type Indicator, type IndexVersion } from './indicator.ts';
import type { Observation } from './observation.ts';
import { compareTexts } from './order.ts';
import type { Period } from './period.ts';
import { rankScores } from './rank.ts';
import type { ReleaseContent, Rules, ScoreRow, Summary } from './release.ts';
import { versionOn } from './score.ts';
import type { Scoring } from './scoring.ts';
import { summariseMeasure, summariseNation } from './summarise.ts';
import { tellChanges } from './tell-changes.ts';

export interface BuildInput {
  rules: Rules;
  period: Period;
  /** Every current version up to the period, of all origins, the nation's own among them. */
  observations: readonly Observation[];
  /** What was current for the period before when this one is built; null where nothing was. */
  previous: ReleaseContent | null;
  /** ISO day on which the period was first released; days left to a target are counted from it. */
  releasedOn: string;
}

/**
 * Builds a release: a row for every member on every indicator that has an observation in the period
 * or before, and on every node of the index versions valid on the period's last day; summaries over
 * groups and nation; ranks inside each group; changes against the previous release. Members without
 * a figure have a row with the reason and no rank. Illustrative as soon as one input is.
 */
export function buildRelease(input: BuildInput): ReleaseContent {
  const { rules, period, observations, previous, releasedOn } = input;
  const book = openBook(observations, period);
  const scoring: Scoring = { rules, period, book, previous, releasedOn };
  const measured = rules.indicators.map((indicator) => measureIndicator(scoring, indicator));
  const figures = measured.flatMap((part) => part.rows);
  const composed = validIndices(rules, period).map((index) =>
    measureIndex(scoring, index, figures),
  );
  const parts = [...measured, ...composed];
  return {
    rules,
    period: period.code,
    rows: parts.flatMap((part) => part.rows).toSorted(byMeasureGroupUnit),
    summaries: parts.flatMap((part) => part.summaries).toSorted(byMeasureGroupUnit),
    illustrative:
      observations.some((entry) => entry.illustrative) || (previous?.illustrative ?? false),
  };
}

interface Measured {
  rows: ScoreRow[];
  summaries: Summary[];
}

function measureIndicator(scoring: Scoring, indicator: Indicator): Measured {
  const units = scoring.book.unitsWith(indicator.id);
  const national = summariseNation(scoring, indicator);
  if (!scoring.rules.units.some((member) => units.has(member.id))) {
    return { rows: [], summaries: national ? [national] : [] };
  }
  const unranked = indicatorRows(scoring, indicator);
  const rows = tellChanges(scoring, rankWithinGroups(unranked, indicator.direction), null);
  const summaries = summariseMeasure(scoring, indicator.code, rows, indicator);
  return {
    rows,
    // What a source says of the nation itself stands before what its units add up to.
    summaries: national
      ? [...summaries.filter((entry) => entry.groupId !== null), national]
      : summaries,
  };
}

function measureIndex(
  scoring: Scoring,
  index: IndexVersion,
  figures: readonly ScoreRow[],
): Measured {
  const byMeasure = Map.groupBy(indexRows(scoring, index, figures), (row) => row.measure);
  const parts = index.nodes.map((node): Measured => {
    const measure = nodeMeasure(index.code, node.code);
    const direction = nodeDirection(scoring.rules, node);
    const ranked = rankWithinGroups(byMeasure.get(measure) ?? [], direction);
    const rows = tellChanges(scoring, ranked, index);
    return { rows, summaries: summariseMeasure(scoring, measure, rows, null) };
  });
  return {
    rows: parts.flatMap((part) => part.rows),
    summaries: parts.flatMap((part) => part.summaries),
  };
}

/** Each index once, in the version valid on the period's last day. */
function validIndices(rules: Rules, period: Period): IndexVersion[] {
  const codes = new Set(rules.indices.map((index) => index.code));
  return [...codes]
    .map((code) => versionOn(rules.indices, code, period.end))
    .filter((version) => version !== null);
}

function rankWithinGroups(rows: readonly ScoreRow[], direction: Direction): ScoreRow[] {
  return [...Map.groupBy(rows, (row) => row.groupId).values()].flatMap((group) => {
    const ranks = rankScores(
      group.map((row) => row.score),
      direction,
    );
    return group.map((row, place) => ({ ...row, rank: ranks[place] ?? null }));
  });
}

interface Keyed {
  measure: string;
  groupId: string | null;
  unitId?: string;
}

/** By code units, so that the order is the same wherever a release is built or read. */
function byMeasureGroupUnit(a: Keyed, b: Keyed): number {
  return (
    compareTexts(a.measure, b.measure) ||
    compareTexts(a.groupId ?? '', b.groupId ?? '') ||
    compareTexts(a.unitId ?? '', b.unitId ?? '')
  );
}
