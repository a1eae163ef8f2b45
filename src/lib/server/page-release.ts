// Which release a page shows, as its address asks: ?period=, ?asOf= and ?release=, the latest period
// where it says nothing. Loads of pages import it.
import { error } from '@sveltejs/kit';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import { getPublished } from './web.ts';

export interface PageRelease {
  release: Release;
  /** Current releases of the series up to the one shown and it itself, oldest first. */
  course: Release[];
  /** Every period that can be chosen, newest first. */
  periods: string[];
}

function readMoment(text: string | null): Date | undefined {
  if (text === null) return undefined;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) error(404, m.common_error_404());
  return moment;
}

/** As a page that can also show itself empty sees it: nothing published is no fault of the reader. */
export interface PageReleaseIfAny extends Omit<PageRelease, 'release'> {
  release: Release | null;
}

/**
 * As `releaseAsked`, with a null release and an empty course where the period asked for, or the
 * whole series, has none.
 *
 * @throws 404 where a moment or a release id cannot be read
 */
export async function releaseIfAny(
  params: URLSearchParams,
  series = 'dvc',
): Promise<PageReleaseIfAny> {
  const published = getPublished();
  const history = await published.history(series, readMoment(params.get('asOf')));
  const asked = params.get('release');
  const period = params.get('period');
  const found = asked
    ? await published.current({ series, release: asked })
    : period
      ? history.find((each) => each.period === period)
      : history.at(-1);
  if (asked && !found) error(404, m.common_error_404());
  const release = found ?? null;
  const earlier = history.filter((each) => release !== null && each.period < release.period);
  return {
    release,
    course: release ? [...earlier, release] : [],
    periods: history.map((each) => each.period).toReversed(),
  };
}

/** @throws 404 where no release answers to what the address asks for, with the periods that have one */
export async function releaseAsked(params: URLSearchParams, series = 'dvc'): Promise<PageRelease> {
  const { release, ...rest } = await releaseIfAny(params, series);
  if (!release) error(404, { message: m.common_error_404(), periods: rest.periods });
  return { release, ...rest };
}
