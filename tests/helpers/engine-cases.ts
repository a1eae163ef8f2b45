// Small worlds for the engine's tests: name what the case is about, the rest is filled in.
import { indicatorId, type Indicator, type IndexNode } from '#lib/domain/indicator.ts';
import type { MissingReason } from '#lib/domain/missing.ts';
import type { Observation } from '#lib/domain/observation.ts';
import type { Rules } from '#lib/domain/release.ts';
import type { Target } from '#lib/domain/target.ts';
import { unitId, type Group, type MemberUnit } from '#lib/domain/unit.ts';

export const anIndicator = (code: string, given: Partial<Indicator> = {}): Indicator => ({
  id: indicatorId(code),
  code,
  nameVi: code,
  nameEn: code,
  measure: 'share',
  direction: 'higher',
  unit: 'percent',
  decimals: 1,
  frequency: 'quarter',
  numeratorVi: '',
  numeratorEn: '',
  denominatorVi: '',
  denominatorEn: '',
  sourceVi: '',
  sourceEn: '',
  legalBasisVi: '',
  legalBasisEn: '',
  ...given,
});

export const aMember = (
  code: string,
  groupId: string,
  given: Partial<MemberUnit> = {},
): MemberUnit => ({
  id: unitId(`p-${code}`),
  code,
  groupId,
  nameVi: code,
  nameEn: code,
  shortVi: code,
  kind: 'province',
  regionId: null,
  population: null,
  providesServices: true,
  ...given,
});

export const aGroup = (id: string, inNational = true): Group => ({
  id,
  nameVi: id,
  nameEn: id,
  sort: 1,
  inNational,
});

export const aTarget = (given: Partial<Target> = {}): Target => ({
  id: 'target',
  indicatorId: indicatorId('share_l4'),
  unitId: null,
  groupIds: ['provinces'],
  operator: '>=',
  value: 0.3,
  baseline: null,
  due: '2020-12-31',
  acceptedUntil: null,
  bases: [
    {
      document: '17/NQ-CP',
      documentDate: '2019-03-07',
      article: '',
      verified: true,
      sourceVi: 'test',
      sourceEn: 'test',
    },
  ],
  ...given,
});

export const aNode = (
  code: string,
  parent: string | null,
  given: Partial<IndexNode> = {},
): IndexNode => ({
  code,
  parent,
  weight: parent === null ? null : 1,
  weightMin: null,
  weightMax: null,
  indicatorId: null,
  normalise: null,
  min: null,
  max: null,
  aggregate: null,
  missing: null,
  nameVi: code,
  nameEn: code,
  ...given,
});

export const theRules = (given: Partial<Rules> = {}): Rules => ({
  series: { id: 'dvc', nameVi: 'dvc', nameEn: 'dvc', frequency: 'quarter', kind: 'gathered' },
  groups: [aGroup('provinces')],
  units: [],
  indicators: [anIndicator('share_l4')],
  indices: [],
  targets: [],
  methodVersion: '1',
  ...given,
});

const observation = (unit: string, indicator: string, period: string): Observation => ({
  unitId: unitId(unit === 'vn' ? 'vn' : `p-${unit}`),
  indicatorId: indicatorId(indicator),
  period,
  value: null,
  numerator: null,
  denominator: null,
  missing: null,
  missingNote: null,
  status: 'A',
  qualifier: null,
  illustrative: false,
  sourceId: `portal-${unit}`,
  origin: 'counted',
  runId: '01900000-0000-7000-8000-000000000000',
  version: 1,
  reason: null,
});

/** A share counted as `numerator` of `denominator`. */
export const aShare = (
  unit: string,
  period: string,
  [numerator, denominator]: [number, number],
  given: Partial<Observation> & { indicator?: string } = {},
): Observation => {
  const { indicator = 'share_l4', ...rest } = given;
  const value = numerator / denominator;
  return { ...observation(unit, indicator, period), value, numerator, denominator, ...rest };
};

/** A figure without counts: a count, a flag, a score. */
export const aFigure = (
  unit: string,
  indicator: string,
  period: string,
  value: number,
  given: Partial<Observation> = {},
): Observation => ({ ...observation(unit, indicator, period), value, ...given });

export const anAbsence = (
  unit: string,
  period: string,
  missing: MissingReason,
  indicator = 'share_l4',
): Observation => ({ ...observation(unit, indicator, period), missing });
