// Words for revisions of figures in the language being read: their reasons and kinds, and a figure as
// one release stated it. Components and pages import it.
import type { RevisionReason } from '#lib/domain/observation.ts';
import type { DifferenceKind, StatedFigure } from '#lib/domain/release-differences.ts';
import { formatNumber } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { locale } from './address.ts';
import { figureText, reasonWord, type FigureKind } from './words.ts';

const REASONS: Record<RevisionReason, () => string> = {
  R1: m.corrections_reason_r1,
  R2: m.corrections_reason_r2,
  R3: m.corrections_reason_r3,
  C: m.corrections_reason_c,
};

const KINDS: Record<DifferenceKind, () => string> = {
  late: m.corrections_kind_late,
  revised: m.corrections_kind_revised,
  'taken-back': m.corrections_kind_taken_back,
  absence: m.corrections_kind_absence,
};

/** "nguồn điều chỉnh số đã báo"; without a reason, what can be said instead. */
export function revisionWord(reason: RevisionReason | null, otherSource = false): string {
  if (reason) return REASONS[reason]();
  return otherSource ? m.corrections_reason_other_source() : m.corrections_reason_none();
}

/** "đã điều chỉnh", "về muộn", … */
export const differenceWord = (kind: DifferenceKind): string => KINDS[kind]();

/** A node of an index has no kind of its own: its scores are read to thousandths. */
const SCORE: FigureKind = { measure: 'score', decimals: 3 };

/** A figure as a release stated it: "11,1%", or why it had none. */
export function statedText(figure: StatedFigure | null, kind: FigureKind | null): string {
  if (figure?.score == null) return reasonWord(figure?.missing ?? 'not-reported');
  return (figure.qualifier ?? '') + figureText(figure.score, kind ?? SCORE);
}

/** "110/2.045" where the figure was counted; nothing elsewhere. */
export function countsText(
  figure: Pick<StatedFigure, 'numerator' | 'denominator'> | null,
): string | null {
  if (figure?.numerator == null || figure.denominator === null) return null;
  return `${formatNumber(figure.numerator, locale())}/${formatNumber(figure.denominator, locale())}`;
}
