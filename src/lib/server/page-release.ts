// Which release a page shows, as its address asks: ?period=, ?asOf= and ?release=, the latest period
// that half of the units have figures of where it says nothing; for staff also ?knownAt=, what was
// recorded by then and may never have been published. Loads of pages import it.
import { error, redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { getRequestEvent } from '$app/server';
import { isAhead, readMoment } from '#lib/domain/moment.ts';
import { parsePeriod } from '#lib/domain/period.ts';
import type { Release } from '#lib/domain/release.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { isStaff } from './access/person.ts';
import { countUnpublished, shownAsKnown } from './known-release.ts';
import type { Shown } from './published.ts';
import { getDb, getPublished } from './web.ts';

/** As a page sees what is published, where nothing can be shown without a release. */
export interface PageRelease extends Shown {
  release: Release;
}

/**
 * The moment of `?asOf=`, as a form or a hand wrote it.
 *
 * @throws 400 where it is none
 */
export function momentAsked(params: URLSearchParams): Date | undefined {
  const text = params.get('asOf');
  if (!text) return undefined;
  return (
    readMoment(text) ??
    error(400, { message: m.common_error_moment(), hint: m.common_error_moment_text() })
  );
}

/** `?knownAt=now` is the moment at which it is asked. */
function knownAtAsked(text: string): Date {
  if (!isStaff(getRequestEvent().locals.person)) error(403, m.provenance_known_forbidden());
  if (text === 'now') return new Date();
  return (
    readMoment(text) ??
    error(400, { message: m.common_error_moment(), hint: m.common_error_moment_text() })
  );
}

/**
 * As `releaseAsked`, with a null release and an empty course where the period asked for, or the
 * whole series, has none: nothing published is no fault of the reader.
 *
 * @throws 400 where asOf or knownAt is no moment or asOf lies ahead, 403 where knownAt is asked by
 * anybody but staff, 404 where no release has the id, or the period is none
 */
export async function releaseIfAny(
  params: URLSearchParams,
  series = GATHERED_SERIES,
): Promise<Shown> {
  const knownAt = params.get('knownAt');
  if (knownAt !== null) {
    const period = params.get('period') || undefined;
    return shownAsKnown(getDb(), getPublished(), {
      series,
      period,
      knownAt: knownAtAsked(knownAt),
    });
  }
  const asked = params.get('release') || undefined;
  const period = params.get('period') || undefined;
  const asOf = momentAsked(params);
  if (asOf && isAhead(asOf, new Date())) {
    error(400, { message: m.common_error_ahead(), hint: m.common_error_moment_text() });
  }
  const shown = await getPublished().shown({ series, release: asked, period, asOf });
  if (asked !== undefined && !shown.release) {
    const message = m.common_error_release({ release: asked });
    error(404, { message, hint: m.common_error_release_text() });
  }
  if (period !== undefined && parsePeriod(period) === null) {
    const message = m.common_error_no_period({ text: period });
    error(404, { message, hint: m.common_error_no_period_text(), periods: shown.periods });
  }
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
  series = GATHERED_SERIES,
): Promise<PageRelease> {
  const { release, ...rest } = await releaseIfAny(params, series);
  if (!release && series === GATHERED_SERIES && (await getPublished().heads(series)).length === 0) {
    redirect(307, localizeHref(resolve('/sources')));
  }
  if (!release) error(404, { message: m.common_error_404(), periods: rest.periods });
  return { release, ...rest };
}

/** What staff are told beside a release that readers see. */
export interface KnownNow {
  period: string;
  /** Figures in which what is known now differs. */
  figures: number;
}

/** For staff: whether more is known now than a current release says; null for everybody else. */
export async function knownBeside(release: Release | null): Promise<KnownNow | null> {
  if (!release || release.number === 0 || !isStaff(getRequestEvent().locals.person)) return null;
  const current = await getPublished().current({
    series: release.rules.series.id,
    period: release.period,
  });
  if (current?.id !== release.id) return null;
  return {
    period: release.period,
    figures: await countUnpublished(getDb(), release, new Date()),
  };
}
