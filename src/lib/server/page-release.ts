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

/** @throws 404 where no release answers to what the address asks for */
export async function releaseAsked(params: URLSearchParams, series = 'dvc'): Promise<PageRelease> {
  const published = getPublished();
  const history = await published.history(series, readMoment(params.get('asOf')));
  const asked = params.get('release');
  const period = params.get('period');
  const release = asked
    ? await published.current({ series, release: asked })
    : period
      ? history.find((each) => each.period === period)
      : history.at(-1);
  if (!release) error(404, m.common_error_404());
  const earlier = history.filter((each) => each.period < release.period);
  return {
    release,
    course: [...earlier, release],
    periods: history.map((each) => each.period).toReversed(),
  };
}
