// The guard before publishing: what in a new release is so unlike the last one of its series, or in the
// first of a series so implausible by itself, that a person should look before readers do. It says what
// it found and decides nothing. Pure; publishing and the pages of staff import it.
import { GUARD_LIMITS } from './guard-limits.ts';
import type { Indicator, MeasureCode } from './indicator.ts';
import type { Transfer } from './lineage.ts';
import type { MissingReason } from './missing.ts';
import { compareTexts } from './order.ts';
import { periodOf, periodsBetween } from './period.ts';
import { rankScores } from './rank.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import type { UnitId } from './unit.ts';

export const GUARD_RULES = ['after-hold', 'above-whole', 'coverage', 'totals', 'ranks'] as const;
export type GuardRule = (typeof GUARD_RULES)[number];

/** What one rule found. */
export interface GuardFinding {
  rule: GuardRule;
  /** The indicator; null for `after-hold`, and for `ranks`, which looks at all of a group's together. */
  measure: MeasureCode | null;
  /** Null for the nation, and for `after-hold`. */
  groupId: string | null;
  /** Which sum, for `totals`. */
  part: 'numerator' | 'denominator' | null;
  /**
   * `after-hold`: 0, and the periods between the two that have figures and are not published.
   * `above-whole`: units with a figure, and those whose share is above 1. `coverage`: units with a
   * figure then and now, of those that had one; in the first release of a series units that a source
   * answers for, and those of them with a figure. `totals`: the sum over the units that have a figure in
   * both. `ranks`: all places compared, and those of them that moved far.
   */
  before: number;
  after: number;
  /** The part of `before` that `after` should have reached, or not passed. */
  limit: number;
  /** Whom to look at: units without a figure, with one above 1, or that changed sum or places most. */
  units: UnitId[];
}

/** What readers are told of a finding: never which units. Its indicator's name is null where it has none. */
export type ToldFinding = Omit<GuardFinding, 'units'> & {
  nameVi: string | null;
  nameEn: string | null;
};

type Measured = Pick<GuardFinding, 'rule' | 'before' | 'after'>;

/** Whether `after` counts those of `before` that break the rule. */
export const isBroken = ({ rule }: Pick<Measured, 'rule'>): boolean =>
  rule === 'ranks' || rule === 'above-whole';

/** Keeps a limit that is a whole number from being rounded away by how fractions are written. */
const GRAIN = 1e-9;

/** How many a finding's limit still lets through: the most where it was passed from below, else the least. */
export function limitOf(finding: Measured & Pick<GuardFinding, 'limit'>): {
  isMost: boolean;
  count: number;
} {
  const { before, after, limit } = finding;
  const isMost = isBroken(finding) || after > before;
  const count = isMost ? Math.floor(before * limit + GRAIN) : Math.ceil(before * limit - GRAIN);
  return { isMost, count };
}

/** How far a finding is from nothing: of parts that were broken how many, of sums how many times. */
const strayed = (finding: Measured): number => {
  const { before, after } = finding;
  return isBroken(finding) ? after / before : Math.abs(Math.log(after / before));
};

/** Of each rule the finding that is furthest from nothing, in the order of the rules. */
export const strikingOf = <T extends Measured>(findings: readonly T[]): T[] =>
  GUARD_RULES.flatMap((rule) =>
    findings
      .filter((finding) => finding.rule === rule)
      .toSorted((a, b) => strayed(b) - strayed(a))
      .slice(0, 1),
  );

/** Units named under a finding; those that matter most stand first. */
const MOST_UNITS = 12;

/** What the two releases do not say themselves. */
export interface GuardContext {
  /** What became of units: one that went over into another is not lost. */
  transfers?: readonly Transfer[];
  /**
   * Periods between the two that have figures and are not published: held, refused or passed over;
   * before the first release of a series, those held or refused.
   */
  unpublishedBetween?: number;
}

interface Pair {
  then: ScoreRow;
  now: ScoreRow;
}

/** Units over which a finding is made: a group, or all groups of the nation. */
interface Scope {
  groupId: string | null;
  has: (row: ScoreRow) => boolean;
}

function scopesOf({ rules }: ReleaseContent): Scope[] {
  const national = new Set(rules.groups.filter(({ inNational }) => inNational).map(({ id }) => id));
  const groups = rules.groups.map(({ id }) => ({
    groupId: id,
    has: (row: ScoreRow) => row.groupId === id,
  }));
  return [...groups, { groupId: null, has: ({ groupId }) => national.has(groupId) }];
}

const keyOf = ({ groupId, unitId }: ScoreRow): string => `${groupId}\n${unitId}`;

/** Rows of an indicator of units that stand in the same group of both releases. */
function pairsOf(last: ReleaseContent, draft: ReleaseContent, measure: MeasureCode): Pair[] {
  const before = new Map(
    last.rows.filter((row) => row.measure === measure).map((row) => [keyOf(row), row]),
  );
  return draft.rows
    .filter((row) => row.measure === measure)
    .flatMap((now) => {
      const then = before.get(keyOf(now));
      return then ? [{ then, now }] : [];
    });
}

