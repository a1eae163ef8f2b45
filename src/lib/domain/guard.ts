// The guard before publishing: what in a new release is so unlike the last one of its series that a
// person should look before readers do. It says what it found and decides nothing. Pure; publishing
// and the pages of staff import it.
import type { Indicator, MeasureCode } from './indicator.ts';
import { compareTexts } from './order.ts';
import { periodsBetween } from './period.ts';
import { rankScores } from './rank.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import type { UnitId } from './unit.ts';

export const GUARD_RULES = ['coverage', 'totals', 'ranks'] as const;
export type GuardRule = (typeof GUARD_RULES)[number];

export interface GuardLimit {
  value: number;
  /** What it says, and what it was taken from. */
  reasonVi: string;
  reasonEn: string;
}

/**
 * How far a release may be from the last one. Each limit lies outside of everything that ordinary
 * releases did, in twelve quarters of illustrative figures of 85 units (2019–2021; the one exception is
 * named) and in fourteen yearly rankings of 63 provinces (PAPI, https://papi.org.vn, 2011–2024), and
 * inside of what gatherings that were broken on purpose did: half of the portals silent, denominators
 * halved, columns swapped, figures beside the wrong unit.
 */
export const GUARD_LIMITS = {
  /** Units that a group must have a figure of in both releases, to be judged at all. */
  leastUnits: {
    value: 10,
    reasonVi:
      'Nhóm dưới 10 đơn vị không xét: một đơn vị đã làm đổi hơn một phần mười của tổng và của thứ hạng.',
    reasonEn:
      'Groups of fewer than 10 units are not judged: one unit alone moves a tenth of their totals and ranks.',
  },
  /** Part of the units with a figure in the last release that must have one again. */
  coverageKept: {
    value: 0.75,
    reasonVi:
      'Mọi kỳ thông thường, ít nhất 92 % số đơn vị có số liệu kỳ trước lại có số liệu; khi một nửa số cổng im lặng thì chỉ còn 50 %.',
    reasonEn:
      'In every ordinary period at least 92% of the units that had a figure have one again; with half of the portals silent, 50% have.',
  },
  /** A sum over the same units may come to so many times what it was. */
  totalRisen: {
    value: 1.5,
    reasonVi:
      'Tổng của cùng các đơn vị tăng cao nhất 1,45 lần sau một quý thông thường; riêng quý IV/2020 tăng 1,9 lần. Đổi nhầm hai cột thì tổng tăng từ 2 đến 17 lần.',
    reasonEn:
      'Sums over the same units grew to 1.45 times at most within an ordinary quarter, in Q4 2020 alone to 1.9 times. Columns swapped by mistake make them 2 to 17 times as large.',
  },
  totalFallen: {
    value: 2 / 3,
    reasonVi:
      'Tổng của cùng các đơn vị giảm nhiều nhất còn 72 % sau một quý thông thường; khi mẫu số bị mất một nửa thì còn 50 %.',
    reasonEn:
      'Sums over the same units fell to 72% at least within an ordinary quarter; with denominators halved they fall to 50%.',
  },
  /** A place moved far where it moved by more than this part of the units ranked. */
  farMove: {
    value: 1 / 3,
    reasonVi: 'Một thứ hạng đổi nhiều khi đổi quá một phần ba số đơn vị được xếp hạng.',
    reasonEn: 'A place moved far where it moved by more than a third of the units ranked.',
  },
  /** Part of a group's places, over all its ranked indicators, that may move far. */
  placesMoved: {
    value: 1 / 3,
    reasonVi:
      'Cao nhất 16 % số thứ hạng của một quý và 32 % của một năm PAPI đổi nhiều; khi số liệu ghi lệch sang đơn vị khác thì ít nhất 35 %, và sắp xếp ngẫu nhiên thì 44 %.',
    reasonEn:
      'At most 16% of the places of a quarter and 32% of those of a PAPI year moved far; with figures beside the wrong unit at least 35% do, and in an order made by chance 44%.',
  },
} as const satisfies Record<string, GuardLimit>;

/** What one rule found. */
export interface GuardFinding {
  rule: GuardRule;
  /** The indicator; null for `ranks`, which looks at all of a group's together. */
  measure: MeasureCode | null;
  /** Null for the nation. */
  groupId: string | null;
  /** Which sum, for `totals`. */
  part: 'numerator' | 'denominator' | null;
  /**
   * `coverage`: units with a figure then and now, of those that had one. `totals`: the sum over the
   * units that have a figure in both. `ranks`: all places compared, and those of them that moved far.
   */
  before: number;
  after: number;
  /** The part of `before` that `after` should have reached, or not passed. */
  limit: number;
  /** Whom to look at: units without a figure, or those that changed the sum or the places most. */
  units: UnitId[];
}

/** Units named under a finding; those that matter most stand first. */
const MOST_UNITS = 12;

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

/** What in `draft` is implausible beside `last`, by the rules, each rule's findings by measure and group. */
export function guardRelease(last: ReleaseContent, draft: ReleaseContent): GuardFinding[] {
  // Over years that nobody published, sums and places may have gone anywhere.
  const isNext = Math.abs(periodsBetween(last.period, draft.period)) <= 1;
  const scopes = scopesOf(draft);
  const measured = draft.rules.indicators.map((indicator) => ({
    indicator,
    pairs: pairsOf(last, draft, indicator.code),
  }));
  const findings = measured.flatMap(({ indicator, pairs }) =>
    scopes.flatMap((scope) => {
      const own = pairs.filter(({ now }) => scope.has(now));
      return [
        ...coverageFindings(indicator, scope, own),
        ...(isNext ? totalFindings(indicator, scope, own) : []),
      ];
    }),
  );
  const groups = isNext ? scopes.filter(({ groupId }) => groupId !== null) : [];
  const moved = groups.flatMap((scope) => rankFindings(measured, scope));
  return [...findings, ...moved].toSorted(byRule);
}

const byRule = (a: GuardFinding, b: GuardFinding): number =>
  GUARD_RULES.indexOf(a.rule) - GUARD_RULES.indexOf(b.rule) ||
  compareTexts(a.measure ?? '', b.measure ?? '') ||
  compareTexts(a.groupId ?? '', b.groupId ?? '');

function coverageFindings(indicator: Indicator, scope: Scope, pairs: readonly Pair[]) {
  const had = pairs.filter(({ then }) => then.value !== null);
  const lost = had.filter(({ now }) => now.value === null);
  const limit = GUARD_LIMITS.coverageKept.value;
  const kept = had.length - lost.length;
  if (had.length < GUARD_LIMITS.leastUnits.value || kept >= limit * had.length) return [];
  const finding: GuardFinding = {
    rule: 'coverage',
    measure: indicator.code,
    groupId: scope.groupId,
    part: null,
    before: had.length,
    after: kept,
    limit,
    units: lost.map(({ now }) => now.unitId),
  };
  return [finding];
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
