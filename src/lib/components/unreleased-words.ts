// Why a page shows no release: the period or the moment that its address asks for has none, or nothing is out
// at all. In the language being read; pages that stand without a release import it.
import { formatPeriodInText } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { locale } from './address.ts';

/** Whether the address asks for something that may be unpublished while other periods are out. */
export const isNarrowed = (params: URLSearchParams): boolean =>
  ['period', 'asOf', 'knownAt'].some((name) => params.get(name));

/** Whether the address asks for a moment: what was not published by then may be now. */
export const asksMoment = (params: URLSearchParams): boolean =>
  ['asOf', 'knownAt'].some((name) => params.get(name));

export function unreleasedText(params: URLSearchParams): string {
  const asked = params.get('period');
  const period = asked ? formatPeriodInText(asked, locale()) : null;
  if (asksMoment(params)) {
    return period ? m.common_unreleased_then({ period }) : m.common_unreleased_none_then();
  }
  return period ? m.common_unreleased({ period }) : m.common_unreleased_none();
}
