// What pages and pictures say of procedures in the language being read, made of a release's own numbers,
// so that it is always true.
import { locale } from '#lib/components/address.ts';
import { groupInText } from '#lib/components/words.ts';
import type { ProcedureLift } from '#lib/domain/explain/lift.ts';
import { formatNumber, formatPercent, formatPeriodInText } from '#lib/domain/format.ts';
import type { GroupOnProcedure, Offer, UnitOnProcedure } from '#lib/domain/procedure-standing.ts';
import { m } from '#lib/paraglide/messages.js';

export const count = (value: number): string => formatNumber(value, locale());

const services = (n: number): string => m.gap_services({ n, text: count(n) });

const OFFERS: Record<Exclude<Offer, 'offered'>, () => string> = {
  'not-offered': m.procedure_not_offered,
  'no-rows': m.procedure_no_rows,
  'no-figure': m.procedure_no_figure,
};

/** "Mức độ 4", or why there is none. */
export const standingText = ({ offer, level }: Pick<UnitOnProcedure, 'offer' | 'level'>): string =>
  offer === 'offered' ? m.procedure_level({ level: level ?? 0 }) : OFFERS[offer]();

type Group = GroupOnProcedure & { nameVi: string; nameEn: string };
const inWords = (group: Group): string => groupInText({ ...group, id: group.groupId });

/** "Cấp phiếu lý lịch tư pháp: 34/63 tỉnh, thành phố cung cấp đã ở mức độ 4" */
export function procedureHead(
  name: string,
  period: string,
  [group]: readonly Group[],
  isAnyKnown: boolean,
): string {
  const when = { name, period: formatPeriodInText(period, locale()) };
  if (!group) return isAnyKnown ? m.procedure_head_nobody(when) : m.procedure_head_unknown(when);
  const { atLevel4, offering } = group;
  const words = { name, group: inWords(group), offering: count(offering) };
  if (atLevel4 === 0) return m.procedure_head_none(words);
  if (atLevel4 === offering) return m.procedure_head_all(words);
  return m.procedure_head({ ...words, level4: count(atLevel4) });
}

/** Who offers it, a sentence a group, and how it is used; null where nobody is known to offer it. */
export function procedureLead(
  groups: readonly Group[],
  used: Pick<UnitOnProcedure, 'received' | 'filedOnline' | 'handledOnline' | 'onTime'>,
): string | null {
  if (groups.length === 0) return null;
  const offered = groups.map((group) =>
    m.procedure_lead_group({
      group: inWords(group),
      offering: count(group.offering),
      known: count(group.known),
      raise: count(group.toRaise),
    }),
  );
  return [...offered, useText(used)].join(' ');
}

const part = (some: number, all: number): string => formatPercent(some / all, locale());

function useText({
  received,
  filedOnline,
  handledOnline,
  onTime,
}: Pick<UnitOnProcedure, 'received' | 'filedOnline' | 'handledOnline' | 'onTime'>): string {
  if (received === 0) return m.procedure_use_none();
  return m.procedure_use({
    n: received,
    received: count(received),
    filed: part(filedOnline, received),
    handled: part(handledOnline, received),
    onTime: part(onTime, received),
  });
}

/** What raising it everywhere would bring. */
export function liftText(lift: ProcedureLift | null, isAnyKnown: boolean): string {
  if (lift === null) return isAnyKnown ? m.procedure_lift_none() : m.procedure_lift_unknown();
  return m.procedure_lift({
    units: count(lift.units),
    services: services(lift.services),
    short: count(lift.short),
    reachAlone: count(lift.reachAlone),
  });
}

/** "từ quý II/2020", "từ quý I/2019 hoặc trước đó" */
export function sinceText({
  since,
  sinceOrBefore,
}: Pick<UnitOnProcedure, 'since' | 'sinceOrBefore'>) {
  if (since === null) return '–';
  const words = { period: formatPeriodInText(since, locale()) };
  return sinceOrBefore ? m.procedure_since_or_before(words) : m.procedure_since(words);
}

/** Sums over the units that are short, with those of them whose single services are known. */
interface Raising {
  short: number;
  lacking: number;
  shortKnown: number;
  lackingKnown: number;
  eligible: number;
  coverable: number;
  reaching: number;
}

interface Totals extends Raising {
  measured: number;
  steps: number;
  reached: number;
}

const whoOf = ({ shortKnown, short }: Raising): 'all' | 'known' =>
  shortKnown < short ? 'known' : 'all';

/** What can be raised at all, and how far it goes. */
export function raisingHead(sums: Raising): string {
  const { short, lacking, shortKnown, lackingKnown, eligible, coverable } = sums;
  if (short === 0) return m.gap_procedures_head_met();
  if (shortKnown === 0) return m.procedure_head_not_known({ lacking: services(lacking) });
  const known = { who: whoOf(sums), lacking: services(lackingKnown) };
  if (eligible === 0) return m.procedure_head_nothing_left(known);
  const words = { ...known, eligible: services(eligible) };
  return coverable < lackingKnown
    ? m.procedure_head_too_few({ ...words, coverable: count(coverable) })
    : m.procedure_head_enough(words);
}

/** How many units would be there were everything raised that can be. */
export const reachingText = (sums: Raising): string =>
  m.procedure_lead_all({ who: whoOf(sums), reaching: sums.reaching, known: sums.shortKnown });

export function proceduresLead(totals: Totals): string {
  const { measured, short, steps, reached } = totals;
  const said = m.procedure_lead({ measured, short });
  if (steps === 0) return said;
  const together = { n: steps, steps: count(steps) };
  return [
    said,
    reachingText(totals),
    reached === 0
      ? m.procedure_lead_together_none(together)
      : m.procedure_lead_together({ ...together, reached }),
  ].join(' ');
}
