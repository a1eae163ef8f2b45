// What rankings are told by wherever they stand: what is counted, what is asked of a group, since when a
// unit is behind. The page of a ranking, its workbook and the first page import it.
import { formatDay, formatPeriod } from '#lib/domain/format.ts';
import type { BehindSince } from '#lib/domain/promises.ts';
import { countedBy, type Counted, type MeasureFace } from '#lib/domain/ranking.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { targetOf } from '#lib/domain/standing.ts';
import { m } from '#lib/paraglide/messages.js';
import { locale } from './address.ts';
import { demandWords, documentNames } from './legal-words.ts';

const NOUNS: Record<Counted, () => string> = {
  services: m.ranking_noun_services,
  dossiers: m.ranking_noun_dossiers,
  documents: m.ranking_noun_documents,
  units: m.ranking_noun_units,
};

/** The head of a measure's own column. */
export const VALUE_HEADS = {
  share: m.ranking_col_share,
  score: m.ranking_col_score,
  count: m.ranking_col_count,
  flag: m.ranking_col_flag,
};

/** What the measure counts. */
export const nounOf = (measure: string): string => NOUNS[countedBy(measure)]();

/** "Quý II/2020": since when a unit is behind; where the first release was already, perhaps longer. */
export function behindText({ period, orBefore }: BehindSince): string {
  const text = formatPeriod(period, locale());
  return orBefore ? m.ranking_behind_or_before({ period: text }) : text;
}

/** The target that most of a group is judged by; null where it has none. */
export function targetOfGroup(release: Release, measure: string, group: string) {
  const summary = summaryOf(release, measure, group);
  const target = targetOf(release, summary?.targetId ?? null);
  if (!target) return null;
  const { operator, value, baseline, due } = target;
  return { operator, value, baseline, due, documents: documentNames(target) };
}
export type AskedOfGroup = NonNullable<ReturnType<typeof targetOfGroup>>;

/** What is asked, until when, and by which documents. */
export function targetLead(target: AskedOfGroup, face: Pick<MeasureFace, 'measure'>): string {
  const words = demandWords(target, face);
  const rest = { due: formatDay(target.due, locale()), documents: target.documents.join(', ') };
  return target.operator === 'x'
    ? m.ranking_lead_own_demand({ words, ...rest })
    : m.ranking_lead_target({ demand: words, ...rest });
}
