// What the unit page says first, and the same as a few lines of plain text, ready to be sent as a message:
// made of the same sentences, so that it is as true as they are. The unit page's load tells them, so that
// browsers need not know how they are made; the sheet of a unit shares two lines of it.
import { locale } from '#lib/components/address.ts';
import { pinnedHref, shortHash, type ReleaseMark } from '#lib/components/release-mark.ts';
import { stateWord, unitNameOf } from '#lib/components/words.ts';
import { formatDay, formatDemand, formatPeriod, hanoiDay } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { placeLines } from './gap-words.ts';
import { headline, lead, type HeadedPage } from './sentences.ts';

/** "Chỉ tiêu 30%, hạn 31/12/2020: Chậm tiến độ."; null where none judges the unit. */
export function stateLine({ standing }: HeadedPage): string | null {
  const { row, target } = standing ?? {};
  if (!row || !target || row.demand === null) return null;
  return m.brief_state({
    target: formatDemand(row.demand, locale()),
    due: formatDay(target.due, locale()),
    state: stateWord(row.targetState),
  });
}

/** Whence the figures are: the release, its day and its code. */
export const sourceLine = ({ period, number, hash, releasedAt }: ReleaseMark): string =>
  m.brief_source({
    site: m.app_name(),
    period: formatPeriod(period, locale()),
    number,
    day: formatDay(hanoiDay(releasedAt), locale()),
    hash: shortHash(hash),
  });

/** Headline and lead, and the message where a release holds the unit. @param url of the page */
export const toldOf = (page: HeadedPage, url: URL) => ({
  headline: headline(page),
  lead: lead(page),
  message:
    page.release && page.standing
      ? messageOf(page, page.release, pinnedHref(url, page.release.id))
      : null,
});

/** Five to eight lines: unit and period, standing, figure, target, next place, mark, source, address. */
function messageOf(page: HeadedPage, release: ReleaseMark, address: string): string {
  const [nextPlace = null] = page.gap ? placeLines(page.gap) : [];
  return [
    m.brief_head({ name: unitNameOf(page.unit), period: formatPeriod(release.period, locale()) }),
    `${headline(page)}.`,
    lead(page),
    stateLine(page),
    nextPlace,
    release.illustrative ? m.brief_illustrative() : null,
    sourceLine(release),
    address,
  ]
    .filter((line) => line !== null)
    .join('\n');
}