/**
 * What in `draft` is implausible, by the rules, each rule's findings by measure and group: beside `last`,
 * or by itself where a series has no release yet.
 */
export function guardRelease(
  last: ReleaseContent | null,
  draft: ReleaseContent,
  context: GuardContext = {},
): GuardFinding[] {
  const { unpublishedBetween = 0 } = context;
  const findings = [
    ...(unpublishedBetween > 0 ? [afterHold(unpublishedBetween)] : []),
    ...aboveWholeFindings(draft),
    ...(last ? findingsBeside(last, draft, context) : silentFindings(draft)),
  ];
  return findings.toSorted(byRule);
}

function findingsBeside(
  last: ReleaseContent,
  draft: ReleaseContent,
  { transfers = [] }: GuardContext,
): GuardFinding[] {
  const lost = coverageFindings(last, draft, transfers);
  // Over years that nobody has figures of, sums and places may have gone anywhere.
  const isNext = Math.abs(periodsBetween(last.period, draft.period)) <= 1;
  if (!isNext) return lost;
  const scopes = scopesOf(draft);
  const measured = draft.rules.indicators.map((indicator) => ({
    indicator,
    pairs: pairsOf(last, draft, indicator.code),
  }));
  const totals = measured.flatMap(({ indicator, pairs }) =>
    scopes.flatMap((scope) => {
      const own = pairs.filter(({ now }) => scope.has(now));
      return totalFindings(indicator, scope, own);
    }),
  );
  const groups = scopes.filter(({ groupId }) => groupId !== null);
  const moved = groups.flatMap((scope) => rankFindings(measured, scope));
  return [...lost, ...totals, ...moved];
}

const byRule = (a: GuardFinding, b: GuardFinding): number =>
  GUARD_RULES.indexOf(a.rule) - GUARD_RULES.indexOf(b.rule) ||
  compareTexts(a.measure ?? '', b.measure ?? '') ||
  compareTexts(a.groupId ?? '', b.groupId ?? '');

/** What lies between was not judged, so that nothing says whether this may follow on it. */
const afterHold = (periods: number): GuardFinding => ({
  ...{ rule: 'after-hold', measure: null, groupId: null, part: null },
  ...{ before: 0, after: periods, limit: 0, units: [] },
});

/** Shares of more than everything there is: numerator and denominator do not count the same. */
function aboveWholeFindings(draft: ReleaseContent): GuardFinding[] {
  const shares = draft.rules.indicators.filter(({ measure }) => measure === 'share');
  return shares.flatMap(({ code }) => {
    const told = draft.rows.filter(({ measure, value }) => measure === code && value !== null);
    return [...Map.groupBy(told, ({ groupId }) => groupId)].flatMap(([groupId, own]) => {
      const above = own.filter(({ value }) => (value ?? 0) > 1);
      if (above.length === 0) return [];
      const finding: GuardFinding = {
        ...{ rule: 'above-whole', measure: code, groupId, part: null, limit: 0 },
        ...{ before: own.length, after: above.length },
        units: above.map(({ unitId }) => unitId),
      };
      return [finding];
    });
  });
}

/** Units that the draft has no place for, since they went over whole into another. */
function unitsGone(draft: ReleaseContent, transfers: readonly Transfer[]): Set<UnitId> {
  const { end } = periodOf(draft.period);
  const there = new Set(draft.rules.units.map(({ id }) => id));
  const over = transfers.filter(({ scope, onDay }) => scope === 'all' && onDay <= end);
  return new Set(over.map(({ fromUnitId }) => fromUnitId).filter((unit) => !there.has(unit)));
}

/**
 * By the last release's own indicators and groups: a unit that the draft leaves out is lost like a
 * silent one, and with an indicator all of its units; one that stands in another group now is not.
 */
function coverageFindings(
  last: ReleaseContent,
  draft: ReleaseContent,
  transfers: readonly Transfer[],
): GuardFinding[] {
  const gone = unitsGone(draft, transfers);
  const figureOf = ({ measure, unitId }: ScoreRow): string => `${measure}\n${unitId}`;
  const told = new Set(draft.rows.filter(({ value }) => value !== null).map(figureOf));
  const had = ({ value, unitId }: ScoreRow): boolean => value !== null && !gone.has(unitId);
  return fewFindings(last, had, (row) => told.has(figureOf(row)));
}

/** Why nothing is asked of a unit: nobody answers for it, or there is nothing to answer. */
const UNASKED: readonly (MissingReason | null)[] = ['not-connected', 'not-applicable'];

/** Without an earlier release: of the units that a source answers for, too few have a figure. */
const silentFindings = (draft: ReleaseContent): GuardFinding[] =>
  fewFindings(
    draft,
    ({ value, missing }) => value !== null || !UNASKED.includes(missing),
    ({ value }) => value !== null,
  );

