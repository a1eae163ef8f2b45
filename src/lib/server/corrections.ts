// The public list of corrections: for every period with more than one release, which figures each
// later one states otherwise. Read from releases alone; pages, feed and API read through this.
import type { Indicator } from '#lib/domain/indicator.ts';
import { REVISION_REASONS, type RevisionReason } from '#lib/domain/observation.ts';
import {
  type FigureDifference,
  releaseDifferences,
  type ReleaseDifferences,
} from '#lib/domain/release-differences.ts';
import type { Release } from '#lib/domain/release.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';
import type { Published } from './published.ts';
import type { ReleaseHead } from './store/releases.ts';

/** One release that replaced another of its period. */
export interface Edition {
  before: ReleaseHead;
  after: ReleaseHead;
}

/** A figure that an edition states otherwise, with the names it goes by. */
export interface Correction extends FigureDifference {
  edition: Edition;
  unit: Pick<MemberUnit, 'id' | 'code' | 'nameVi' | 'nameEn' | 'shortVi'>;
  /** Null for a node of an index, which is listed only where the method changed. */
  indicator: Pick<Indicator, 'code' | 'nameVi' | 'nameEn' | 'measure' | 'decimals'> | null;
}

/** An edition with what it changed. */
export interface EditionChanges extends Edition {
  corrections: Correction[];
  /** Rows whose rank or score moved though their own figure is the same. */
  movedOnly: number;
}

/** What a reader narrows the list to. */
export interface CorrectionFilter {
  unit?: string | undefined;
  indicator?: string | undefined;
  period?: string | undefined;
  /** `none` for those without one. */
  reason?: RevisionReason | 'none' | undefined;
}

/** Values that `reason` takes in addresses. */
export const REASON_FILTERS: readonly (RevisionReason | 'none')[] = [...REVISION_REASONS, 'none'];

/** Differences of this many editions stay in memory: some kilobytes each where figures are revised. */
const EDITIONS_KEPT = 500;

/** Releases never change, so each pair is compared once. */
const compared = new Map<string, Promise<Omit<EditionChanges, keyof Edition>>>();

async function compare(
  published: Published,
  { before, after }: Edition,
): Promise<Omit<EditionChanges, keyof Edition>> {
  const [then, now] = await Promise.all([published.byId(before.id), published.byId(after.id)]);
  if (!then || !now) return { corrections: [], movedOnly: 0 };
  const { figures, movedOnly } = releaseDifferences(then, now);
  return { movedOnly, corrections: named({ figures, movedOnly }, { before, after }, then, now) };
}

function named(
  { figures }: ReleaseDifferences,
  edition: Edition,
  then: Release,
  now: Release,
): Correction[] {
  const units = new Map([...then.rules.units, ...now.rules.units].map((unit) => [unit.id, unit]));
  const indicators = new Map(
    [...then.rules.indicators, ...now.rules.indicators].map((each) => [each.code, each]),
  );
  return figures.flatMap((figure) => {
    const unit = units.get(figure.unitId);
    if (!unit) return [];
    const { id, code, nameVi, nameEn, shortVi } = unit;
    const found = indicators.get(figure.measure);
    return {
      ...figure,
      edition,
      unit: { id, code, nameVi, nameEn, shortVi },
      indicator: found
        ? {
            code: found.code,
            nameVi: found.nameVi,
            nameEn: found.nameEn,
            measure: found.measure,
            decimals: found.decimals,
          }
        : null,
    };
  });
}

function changesOf(published: Published, edition: Edition): ReturnType<typeof compare> {
  const key = `${edition.before.id} ${edition.after.id}`;
  const found = compared.get(key) ?? compare(published, edition);
  compared.set(key, found);
  // A failed reading must not be remembered.
  found.catch(() => compared.delete(key));
  const [oldest] = compared.keys();
  if (compared.size > EDITIONS_KEPT && oldest !== undefined) compared.delete(oldest);
  return found;
}

/** Every release that replaced another, the latest first. */
export function editionsOf(heads: readonly ReleaseHead[]): Edition[] {
  const periods = Map.groupBy(heads, ({ seriesId, period }) => `${seriesId} ${period}`);
  return [...periods.values()]
    .flatMap((of) => {
      const inOrder = of.toSorted((a, b) => a.number - b.number);
      return inOrder.flatMap((after, at) => {
        const before = inOrder[at - 1];
        return before ? [{ before, after }] : [];
      });
    })
    .toSorted(
      (a, b) => Date.parse(b.after.releasedAt) - Date.parse(a.after.releasedAt) || byPeriod(b, a),
    );
}

const byPeriod = (a: Edition, b: Edition): number =>
  a.after.periodEnd < b.after.periodEnd ? -1 : Number(a.after.periodEnd > b.after.periodEnd);

/**
 * Every release that replaced another, with the figures that it states otherwise, the latest first.
 * Of a series, or of all; of one period, or of all.
 */
export async function readEditions(
  published: Published,
  { series, period }: { series?: string | undefined; period?: string | undefined } = {},
): Promise<EditionChanges[]> {
  const editions = editionsOf(await published.heads(series)).filter(
    ({ after }) => period === undefined || after.period === period,
  );
  const changes: EditionChanges[] = [];
  // One after the other: two whole releases are in memory for each.
  for (const edition of editions) {
    changes.push({ ...edition, ...(await changesOf(published, edition)) });
  }
  return changes;
}

/** Those of the corrections that a reader asks for. */
export const narrow = (
  corrections: readonly Correction[],
  { unit, indicator, period, reason }: CorrectionFilter,
): Correction[] =>
  corrections.filter(
    (each) =>
      (unit === undefined || each.unitId === unit) &&
      (indicator === undefined || each.measure === indicator) &&
      (period === undefined || each.edition.after.period === period) &&
      (reason === undefined || (each.reason ?? 'none') === reason),
  );

/** Every correction of one unit, the latest first. */
export async function readUnitCorrections(
  published: Published,
  unit: string,
): Promise<Correction[]> {
  const editions = await readEditions(published);
  return narrow(
    editions.flatMap(({ corrections }) => corrections),
    { unit },
  );
}
