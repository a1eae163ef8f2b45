// The text that a release's hash is taken of. Whoever rebuilds a release from its export gets the
// same text, byte for byte. Pure; anyone may import it.
import { quoteCell } from './csv-cell.ts';
import type { ReleaseContent, ScoreRow, Summary } from './release.ts';

/**
 * The versions of the text, the one in force first. 1 held scores, ranks, states and reasons of units
 * alone; releases that were published with it are still known by it.
 */
export const HASH_VERSIONS = [2, 1] as const;
export type HashVersion = (typeof HASH_VERSIONS)[number];

const FIRST_COLUMNS = ['method', 'measure', 'group', 'unit', 'score', 'rank', 'state', 'reason'];
const COLUMNS: Record<HashVersion, readonly string[]> = {
  1: FIRST_COLUMNS,
  2: [
    ...FIRST_COLUMNS,
    ...['period', 'illustrative', 'value', 'numerator', 'denominator', 'status', 'qualifier'],
    ...['demand', 'missed', 'last_period', 'last_value', 'counted', 'expected', 'met', 'asked'],
  ],
};
const SIGNIFICANT_DIGITS = 9;

/** A number to 9 significant digits, as ECMAScript writes it: 0.30102994, 1500, 1e-9. Empty for null. */
export const hashNumber = (value: number | null): string =>
  value === null ? '' : String(Number(value.toPrecision(SIGNIFICANT_DIGITS)) + 0);

/** What a line says, by column; the rest of its cells are empty. */
type Line = Readonly<Record<string, string>>;

/** Where there is no figure, counts and marks are those of an absence, of which the reason tells. */
const figureCells = ({ value, numerator, denominator }: ScoreRow | Summary): Line =>
  value === null
    ? {}
    : {
        value: hashNumber(value),
        numerator: hashNumber(numerator),
        denominator: hashNumber(denominator),
      };

/** How long an indicator has been silent. A part of an index tells it from the release before. */
const silenceCells = ({ measure, periodsMissed, lastKnown }: ScoreRow): Line =>
  lastKnown === null || measure.includes(':')
    ? {}
    : {
        missed: String(periodsMissed),
        last_period: lastKnown.period,
        last_value: hashNumber(lastKnown.value),
      };

const rowLine = (row: ScoreRow, unit: string): Line => ({
  measure: row.measure,
  group: row.groupId,
  unit,
  score: hashNumber(row.score),
  rank: hashNumber(row.rank),
  state: row.targetState,
  reason: row.missing ?? '',
  demand: hashNumber(row.demand),
  ...figureCells(row),
  ...(row.value === null ? {} : { status: row.status ?? '', qualifier: row.qualifier ?? '' }),
  ...silenceCells(row),
});

const summaryLine = (summary: Summary): Line => ({
  measure: summary.measure,
  group: summary.groupId ?? '',
  state: summary.targetState,
  demand: hashNumber(summary.demand),
  ...figureCells(summary),
  counted: String(summary.counted),
  expected: String(summary.expected),
  met: String(summary.met),
  asked: String(summary.withTarget),
});

/**
 * The release as scores.csv: one line a row with method version, measure, group, the unit's official
 * code, score, rank, target state, the reason where there is no score, figure and demand; one line a
 * group's summary, without a unit, and one a national one, without a group; LF; lines after the header
 * sorted by code units. No times, no changes, nothing that is told from other releases.
 */
export function scoresCsv(
  content: ReleaseContent,
  version: HashVersion = HASH_VERSIONS[0],
): string {
  const { rules, period, illustrative, rows, summaries } = content;
  const codes = new Map(rules.units.map((member) => [member.id, member.code]));
  const common = { method: rules.methodVersion, period, illustrative: String(illustrative) };
  const lines: Line[] = [
    ...rows.map((row) => rowLine(row, codes.get(row.unitId) ?? row.unitId)),
    ...(version === 1 ? [] : summaries.map(summaryLine)),
  ];
  const columns = COLUMNS[version];
  const written = lines.map((line) => {
    const cells: Line = { ...common, ...line };
    return columns.map((column) => quoteCell(cells[column] ?? '')).join(',');
  });
  return `${[columns.join(','), ...written.toSorted()].join('\n')}\n`;
}
