// Which release a page shows, as its address asks: ?period=, ?asOf= and ?release=, the latest period
// where it says nothing. Loads of pages import it.
import { error, redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { readMoment } from '#lib/domain/moment.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import type { Shown } from './published.ts';
import { getPublished } from './web.ts';

/** The series that jobs gather. */
const GATHERED = 'dvc';

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
export async function releaseIfAny(params: URLSearchParams, series = GATHERED): Promise<Shown> {
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

/**
 * The release that the address asks for. Before the gathered series has its first one, readers are led
 * to the sources, which say what happens next.
 *
 * @throws 404 where no release answers, with the periods that have one
 */
export async function releaseAsked(
  params: URLSearchParams,
  series = GATHERED,
): Promise<PageRelease> {
  const { release, ...rest } = await releaseIfAny(params, series);
  if (!release && series === GATHERED && (await getPublished().heads(series)).length === 0) {
    redirect(307, localizeHref(resolve('/sources')));
  }
  if (!release) error(404, { message: m.common_error_404(), periods: rest.periods });
  return { release, ...rest };
}
