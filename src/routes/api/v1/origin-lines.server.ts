// What stands over the heads of a workbook that people read: from which release its figures are, and
// that they are made up where they are. Routes of workbooks import it.
import { locale } from '#lib/components/address.ts';
import { shortHash } from '#lib/components/release-mark.ts';
import { formatDay, hanoiDay } from '#lib/domain/format.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';

/** Who published the release, when, as which edition and with which hash. */
export const originLine = ({ releasedAt, number, hash }: Release): string =>
  [
    m.app_name(),
    m.common_released_on({ day: formatDay(hanoiDay(releasedAt), locale()) }),
    m.common_edition({ n: number }),
    m.common_hash({ hash: shortHash(hash) }),
  ].join(', ');

/** One line where an input is made up, else none. */
export const illustrativeLines = ({ illustrative }: Release): string[] =>
  illustrative ? [`${m.common_illustrative()}. ${m.common_banner_short()}`] : [];
