// Two releases of one period side by side on one measure: what each unit's rank and figure were, what
// they are, by how much they differ, and why. Pure; pages and API show it.
import { methodOf } from '../method.ts';
import type { MissingReason } from '../missing.ts';
import type { RevisionReason } from '../observation.ts';
import { compareTexts } from '../order.ts';
import { releaseDifferences, type FigureDifference } from '../release-differences.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import type { MemberUnit } from '../unit.ts';

/** A unit in one of the two. */
export interface EditionFigure {
  rank: number | null;
  /** The figure itself, or the score of a node of an index; a share is a fraction. */
  score: number | null;
  numerator: number | null;
  denominator: number | null;
  missing: MissingReason | null;
}

export interface EditionLine {
  unit: MemberUnit;
  /** Null where that release does not hold the unit. */
  before: EditionFigure | null;
  after: EditionFigure | null;
  /** After less before; null where one of the two is missing. */
  scoreChange: number | null;
  /** Places won, above 0, or lost; null where one of the two has no rank. */
  placesWon: number | null;
  /** Whether the unit's own figures differ, or only its place among others does. */
  isOwn: boolean;
  /** Why its own figures differ, each reason once; none where nobody kept one. */
  reasons: RevisionReason[];
}

export interface EditionComparison {
  /** Lines that differ in anything, those with figures of their own first, then by rank. */
  lines: EditionLine[];
  /** Units of the group that are the same in both. */
  unchanged: number;
}

const figureOn = (row: ScoreRow | null): EditionFigure | null =>
  row && {
    rank: row.rank,
    score: row.score,
    numerator: row.numerator,
    denominator: row.denominator,
    missing: row.missing,
  };

const saying = (figure: EditionFigure | null): string => JSON.stringify(figure);

const minus = (a: number | null | undefined, b: number | null | undefined): number | null =>
  a == null || b == null ? null : a - b;

/** The differences that reach a measure: its own, or those of the leaves below a node of an index. */
function differencesOn(
  before: ReleaseContent,
  after: ReleaseContent,
  { measure, groupId }: { measure: string; groupId: string },
): FigureDifference[] {
  const methods = [before, after].flatMap((release) => methodOf(release, measure, groupId) ?? []);
  const reached = new Set([
    measure,
    ...methods.flatMap(({ indicators }) => indicators.map(({ code }) => code)),
  ]);
  return releaseDifferences(before, after).figures.filter(
    (each) => each.groupId === groupId && reached.has(each.measure),
  );
}

/**
 * Compares two releases of one series and period on one measure and group.
 *
 * @throws RangeError where the two are about different things
 */
export function compareEditions(
  before: ReleaseContent,
  after: ReleaseContent,
  question: { measure: string; groupId: string },
): EditionComparison {
  const { measure, groupId } = question;
  const own = Map.groupBy(differencesOn(before, after, question), ({ unitId }) => unitId);
  const members = new Map(
    [...before.rules.units, ...after.rules.units]
      .filter((unit) => unit.groupId === groupId)
      .map((unit) => [unit.id, unit]),
  );
  const lines = [...members.values()].map((unit): EditionLine => {
    const [then, now] = [before, after].map((release) =>
      figureOn(rowOf(release, unit.id, measure)),
    );
    const differences = own.get(unit.id) ?? [];
    return {
      unit,
      before: then ?? null,
      after: now ?? null,
      scoreChange: minus(now?.score, then?.score),
      placesWon: minus(then?.rank, now?.rank),
      isOwn: differences.length > 0,
      reasons: [...new Set(differences.flatMap(({ reason }) => reason ?? []))].toSorted(),
    };
  });
  const differing = lines.filter(
    (line) => line.isOwn || saying(line.before) !== saying(line.after),
  );
  return { lines: differing.toSorted(inOrder), unchanged: lines.length - differing.length };
}

/** After everybody who has a rank; a number, so that two of them can be subtracted. */
const UNRANKED = Number.MAX_SAFE_INTEGER;

const inOrder = (a: EditionLine, b: EditionLine): number =>
  Number(b.isOwn) - Number(a.isOwn) ||
  (a.after?.rank ?? UNRANKED) - (b.after?.rank ?? UNRANKED) ||
  compareTexts(a.unit.code, b.unit.code);
