// What the API says of the nation and of every unit, quarter by quarter, which the first page is held
// against. Imports nothing of the product.
import type { Name } from './facts.ts';
import { shortName, type Language } from './text.ts';

export interface NationRow {
  /** The code that it bore. */
  unit: string;
  unitId: string;
  name: Name;
  group: string;
  rank: number | null;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  targetState: string;
  behindSince: { period: string; orBefore: boolean } | null;
  missedTargets: string[];
}

interface SilentUnit {
  unit: string;
  unitId: string;
  name: Name;
  group: string;
  reason: string;
  lastKnown: { period: string; value: number } | null;
}

/** One measure in one quarter, over all groups. */
export interface NationRanking {
  national: {
    value: number | null;
    numerator: number | null;
    denominator: number | null;
    counted: number;
    expected: number;
  } | null;
  rows: NationRow[];
  unranked: SilentUnit[];
}

export interface PlannedTarget {
  id: string;
  unitId: string | null;
  groups: string[];
  operator: string;
  value: number;
  baseline: string | null;
  due: string;
  schedule?: string | null;
  bases: { verified: boolean; documentDate: string }[];
}

export interface PlannedIndicator {
  code: string;
  name: Name;
  measure: string;
  direction: string;
  decimals: number;
  series: string;
  targets: PlannedTarget[];
}

/** All quarters up to the one that is read, and what is promised. */
export interface World {
  indicators: PlannedIndicator[];
  /** Oldest first. */
  periods: string[];
  /** By quarter and code. */
  rankings: ReadonlyMap<string, NationRanking>;
}

/** The measure that the page is about, and the groups that make up the nation. */
export const CODE = 'share_l4';
export const NATION = ['ministries', 'provinces'];

/** The last day of a quarter. */
export function endOf(period: string): string {
  const [year = '', quarter = ''] = period.split('-Q');
  return `${year}-${['03-31', '06-30', '09-30', '12-31'][Number(quarter) - 1]}`;
}

export const rankingIn = (world: World, period: string, code: string): NationRanking =>
  world.rankings.get(`${period} ${code}`) ?? { national: null, rows: [], unranked: [] };

/** A quarter so many later, or earlier. */
export function quartersOn(period: string, quarters: number): string {
  const [year = 0, quarter = 0] = period.split('-Q').map(Number);
  const at = year * 4 + quarter - 1 + quarters;
  return `${Math.floor(at / 4)}-Q${(at % 4) + 1}`;
}

/** The quarter right before; null where it was not published. */
export const before = ({ periods }: World, period: string): string | null =>
  periods.find((each) => each === quartersOn(period, -1)) ?? null;

export const ofNation = <Unit extends { group: string }>(units: readonly Unit[]): Unit[] =>
  units.filter(({ group }) => NATION.includes(group));

export const isMet = ({ targetState }: NationRow): boolean =>
  targetState === 'met' || targetState === 'met_late';

/** The target that judges all of these groups in a quarter; null where none does. */
export function judging(
  { targets }: PlannedIndicator,
  groups: readonly string[],
  period: string,
): PlannedTarget | null {
  const end = endOf(period);
  const inForce = targets
    .filter(
      (target) =>
        !target.schedule &&
        target.unitId === null &&
        target.bases.some(({ verified, documentDate }) => verified && documentDate <= end) &&
        groups.every((group) => target.groups.includes(group)),
    )
    .toSorted((a, b) => (a.due < b.due ? -1 : 1));
  return inForce.find(({ due }) => due >= end) ?? inForce.at(-1) ?? null;
}

/** What a target asks of the nation; null where its baseline is not there. */
export function demandOf(world: World, code: string, target: PlannedTarget): number | null {
  if (target.operator !== 'x') return target.value;
  const base = world.periods
    .filter((period) => period.startsWith(target.baseline ?? '-'))
    .flatMap((period) => rankingIn(world, period, code).national ?? []);
  const sum = (of: 'numerator' | 'denominator') =>
    base.reduce((total, national) => total + (national[of] ?? 0), 0);
  return Math.min(1, (target.value * sum('numerator')) / sum('denominator'));
}

/** A measure without the "share of" that a column of per cents says already. */
export function measureName({ name }: PlannedIndicator, language: Language): string {
  const bare = name[language].replace(/^(?:Tỷ lệ|Share of) /, '');
  return bare.charAt(0).toLocaleUpperCase(language) + bare.slice(1);
}

/** The same in the middle of a sentence. */
export function measureInText({ name }: PlannedIndicator, language: Language): string {
  const text = name[language];
  return /^\p{Lu}{2}/u.test(text)
    ? text
    : text.charAt(0).toLocaleLowerCase(language) + text.slice(1);
}

/** 0.3 as 30%, 0.125 as 12,5%. */
export const demandText = (share: number, language: Language): string =>
  `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(share * 100)}%`;

/** What a target asks, in words. */
export function askedText(
  target: PlannedTarget,
  { measure }: PlannedIndicator,
  language: Language,
): string {
  if (measure === 'flag') return { vi: '100% đơn vị', en: '100% of units' }[language];
  if (target.operator === 'x') {
    const { value, baseline } = target;
    return { vi: `gấp ${value} lần năm ${baseline}`, en: `${value} times the ${baseline} figure` }[
      language
    ];
  }
  const share = demandText(target.value, language);
  return target.value >= 1 ? share : { vi: `từ ${share}`, en: `at least ${share}` }[language];
}

const COUNTED: Record<string, Record<Language, [one: string, more: string]>> = {
  ministries: { vi: ['bộ', 'bộ'], en: ['ministry', 'ministries'] },
  provinces: { vi: ['tỉnh', 'tỉnh'], en: ['province', 'provinces'] },
  agencies: {
    vi: ['cơ quan thuộc Chính phủ', 'cơ quan thuộc Chính phủ'],
    en: ['agency', 'agencies'],
  },
};

/** "9 bộ", "1 province" */
export function unitsText(group: string, n: number, language: Language): string {
  const [one = '', more = ''] = COUNTED[group]?.[language] ?? [];
  return `${n} ${n === 1 ? one : more}`;
}

export const named = (units: readonly { name: Name }[], said: string, language: Language) =>
  units.find(({ name }) => shortName(name, language) === said);
