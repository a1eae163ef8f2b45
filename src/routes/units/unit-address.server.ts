// From a code in an address, or an id in capitals, to the page of the unit that bore it: codes change
// hands, ids do not.
// Loads of pages about a unit import it.
import { error } from '@sveltejs/kit';
import { locale, localHref } from '#lib/components/address.ts';
import { formatDay, hanoiDay } from '#lib/domain/format.ts';
import { parsePeriod } from '#lib/domain/period.ts';
import type { Release } from '#lib/domain/release.ts';
import { NATION, resolveCode } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Db } from '#lib/server/db/client.ts';
import { readDatedCodes } from '#lib/server/store/catalogue.ts';
import { readUnit } from '#lib/server/store/facts.ts';

/**
 * The address with the permanent id of the unit that bore a code on the last day of the period asked
 * for, of the release shown, or today.
 *
 * @param below what follows the unit in the path, e.g. `/figures/share_l4`
 * @throws SvelteKit's 404 where nobody bore it
 */
export async function permanentUnitPath(
  db: Db,
  code: string,
  url: URL,
  release: Release | null,
  below = '',
): Promise<string> {
  const asked = parsePeriod(url.searchParams.get('period') ?? '');
  const day = asked?.end ?? release?.periodEnd ?? hanoiDay(new Date().toISOString());
  const lower = code.toLowerCase();
  const named = lower === code ? null : await readUnit(db, lower);
  const found = named?.id ?? resolveCode(await readDatedCodes(db), lower, day);
  if (!found || found === NATION) {
    error(404, m.unit_not_found({ code, day: formatDay(day, locale()) }));
  }
  return localHref(`/units/${found}${below}`, Object.fromEntries(url.searchParams));
}
