// Reads targets.csv: promises with a number and a day. Rows that ask the same become one target with
// several legal bases. Pure.
import type { Indicator } from '../indicator.ts';
import { parsePeriod } from '../period.ts';
import {
  SCHEDULES,
  targetIdOf,
  type ScheduleKind,
  type Target,
  type TargetOperator,
} from '../target.ts';
import { cellsOf, reportDuplicates, type Cells } from './cells.ts';
import type { Report } from './fault.ts';
import type { Row } from './files.ts';
import { readUnitOn } from './references.ts';
import type { UnitBook } from './unit-book.ts';
import { splitCodes } from './units.ts';

const OPERATORS: readonly [TargetOperator, ...TargetOperator[]] = ['>=', '<=', '=', 'x'];

/** What rows of targets.csv may refer to. */
export interface TargetContext {
  indicators: ReadonlyMap<string, Indicator>;
  book: UnitBook;
  /** Groups of the package and of the catalogue. */
  groupIds: ReadonlySet<string>;
}

function readGroups(cells: Cells, known: ReadonlySet<string>): string[] {
  const groups = splitCodes(cells.text('group'));
  for (const group of groups.filter((one) => !known.has(one))) {
    cells.report('group', 'unknown-group', { value: group });
  }
  return groups;
}

/** The baseline's period code; null unless the operator multiplies. */
function readBaseline(cells: Cells, operator: TargetOperator): string | null {
  const baseline = cells.text('baseline');
  if (baseline !== '' && !parsePeriod(baseline)) {
    cells.report('baseline', 'baseline-not-a-period', { value: baseline });
  }
  if (baseline === '' && operator === 'x') cells.report('baseline', 'baseline-missing');
  return operator === 'x' ? baseline : null;
}

function readValue(
  cells: Cells,
  operator: TargetOperator,
  indicator: Indicator | undefined,
): number {
  cells.filled('value');
  const value = cells.number('value') ?? Number.NaN;
  if (indicator?.measure === 'share' && operator !== 'x' && (value < 0 || value > 1)) {
    cells.report('value', 'share-out-of-range', { value });
  }
  return value;
}

/** Whose schedule the row is a step of; null for a target. */
function readSchedule(cells: Cells, operator: TargetOperator): ScheduleKind | null {
  const text = cells.text('schedule');
  if (text === '') return null;
  const schedule = SCHEDULES.find((one) => one === text);
  if (!schedule) cells.report('schedule', 'unknown-schedule', { value: text });
  if (cells.text('unit') === '') cells.report('unit', 'schedule-without-unit');
  if (operator === 'x') cells.report('operator', 'schedule-of-multiples');
  return schedule ?? null;
}

function readTarget(row: Row, context: TargetContext, report: Report): Target | null {
  const cells = cellsOf(row, report);
  const code = cells.filled('indicator');
  const indicator = context.indicators.get(code);
  if (!indicator && code !== '') cells.report('indicator', 'unknown-indicator', { value: code });
  const operator = cells.filledChoice('operator', OPERATORS, 'unknown-operator');
  const value = readValue(cells, operator, indicator);
  const groups = readGroups(cells, context.groupIds);
  const due = cells.filledDay('due');
  const names = cells.text('unit') !== '';
  const unit = names && due !== '' ? readUnitOn(cells, context.book, due) : null;
  if (!names && groups.length === 0) cells.report('group', 'target-for-nobody');
  const asked = {
    unitId: unit?.unitId ?? null,
    groupIds: names ? [] : groups,
    operator,
    value,
    baseline: readBaseline(cells, operator),
    schedule: readSchedule(cells, operator),
    due,
  };
  const basis = {
    document: cells.filled('document'),
    documentDate: cells.filledDay('document_date'),
    article: cells.text('article'),
    verified: true,
    sourceVi: cells.text('document'),
    sourceEn: cells.text('document'),
  };
  const acceptedUntil = cells.day('accepted_until');
  if (!indicator) return null;
  const id = targetIdOf({ ...asked, indicatorId: indicator.id });
  return { id, indicatorId: indicator.id, ...asked, acceptedUntil, bases: [basis] };
}

/** The targets of a package, each once. */
export function readTargets(
  rows: readonly Row[],
  context: TargetContext,
  report: Report,
): Target[] {
  const key = [
    'indicator',
    'unit',
    'group',
    'operator',
    'value',
    'baseline',
    'due',
    'document',
    'article',
    'schedule',
  ] as const;
  reportDuplicates(rows, [...key], report);
  const targets = new Map<string, Target>();
  for (const row of rows) {
    const target = readTarget(row, context, report);
    if (!target) continue;
    const same = targets.get(target.id);
    if (same) same.bases.push(...target.bases);
    else targets.set(target.id, target);
  }
  return [...targets.values()];
}
