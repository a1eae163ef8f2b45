// Which series an address about an indicator means, and what defines the indicator there. The page of an
// indicator imports it.
import { hanoiDay } from '#lib/domain/format.ts';
import { lastEndedBefore, periodOf } from '#lib/domain/period.ts';
import type { Release, Rules } from '#lib/domain/release.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import { readLoadedReleases } from '#lib/server/loaded-series.ts';
import { readRules } from '#lib/server/store/rules.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

/** What jobs gather, and what documents define without anybody gathering it here. */
const CATALOGUE_SERIES = [GATHERED_SERIES, 'reference'];

const holds =
  (code: string) =>
  ({ indicators }: Rules): boolean =>
    indicators.some((each) => each.code === code);

/** The rules of the catalogue that hold for a release, or today. */
export function readCatalogueRules(release: Release | null): Promise<(Rules | null)[]> {
  const today = hanoiDay(new Date().toISOString());
  const period = periodOf(release?.period ?? lastEndedBefore(today, 'quarter'));
  return Promise.all(CATALOGUE_SERIES.map((series) => readRules(getDb(), series, period)));
}

/** The rules that hold the indicator: the release's own before the catalogue's. */
export async function rulesWith(code: string, release: Release | null): Promise<Rules | null> {
  if (release && holds(code)(release.rules)) return release.rules;
  return (await readCatalogueRules(release)).find((rules) => rules && holds(code)(rules)) ?? null;
}

/**
 * The series that the address names, or that its release is of; else the gathered one where the catalogue
 * knows the indicator, else the loaded one that has it.
 */
export async function seriesOfIndicator(code: string, params: URLSearchParams): Promise<string> {
  const named = params.get('series');
  if (named) return named;
  const published = getPublished();
  const asked = params.get('release');
  const heads = asked ? await published.heads() : [];
  const found = heads.find(({ id }) => id === asked)?.seriesId;
  if (found) return found;
  if (await rulesWith(code, null)) return GATHERED_SERIES;
  const loaded = (await readLoadedReleases(published)).find(({ rules }) => holds(code)(rules));
  return loaded?.rules.series.id ?? GATHERED_SERIES;
}
