// Which release took the place of which, and how many figures it states otherwise: one sentence, on the page
// of corrections and in its feed, which alone import it.
import { locale } from '#lib/components/address.ts';
import { formatDay, formatNumber, formatPeriod, hanoiDay } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';

interface Edition {
  period: string;
  is: { number: number; releasedAt: string };
  was: { number: number };
  revised: number;
  late: number;
}

export const editionText = ({ period, is, was, revised, late }: Edition): string =>
  m.corrections_edition_line({
    period: formatPeriod(period, locale()),
    n: is.number,
    day: formatDay(hanoiDay(is.releasedAt), locale()),
    previous: was.number,
    revised: formatNumber(revised, locale()),
    late: formatNumber(late, locale()),
  });
