// The national figures that others published: what each is called, how it is written, and in which
// part of the page it stands. Pages on the nation and on promises import it.
import { formatNumber, type Locale } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';

/** `percent` is 0–100, as printed. */
type Writing = 'percent' | 'count' | 'rank' | 'yes';

interface MeasureWords {
  name: () => string;
  writing: Writing;
}

const MEASURES: Record<string, MeasureWords> = {
  national_share_l4_percent: { name: m.nation_measure_share_l4, writing: 'percent' },
  share_l4_of_eligible_percent: { name: m.nation_measure_share_l4_eligible, writing: 'percent' },
  ministries_at_or_above_30pct: { name: m.nation_measure_ministries_30, writing: 'count' },
  provinces_at_or_above_30pct: { name: m.nation_measure_provinces_30, writing: 'count' },
  ministries_below_5pct: { name: m.nation_measure_ministries_5, writing: 'count' },
  provinces_below_5pct: { name: m.nation_measure_provinces_5, writing: 'count' },
  ministries_below_10pct: { name: m.nation_measure_ministries_10, writing: 'count' },
  provinces_below_10pct: { name: m.nation_measure_provinces_10, writing: 'count' },
  share_units_with_lgsp_percent: { name: m.nation_measure_share_lgsp, writing: 'percent' },
  units_with_lgsp_of_92: { name: m.nation_measure_units_lgsp, writing: 'count' },
  lgsp_connected_to_ndxp_all: { name: m.nation_measure_lgsp_all_connected, writing: 'yes' },
  ndxp_connected_agencies: { name: m.nation_measure_ndxp_agencies, writing: 'count' },
  ndxp_connected_lgsps: { name: m.nation_measure_ndxp_lgsps, writing: 'count' },
  ndxp_connected_systems: { name: m.nation_measure_ndxp_systems, writing: 'count' },
  ndxp_transactions_ytd: { name: m.nation_measure_ndxp_transactions, writing: 'count' },
  accounts: { name: m.nation_measure_accounts, writing: 'count' },
  visits: { name: m.nation_measure_visits, writing: 'count' },
  services_on_portal: { name: m.nation_measure_services_on_portal, writing: 'count' },
  dossiers_processed_on_portal: {
    name: m.nation_measure_dossiers_processed_on_portal,
    writing: 'count',
  },
  dossiers_synchronised: { name: m.nation_measure_dossiers_synchronised, writing: 'count' },
  e_payments: { name: m.nation_measure_e_payments, writing: 'count' },
  e_payment_value_billion_vnd: { name: m.nation_measure_e_payment_value, writing: 'count' },
  ministries_connected_of_22: { name: m.nation_measure_ministries_connected, writing: 'count' },
  provinces_connected_of_63: { name: m.nation_measure_provinces_connected, writing: 'count' },
  document_platform_agencies_connected: { name: m.nation_measure_axis_agencies, writing: 'count' },
  document_platform_units_connected_percent: {
    name: m.nation_measure_axis_share,
    writing: 'percent',
  },
  document_platform_sent: { name: m.nation_measure_axis_sent, writing: 'count' },
  document_platform_received: { name: m.nation_measure_axis_received, writing: 'count' },
  document_platform_sent_and_received: { name: m.nation_measure_axis_both, writing: 'count' },
  share_documents_exchanged_electronically_percent: {
    name: m.nation_measure_docs_electronic,
    writing: 'percent',
  },
  un_egdi_rank: { name: m.nation_measure_egdi, writing: 'rank' },
  procedures_total: { name: m.nation_measure_procedures_total, writing: 'count' },
  'dti_units_at_or_above_0.5_of_89': { name: m.nation_measure_dti_half, writing: 'count' },
  provinces_with_dx_resolution_of_63: { name: m.nation_measure_dx_resolution, writing: 'count' },
  units_with_dx_plan_of_92: { name: m.nation_measure_dx_plan, writing: 'count' },
};

/** A measure's name; an unknown code comes back unchanged. */
export const measureName = (measure: string): string => MEASURES[measure]?.name() ?? measure;

/** The place of a measure in the table: as listed above, unknown ones last. */
export function measureOrder(measure: string): number {
  const at = Object.keys(MEASURES).indexOf(measure);
  return at === -1 ? Number.MAX_SAFE_INTEGER : at;
}

/** A figure as printed, with "hơn" where the source says "more than". */
export function publishedText(
  fact: { measure: string; value: number; qualifier: string },
  locale: Locale,
): string {
  const writing = MEASURES[fact.measure]?.writing ?? 'count';
  if (writing === 'yes') return fact.value === 1 ? m.nation_yes() : m.nation_no();
  const decimals = String(fact.value).split('.')[1]?.length ?? 0;
  const number = formatNumber(fact.value, locale, decimals);
  const text = writing === 'percent' ? `${number}%` : number;
  return fact.qualifier === '>' ? m.nation_more_than({ value: text }) : text;
}