/** Indicators and groups in which too few of the units expected by a release have a figure. */
function fewFindings(
  release: ReleaseContent,
  isExpected: (row: ScoreRow) => boolean,
  isThere: (row: ScoreRow) => boolean,
): GuardFinding[] {
  const limit = GUARD_LIMITS.coverageKept.value;
  return release.rules.indicators.flatMap(({ code }) => {
    const expected = release.rows.filter((row) => row.measure === code && isExpected(row));
    return scopesOf(release).flatMap(({ groupId, has }) => {
      const own = expected.filter(has);
      const lost = own.filter((row) => !isThere(row));
      const kept = own.length - lost.length;
      if (own.length < GUARD_LIMITS.leastUnits.value || kept >= limit * own.length) return [];
      const finding: GuardFinding = {
        ...{ rule: 'coverage', measure: code, groupId, part: null, limit },
        ...{ before: own.length, after: kept },
        units: lost.map(({ unitId }) => unitId),
      };
      return [finding];
    });
  });
}

type Count = (row: ScoreRow) => number;

interface Sum {
  part: 'numerator' | 'denominator';
  count: Count;
  /** Yes-or-no figures rise by leaps when everybody is connected at once; they never fall so. */
  mayRise: boolean;
}

/** The sums of an indicator that mean something; scores have none. */
function sumsOf({ measure }: Indicator): Sum[] {
  if (measure === 'score') return [];
  if (measure !== 'share') {
    return [{ part: 'numerator', count: ({ value }) => value ?? 0, mayRise: measure === 'flag' }];
  }
  return [
    { part: 'numerator', count: ({ numerator }) => numerator ?? 0, mayRise: false },
    { part: 'denominator', count: ({ denominator }) => denominator ?? 0, mayRise: false },
  ];
}

function totalFindings(indicator: Indicator, scope: Scope, pairs: readonly Pair[]): GuardFinding[] {
  const both = pairs.filter(({ then, now }) => then.value !== null && now.value !== null);
  if (both.length < GUARD_LIMITS.leastUnits.value) return [];
  return sumsOf(indicator).flatMap(({ part, count, mayRise }) => {
    const total = (pick: (pair: Pair) => ScoreRow): number =>
      both.reduce((sum, pair) => sum + count(pick(pair)), 0);
    const [before, after] = [total(({ then }) => then), total(({ now }) => now)];
    const { totalFallen, totalRisen } = GUARD_LIMITS;
    const hasFallen = after < before * totalFallen.value;
    const hasRisen = !mayRise && before > 0 && after > before * totalRisen.value;
    if (!hasFallen && !hasRisen) return [];
    const changeOf = ({ then, now }: Pair): number => Math.abs(count(now) - count(then));
    const finding: GuardFinding = {
      ...{ rule: 'totals', measure: indicator.code, groupId: scope.groupId, part, before, after },
      limit: hasFallen ? totalFallen.value : totalRisen.value,
      units: foremost(both, changeOf),
    };
    return [finding];
  });
}

/** The units that changed most, the most changed first. */
const foremost = (pairs: readonly Pair[], changeOf: (pair: Pair) => number): UnitId[] =>
  pairs
    .toSorted((a, b) => changeOf(b) - changeOf(a) || compareTexts(a.now.unitId, b.now.unitId))
    .slice(0, MOST_UNITS)
    .map(({ now }) => now.unitId);

/** Places among the units compared alone, so that who came and who went moves nobody. */
const placesBy = (pairs: readonly Pair[], side: keyof Pair): (number | null)[] =>
  rankScores(
    pairs.map((pair) => pair[side].rank),
    'lower',
  );

/** Places of a group over all its indicators; yes-or-no figures give large ties, which jump together. */
function rankFindings(
  measured: readonly { indicator: Indicator; pairs: readonly Pair[] }[],
  scope: Scope,
): GuardFinding[] {
  let places = 0;
  const farMoves = new Map<UnitId, number>();
  for (const { indicator, pairs } of measured) {
    const ranked = pairs.filter(
      ({ then, now }) => scope.has(now) && then.rank !== null && now.rank !== null,
    );
    if (indicator.measure === 'flag' || ranked.length < GUARD_LIMITS.leastUnits.value) continue;
    places += ranked.length;
    const far = ranked.length * GUARD_LIMITS.farMove.value;
    const [before, after] = [placesBy(ranked, 'then'), placesBy(ranked, 'now')];
    ranked.forEach(({ now: { unitId } }, at) => {
      if (Math.abs((before[at] ?? 0) - (after[at] ?? 0)) <= far) return;
      farMoves.set(unitId, (farMoves.get(unitId) ?? 0) + 1);
    });
  }
  const moved = [...farMoves.values()].reduce((sum, moves) => sum + moves, 0);
  const limit = GUARD_LIMITS.placesMoved.value;
  if (moved <= places * limit) return [];
  const units = [...farMoves]
    .toSorted(([a, m], [b, n]) => n - m || compareTexts(a, b))
    .slice(0, MOST_UNITS)
    .map(([unit]) => unit);
  const { groupId } = scope;
  return [
    {
      rule: 'ranks',
      measure: null,
      groupId,
      part: null,
      before: places,
      after: moved,
      limit,
      units,
    },
  ];
}
