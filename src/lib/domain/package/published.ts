// Reads published.csv: scores and ranks that the owner of an index made public. Pure.
import { nodeMeasure, type IndexVersion, type MeasureCode } from '../indicator.ts';
import type { Period } from '../period.ts';
import { isWithin, type UnitId } from '../unit.ts';
import { cellsOf, reportDuplicates, type Cells } from './cells.ts';
import type { Report } from './fault.ts';
import type { Row } from './files.ts';
import { readPeriod, readUnitOn } from './references.ts';
import type { UnitBook } from './unit-book.ts';

/** What was published of one unit; null where nothing was, and nothing is compared. */
export interface PublishedScore {
  line: number;
  unitCode: string;
  unitId: UnitId;
  measure: MeasureCode;
  period: Period;
  score: number | null;
  rank: number | null;
}

/** The measure that a row names, or null where index, version or node is not there (reported). */
function readMeasure(
  cells: Cells,
  period: Period,
  indices: readonly IndexVersion[],
): MeasureCode | null {
  const index = cells.filled('index');
  const node = cells.filled('node');
  const versions = indices.filter((one) => one.code === index);
  if (versions.length === 0) {
    cells.report('index', 'unknown-index', { value: index });
    return null;
  }
  const version = versions.find((one) => isWithin(period.end, one));
  if (!version) {
    cells.report('period', 'index-not-valid-then', { value: index, other: period.end });
    return null;
  }
  if (version.nodes.some((one) => one.code === node)) return nodeMeasure(index, node);
  cells.report('node', 'unknown-node', { value: node, other: period.code });
  return null;
}

function readScore(
  row: Row,
  indices: readonly IndexVersion[],
  book: UnitBook,
  report: Report,
): PublishedScore | null {
  const cells = cellsOf(row, report);
  const period = readPeriod(cells);
  const score = cells.number('score');
  const rank = cells.whole('rank', 1);
  if (!period) return null;
  const measure = readMeasure(cells, period, indices);
  const unit = readUnitOn(cells, book, period.end);
  if (!measure || !unit) return null;
  const unitCode = cells.text('unit');
  return { line: row.line, unitCode, unitId: unit.unitId, measure, period, score, rank };
}

/** The rows of published.csv. */
export function readPublished(
  rows: readonly Row[],
  indices: readonly IndexVersion[],
  book: UnitBook,
  report: Report,
): PublishedScore[] {
  reportDuplicates(rows, ['index', 'node', 'unit', 'period'], report);
  return rows.flatMap((row) => readScore(row, indices, book, report) ?? []);
}
