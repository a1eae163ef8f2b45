// One release as far as the worlds between two releases look at it, and what the later of two would
// say had the earlier never been corrected. Pure; worlds.ts imports it.
import { rankedSetOf } from '../compare-ranked.ts';
import type { Figure } from '../figures.ts';
import type { Indicator } from '../indicator.ts';
import { figuresIn, type FigureTable, type Method } from '../method.ts';
import { comparable } from '../rank.ts';
import type { ReleaseContent } from '../release.ts';
import type { UnitId } from '../unit.ts';

/** One release, as far as the worlds look at it. */
export interface Side {
  /** Of every unit in the group, also of those without a figure. */
  figures: FigureTable;
  ranked: ReadonlySet<UnitId>;
  /** Codes of the indicators that its own method asks for, or that anybody in the group has. */
  measured: ReadonlySet<string>;
}

/** What a release holds of a group, of the indicators that either method of the two asks for. */
export function sideOf(
  release: ReleaseContent,
  own: Method,
  indicators: readonly Indicator[],
): Side {
  const figures = figuresIn(release, { ...own, indicators });
  const held = [...figures.values()].flatMap((each) => [...each.keys()]);
  return {
    figures,
    ranked: new Set(rankedSetOf(release, own.measure, own.groupId)),
    measured: new Set([...own.indicators.map(({ code }) => code), ...held]),
  };
}

/**
 * The later release as if the earlier period had never been corrected: what was corrected and has not
 * moved since stays as it first was, what was never corrected is as it is now, and what did both moved
 * from where it first was.
 */
export function uncorrectedOf(from: Side, known: Side, to: Side): Side {
  if (from === known) return to;
  const figures = new Map<UnitId, Map<string, Figure>>();
  for (const unit of new Set([from, known, to].flatMap((side) => [...side.figures.keys()]))) {
    const [a, b, c] = [from, known, to].map((side) => side.figures.get(unit));
    if (!unlessMoved(Boolean(a), Boolean(b), Boolean(c))) continue;
    const own = new Map<string, Figure>();
    for (const code of new Set([a, b, c].flatMap((each) => [...(each?.keys() ?? [])]))) {
      const figure = uncorrectedFigure(a?.get(code), b?.get(code), c?.get(code));
      if (figure) own.set(code, figure);
    }
    figures.set(unit, own);
  }
  const ranked = [...new Set([...from.ranked, ...known.ranked, ...to.ranked])].filter((unit) =>
    unlessMoved(from.ranked.has(unit), known.ranked.has(unit), to.ranked.has(unit)),
  );
  return { figures, ranked: new Set(ranked), measured: to.measured };
}

/** The last of three, or the first where the last says what the one between says. */
const unlessMoved = <T>(first: T, between: T, last: T): T =>
  first !== between && between === last ? first : last;

function uncorrectedFigure(
  first: Figure | undefined,
  between: Figure | undefined,
  last: Figure | undefined,
): Figure | undefined {
  if (!first || !between || !last) {
    return unlessMoved(Boolean(first), Boolean(between), Boolean(last))
      ? (last ?? first)
      : undefined;
  }
  const moved = (pick: (figure: Figure) => number | null): number | null => {
    const [a, b, c] = [pick(first), pick(between), pick(last)];
    if (a === null || b === null || c === null || a === b) return c;
    return b === c ? a : comparable(a + c - b);
  };
  const numerator = moved((figure) => figure.numerator);
  const denominator = moved((figure) => figure.denominator);
  const value = moved((figure) => figure.value) ?? last.value;
  // Counts that cannot be are no counts.
  if (numerator === null || denominator === null || numerator < 0 || denominator <= 0) {
    return { value, numerator: null, denominator: null };
  }
  const same = [first, last].find(
    (figure) => figure.numerator === numerator && figure.denominator === denominator,
  );
  return same ?? { value: numerator / denominator, numerator, denominator };
}
