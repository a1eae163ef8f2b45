// How figures of months make the figure of their quarter, and whose doing a denominator is. Pure; roll-up.ts
// and what explains moves import it.
import type { IndicatorId, Measure } from './indicator.ts';

/**
 * `flow` what happened in a month: months add up · `stock` what there is on its last day, or has been
 * since the beginning: the quarter's is its last month's · `neither` what cannot be told from months.
 */
type OverTime = 'flow' | 'stock' | 'neither';

/** Shares and counts of the catalogue that are taken on a day, or since the beginning. */
const STOCKS: ReadonlySet<string> = new Set([
  ...['share_l3', 'share_l4', 'share_l3_plus', 'share_l4_eligible'],
  ...['npsp_accounts', 'npsp_visits', 'npsp_dossiers_synced', 'npsp_integration'],
]);
/** A service with a dossier in each of three months is one service, and not three. */
const NEITHER: ReadonlySet<string> = new Set(['share_l3_with_dossiers', 'share_l4_with_dossiers']);

export function overTimeOf(id: IndicatorId, measure: Measure): OverTime {
  if (NEITHER.has(id)) return 'neither';
  if (STOCKS.has(id) || measure === 'flag' || measure === 'score') return 'stock';
  return 'flow';
}

/** Shares of the catalogue of what came in during the period, those too that documents alone name. */
const SHARES_OF_FLOWS: ReadonlySet<string> = new Set([
  ...['dossiers_online_all', 'dossiers_online_services', 'dossiers_on_time'],
  ...['dossiers_full_online', 'onestop_dossiers', 'work_files_online', 'feedback_on_time'],
  ...['docs_electronic', 'docs_signed', 'satisfaction'],
]);

/**
 * Whether a share is of what came in during the period, dossiers or documents: its two counts rise and
 * fall together, so that what became of the one says nothing without the other.
 */
export const isShareOfFlow = (id: IndicatorId): boolean => SHARES_OF_FLOWS.has(id);
