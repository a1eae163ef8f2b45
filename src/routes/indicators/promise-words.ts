// Promises that judge nobody, in words of the language being read. Their parts stand in the catalogue
// as printed; what is not known here is shown as it stands. Pages on indicators and promises import it.
import { locale } from '#lib/components/address.ts';
import { formatDay, formatDemand } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';

const NAMES: Record<string, () => string> = {
  doc_interconnection: m.indicator_promise_doc_interconnection,
  un_osi_egdi_asean: m.indicator_promise_un_osi_egdi_asean,
  eid_users: m.indicator_promise_eid_users,
  open_data_agencies: m.indicator_promise_open_data_agencies,
  un_egdi_rank_gain: m.indicator_promise_un_egdi_rank_gain,
  un_egdi_asean: m.indicator_promise_un_egdi_asean,
  quarterly_report: m.indicator_promise_quarterly_report,
  national_databases: m.indicator_promise_national_databases,
  un_egdi_rank: m.indicator_promise_un_egdi_rank,
  service_24_7: m.indicator_promise_service_24_7,
  staff_eid: m.indicator_promise_staff_eid,
  procedures_cut: m.indicator_promise_procedures_cut,
  share_full_online: m.indicator_promise_share_full_online,
  business_procedures_cut: m.indicator_promise_business_procedures_cut,
  s766_transparency: m.indicator_promise_s766_transparency,
  s766_progress: m.indicator_promise_s766_progress,
  s766_digitisation: m.indicator_promise_s766_digitisation,
  s766_online: m.indicator_promise_s766_online,
  s766_satisfaction: m.indicator_promise_s766_satisfaction,
  s766_total: m.indicator_promise_s766_total,
  security_budget_share: m.indicator_promise_security_budget_share,
  docs_electronic: m.indicator_promise_docs_electronic,
};

const DUES: Record<string, () => string> = {
  'from 2018': m.indicator_due_from_2018,
  'every quarter': m.indicator_due_every_quarter,
  'real time': m.indicator_due_real_time,
  yearly: m.indicator_due_yearly,
};

/** What is promised; an unknown code comes back unchanged. */
export const promiseName = (indicator: string): string => NAMES[indicator]?.() ?? indicator;

/** By when: a day, or the document's own words; a dash where it says nothing. */
export const promiseDue = (due: string): string =>
  due === '' ? '–' : (DUES[due]?.() ?? formatDay(due, locale()));

/** How much: fractions as per cent, the rest as printed. */
export function promiseText({ operator, value }: { operator: string; value: string }): string {
  if (operator === '=') return m.indicator_target_yes();
  if (operator === 'max') return m.indicator_promise_points({ value });
  // From one to the other is how much, not from how much on.
  if (/^\d+-\d+$/.test(value)) return value.replace('-', '–');
  const isShare = operator === '>=' && Number(value) <= 1;
  const text = isShare ? formatDemand(Number(value), locale()) : value;
  if (operator === '<=') return m.indicator_target_most({ value: text });
  // Nothing is more than all.
  return isShare && Number(value) === 1 ? text : m.indicator_target_least({ value: text });
}
