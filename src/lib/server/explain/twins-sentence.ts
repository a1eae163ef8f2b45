// Who stood where a unit stands now and has met the target since, or why nobody did, in true sentences of
// both languages. Internal to the explanations.
import type { Twins, TwinsRaised, TwinsReason } from '#lib/domain/explain/twins.ts';
import {
  formatDemand,
  formatNumber,
  formatPercent,
  formatPeriodInText,
  type Locale,
  unitNameIn,
} from '#lib/domain/format.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';
import { namesOf, type InBoth } from './move-sentence.ts';

interface Told {
  unit: { nameVi: string; nameEn: string };
  period: string;
  found: Twins | null;
  reason: TwinsReason | null;
  raised: TwinsRaised | null;
  units: ReadonlyMap<UnitId, MemberUnit>;
}

const NONE = {
  'no-figure': m.twins_none_no_figure,
  'no-target': m.twins_none_no_target,
  met: m.twins_none_met,
  'no-year': m.twins_none_no_year,
  nobody: m.twins_none_nobody,
} as const satisfies Record<TwinsReason, typeof m.twins_none_met>;

export const twinsSentence = (told: Told): InBoth => ({
  vi: inLocale(told, 'vi'),
  en: inLocale(told, 'en'),
});

function inLocale({ unit, period, found, reason, raised, units }: Told, locale: Locale): string {
  const name = unitNameIn(unit, locale);
  if (!found) {
    return NONE[reason ?? 'nobody'](
      { name, period: formatPeriodInText(period, locale) },
      { locale },
    );
  }
  const { twins, since, own, demand } = found;
  const values = twins.map(({ then }) => then.value);
  const words = {
    ...{ name, n: twins.length, count: formatNumber(twins.length, locale) },
    names: namesOf(
      twins.map(({ unitId }) => unitId),
      units,
      locale,
    ),
    since: formatPeriodInText(since, locale),
    low: formatPercent(Math.min(...values), locale),
    high: formatPercent(Math.max(...values), locale),
    own: formatPercent(own.value, locale),
    target: formatDemand(demand, locale),
  };
  const head =
    words.low === words.high
      ? m.twins_found_level(words, { locale })
      : m.twins_found(words, { locale });
  const [field] = raised?.fields ?? [];
  if (!raised || !field) return head;
  const share = {
    n: raised.services,
    services: formatNumber(raised.services, locale),
    units: formatNumber(raised.twins, locale),
    most: formatNumber(field.services, locale),
    field: field.field,
  };
  return `${head} ${m.twins_raised(share, { locale })}`;
}
