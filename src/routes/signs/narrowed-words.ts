// What the list of questions is narrowed to, in words for its headline. Only the page of the list imports it.
import { locale } from '#lib/components/address.ts';
import { signName } from '#lib/components/sign-words.ts';
import { groupNameOf, unitNameOf } from '#lib/components/words.ts';
import { formatPeriodInText } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';

const ANSWERED = { yes: m.signs_list_answered_yes, no: m.signs_list_answered_no };

/** "Hà Giang; Mẫu số giảm; quý IV/2020"; empty where nothing does, and names that nobody bears are left out. */
export function narrowedText({ filter, choices }: Pick<PageData, 'filter' | 'choices'>): string {
  const { unit, kind, group, period, answered, series } = filter;
  const ownUnit = choices.units.find(({ id }) => id === unit);
  const ownGroup = choices.groups.find(({ id }) => id === group);
  return [
    ownUnit && unitNameOf(ownUnit),
    kind && signName(kind, locale()),
    ownGroup && groupNameOf(ownGroup),
    period && formatPeriodInText(period, locale()),
    answered && ANSWERED[answered](),
    choices.series.find((each) => each === series),
  ]
    .filter(Boolean)
    .join('; ');
}
