// Which release a page shows, as its address asks: ?period=, ?asOf= and ?release=, the latest period
// where it says nothing. Loads of pages import it.
import { error } from '@sveltejs/kit';
import { readMoment } from '#lib/domain/moment.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Shown } from './published.ts';
import { getPublished } from './web.ts';

/** As a page sees what is published, where nothing can be shown without a release. */
export interface PageRelease extends Shown {
  release: Release;
}

function momentAsked(params: URLSearchParams): Date | undefined {
  const text = params.get('asOf');
  if (text === null) return undefined;
  return readMoment(text) ?? error(400, m.common_error_moment());
}

/**
 * As `releaseAsked`, with a null release and an empty course where the period asked for, or the
 * whole series, has none: nothing published is no fault of the reader.
 *
 * @throws 400 where asOf is no moment, 404 where no release has the id
 */
export async function releaseIfAny(params: URLSearchParams, series = 'dvc'): Promise<Shown> {
  const asked = params.get('release') || undefined;
  const shown = await getPublished().shown({
    series,
    release: asked,
    period: params.get('period') || undefined,
    asOf: momentAsked(params),
  });
  if (asked !== undefined && !shown.release) error(404, m.common_error_404());
  return shown;
}

/** @throws 404 where no release answers to what the address asks for, with the periods that have one */
export async function releaseAsked(params: URLSearchParams, series = 'dvc'): Promise<PageRelease> {
  const { release, ...rest } = await releaseIfAny(params, series);
  if (!release) error(404, { message: m.common_error_404(), periods: rest.periods });
  return { release, ...rest };
}
