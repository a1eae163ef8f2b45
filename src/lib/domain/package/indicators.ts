// Reads indicators.csv: what is measured. An indicator belongs to its package; its id is
// `SERIES/CODE`. Pure.
import { indicatorId, type Direction, type Indicator, type Measure } from '../indicator.ts';
import type { Frequency } from '../period.ts';
import { cellsOf, reportDuplicates } from './cells.ts';
import type { Report } from './fault.ts';
import type { Row } from './files.ts';

const MEASURES: readonly [Measure, ...Measure[]] = ['share', 'count', 'score', 'flag'];
const DIRECTIONS: readonly [Direction, ...Direction[]] = ['higher', 'lower', 'none'];
const FREQUENCIES: readonly [Frequency, ...Frequency[]] = ['month', 'quarter', 'year'];

/** Digits shown where the package does not say how many. */
const DEFAULT_DECIMALS = 2;

/** A package writes its prose once, in the language of its choice; readers of both get it. */
const inBoth = <K extends string>(key: K, text: string) =>
  ({ [`${key}Vi`]: text, [`${key}En`]: text }) as Record<`${K}Vi` | `${K}En`, string>;

function readIndicator(row: Row, series: string, report: Report): Indicator {
  const cells = cellsOf(row, report);
  const code = cells.filledCode('code');
  const nameVi = cells.filled('name_vi');
  return {
    id: indicatorId(`${series}/${code}`),
    code,
    nameVi,
    nameEn: cells.text('name_en') || nameVi,
    measure: cells.filledChoice('measure', MEASURES, 'unknown-measure'),
    direction: cells.filledChoice('direction', DIRECTIONS, 'unknown-direction'),
    unit: cells.text('unit'),
    decimals: cells.whole('decimals', 0) ?? DEFAULT_DECIMALS,
    frequency: cells.filledChoice('frequency', FREQUENCIES, 'unknown-frequency'),
    ...inBoth('numerator', cells.text('numerator')),
    ...inBoth('denominator', cells.text('denominator')),
    ...inBoth('source', cells.text('source')),
    ...inBoth('legalBasis', cells.text('legal_basis')),
  };
}

/** The indicators of a package by code, in the order of the file. */
export function readIndicators(
  rows: readonly Row[],
  series: string,
  report: Report,
): Map<string, Indicator> {
  reportDuplicates(rows, ['code'], report);
  return new Map(
    rows.map((row) => {
      const indicator = readIndicator(row, series, report);
      return [indicator.code, indicator];
    }),
  );
}

/** The rhythm at which a package is published: the finest of its indicators'. */
export function seriesFrequency(indicators: Iterable<Indicator>): Frequency {
  const used = new Set([...indicators].map((indicator) => indicator.frequency));
  return FREQUENCIES.find((frequency) => used.has(frequency)) ?? 'year';
}
