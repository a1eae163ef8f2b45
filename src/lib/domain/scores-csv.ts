// The text that a release's hash is taken of. Whoever rebuilds a release from its export gets the
// same text, byte for byte. Pure; anyone may import it.
import type { ReleaseContent, ScoreRow } from './release.ts';

const COLUMNS = 'method,measure,group,unit,score,rank,state,reason';
const SIGNIFICANT_DIGITS = 9;

/** A number to 9 significant digits, as ECMAScript writes it: 0.30102994, 1500, 1e-9. Empty for null. */
export const hashNumber = (value: number | null): string =>
  value === null ? '' : String(Number(value.toPrecision(SIGNIFICANT_DIGITS)) + 0);

/** Quoted as RFC 4180 asks, where the text needs it. */
const quote = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/**
 * The release as scores.csv: one line a row with method version, measure, group, the unit's official
 * code, score, rank, target state and the reason where there is no score; LF; lines after the header
 * sorted by code units. No times, no changes, nothing that is told from other releases.
 */
export function scoresCsv(content: ReleaseContent): string {
  const codes = new Map(content.rules.units.map((member) => [member.id, member.code]));
  const line = (row: ScoreRow): string =>
    [
      content.rules.methodVersion,
      row.measure,
      row.groupId,
      codes.get(row.unitId) ?? row.unitId,
      hashNumber(row.score),
      hashNumber(row.rank),
      row.targetState,
      row.missing ?? '',
    ]
      .map(quote)
      .join(',');
  return `${[COLUMNS, ...content.rows.map(line).toSorted()].join('\n')}\n`;
}
