// What is measured, and the trees of weights that make an index of it. Pure types; anyone may
// import them. Column names and meanings: the index package (README, "Index packages").

/** Identity of an indicator: its code (`share_l4`) in the gathered series, `papi/d1` in a package's. */
export type IndicatorId = string & { readonly __brand: 'IndicatorId' };

/** Marks a text as an indicator's id. */
export const indicatorId = (text: string): IndicatorId => text as IndicatorId;

export type Measure = 'share' | 'count' | 'score' | 'flag';
export type Direction = 'higher' | 'lower' | 'none';

/** How a figure came to us. Where several origins give one figure, the first listed is scored. */
export const ORIGINS = ['counted', 'push', 'report', 'package'] as const;
export type Origin = (typeof ORIGINS)[number];

export interface Indicator {
  id: IndicatorId;
  /** Unique within its series; what addresses and exports use. */
  code: string;
  nameVi: string;
  nameEn: string;
  measure: Measure;
  direction: Direction;
  unit: string;
  /** Digits after the decimal mark when shown. */
  decimals: number;
  frequency: 'month' | 'quarter' | 'year';
  /** Prose: what is counted above and below the line. Empty where no text says it. */
  numeratorVi: string;
  numeratorEn: string;
  denominatorVi: string;
  denominatorEn: string;
  sourceVi: string;
  sourceEn: string;
  legalBasisVi: string;
  legalBasisEn: string;
}

export type Normalise = 'none' | 'goalposts' | 'minmax' | 'zscore' | 'target';
export type Aggregate = 'sum' | 'mean' | 'geometric';
export type MissingPolicy = 'exclude_unit' | 'renormalise' | 'zero';

/** One node of an index tree. A leaf names an indicator and how it is normalised; others aggregate. */
export interface IndexNode {
  code: string;
  parent: string | null;
  /** Null for the root only. Weights need not sum to 1. */
  weight: number | null;
  weightMin: number | null;
  weightMax: number | null;
  indicatorId: IndicatorId | null;
  normalise: Normalise | null;
  min: number | null;
  max: number | null;
  aggregate: Aggregate | null;
  missing: MissingPolicy | null;
  nameVi: string;
  nameEn: string;
}

/** One version of an index: a tree valid for the periods that end within its span. */
export interface IndexVersion {
  code: string;
  version: string;
  validFrom: string | null;
  validTo: string | null;
  /** Root first; every parent stands before its children. */
  nodes: IndexNode[];
}

/** Address of a ranked thing: an indicator's code, or `INDEX:NODE`. */
export type MeasureCode = string;

/** The measure of an index node, e.g. `papi:papi`. */
export const nodeMeasure = (index: string, node: string): MeasureCode => `${index}:${node}`;
