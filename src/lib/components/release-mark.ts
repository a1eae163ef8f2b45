// What a page says of the release it shows. Every page that shows one returns it as `release`, so
// that the frame can cite it; and what links say of it. Pure; pages and components import it.
import type { ToldFinding } from '#lib/domain/guard.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Query } from './address.ts';

/** Characters of a release's hash that are shown; enough to tell any two apart. */
const HASH_SHOWN = 12;

export const shortHash = (hash: string): string => hash.slice(0, HASH_SHOWN);

/** One of several releases of the same period. */
export interface Edition {
  id: string;
  seriesId: string;
  period: string;
  number: number;
  releasedAt: string;
  /** Whether readers of the period get it now. */
  current: boolean;
  /** Whether it bears the hash of the one before it: no figure, rank or state differs. */
  isSame: boolean;
}

/** A release that what was known at a moment may come out the same as. */
export interface KnownEdition {
  seriesId: string;
  period: string;
  number: number;
  hash: string;
}

/**
 * The latest release that says the same as what was known at a moment.
 *
 * @param editions the latest first, as the frame of every page brings them
 */
export const sameAs = (
  known: Omit<KnownEdition, 'number'>,
  editions: readonly KnownEdition[] = [],
): KnownEdition | undefined =>
  editions.find(
    ({ seriesId, period, hash }) =>
      seriesId === known.seriesId && period === known.period && hash === known.hash,
  );

/** A release in which fewer than half of the units have a figure. */
export interface ThinRelease {
  id: string;
  /** Units with a figure, and units that should have one. */
  counted: number;
  expected: number;
}

/** A release that the guard had held, and that a person let through. */
export interface LetThroughRelease {
  id: string;
  found: ToldFinding[];
  reason: string;
}

export interface ReleaseMark {
  id: string;
  /** 1 for the first release of its series and period; 0 for what was never released. */
  number: number;
  seriesId: string;
  period: string;
  periodStart: string;
  periodEnd: string;
  releasedAt: string;
  /** Days left to a target are counted from here, on a corrected release too. */
  firstReleasedAt: string;
  status: Release['status'];
  illustrative: boolean;
  hash: string;
  /** Set where this is no release at all, but what was known by then (ISO time); for staff alone. */
  onlyKnownAt: string | null;
}

/** The marks of a release without its figures. */
export const markOf = (
  release: Omit<Release, 'rows' | 'summaries' | 'rules'> & { rules: { series: { id: string } } },
): ReleaseMark => ({
  id: release.id,
  number: release.number,
  seriesId: release.rules.series.id,
  period: release.period,
  periodStart: release.periodStart,
  periodEnd: release.periodEnd,
  releasedAt: release.releasedAt,
  firstReleasedAt: release.firstReleasedAt,
  status: release.status,
  illustrative: release.illustrative,
  hash: release.hash,
  onlyKnownAt: release.number === 0 ? release.knownAt : null,
});

/** Names of an address that say which release is shown. */
const RELEASE_NAMES = ['period', 'release', 'asOf'];

/** Whether a name of an address belongs to a trial of weights, whose answer is nobody's release. */
export const isTrialName = (name: string): boolean => /^w[.-]/.test(name);
export const asksTrial = (params: URLSearchParams): boolean => [...params.keys()].some(isTrialName);

/** What an address says beside its release, which another one takes the place of. */
export const withoutRelease = (params: URLSearchParams): [name: string, value: string][] =>
  [...params].filter(([name]) => !RELEASE_NAMES.includes(name));

/** This very page of this very release, whatever is released later: what a citation says. */
export function pinnedHref(url: URL, releaseId: string): string {
  const pinned = new URL(url);
  const kept = [...withoutRelease(url.searchParams), ['release', releaseId]];
  pinned.search = new URLSearchParams(kept).toString();
  return pinned.href;
}

/** What leads to this very release, or for staff to what was known at the same moment. */
export const exactQuery = (release: ReleaseMark, params: URLSearchParams): Query => ({
  period: release.period,
  ...(release.onlyKnownAt ? { knownAt: params.get('knownAt') } : { release: release.id }),
});

/**
 * What the links of a page say of its release: the period, whose release may be another by then; the very
 * release where the address names one, by its id or by a moment, or what was known at a moment.
 *
 * @param params of the page's address
 */
export const releaseQuery = (release: ReleaseMark, params: URLSearchParams): Query =>
  release.onlyKnownAt || params.has('release') || params.has('asOf')
    ? exactQuery(release, params)
    : { period: release.period };

/** A page that shows what was known at a moment, as readers get it. */
export function publishedHref({ searchParams }: URL): string {
  const kept = [...searchParams].filter(([name]) => name !== 'knownAt');
  return `?${new URLSearchParams(kept).toString()}`;
}
