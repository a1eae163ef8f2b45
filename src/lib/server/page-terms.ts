// Which terms of the glossary each public page uses, so that every one can be opened where it is read.
// The frame of every page imports it; tests/e2e/looks.spec.ts holds that no term is left out.
import { GLOSSARY } from './glossary.ts';

/** In the line above the finding of a page that shows a release. */
const OF_RELEASE = 'release provisional illustrative';
/** In the names of what is measured, where a page names it all. */
const OF_MEASURES =
  'online_service level_3 level_4 dossier with_dossiers on_time lgsp ndxp npsp soc digital_signature';

/** By route, in codes of the glossary, without what the page's own text opens; others use none. */
const TERMS: Readonly<Record<string, string>> = {
  '/': `${OF_RELEASE} ${OF_MEASURES} denominator target lacking missing sign correction`,
  '/compare': `${OF_RELEASE} ${OF_MEASURES} point target missing rank`,
  '/corrections': `${OF_MEASURES} missing rank release correction`,
  '/data':
    'level_4 full_online national target rank index interval release correction illustrative',
  '/data/reference':
    'procedure level_1_2 level_3 level_4 dossier with_dossiers on_time denominator point target baseline pace lacking period missing rank index release correction illustrative',
  '/data/push': 'procedure level_4 eligible dossier on_time',
  '/indicators': `${OF_RELEASE} ${OF_MEASURES} procedure full_online emc doc_axis target pace missing rank`,
  '/indicators/[indicator]': `${OF_RELEASE} online_service level_1_2 level_3 level_4 full_online npsp soc emc target period missing`,
  '/methodology': `${OF_MEASURES} procedure level_1_2 full_online denominator point national target baseline pace missing rank index release hash correction illustrative`,
  '/methodology/rules':
    'procedure level_4 dossier with_dossiers on_time denominator point target lacking missing correction',
  '/nation': `${OF_RELEASE} ${OF_MEASURES} procedure level_1_2 full_online doc_axis denominator national target period rank correction`,
  '/platforms': `${OF_RELEASE} lgsp ndxp npsp soc missing`,
  '/procedures': `${OF_RELEASE} procedure online_service level_3 level_4 dossier npsp target lacking missing`,
  '/procedures/[procedure]': `${OF_RELEASE} procedure online_service level_1_2 level_3 level_4 eligible dossier on_time soc target missing`,
  '/promises': `${OF_MEASURES} procedure full_online emc target missing rank release illustrative`,
  '/rankings': `${OF_RELEASE} ${OF_MEASURES} procedure full_online target missing`,
  '/rankings/[group]/[measure]': `${OF_RELEASE} ${OF_MEASURES} target pace lacking missing rank`,
  '/rankings/[group]/[measure]/editions': `${OF_RELEASE} online_service level_4 missing`,
  '/releases': `${OF_RELEASE} online_service level_4 full_online dossier with_dossiers target missing correction`,
  '/releases/difference': `${OF_RELEASE} ${OF_MEASURES} full_online point target pace missing rank`,
  '/series/[series]': `${OF_RELEASE} procedure level_4 target missing`,
  '/signs':
    'online_service level_4 dossier with_dossiers denominator point target rank illustrative',
  '/sources': `${OF_RELEASE} level_4 target missing correction`,
  '/sources/[source]': `${OF_RELEASE} ${OF_MEASURES} target missing correction`,
  '/units': `${OF_RELEASE} online_service level_4 target pace missing rank`,
  '/units/[unit=body]': `${OF_RELEASE} procedure online_service level_4 dossier with_dossiers denominator target pace missing rank correction`,
  '/units/[unit]': `${OF_RELEASE} ${OF_MEASURES} level_1_2 full_online emc doc_axis denominator target pace lacking missing rank forecast correction`,
  '/units/[unit]/brief': `${OF_RELEASE} ${OF_MEASURES} denominator point target pace lacking missing rank forecast`,
  '/units/[unit]/figures/[indicator]': `${OF_RELEASE} online_service level_1_2 level_3 level_4 dossier npsp emc denominator target missing correction`,
  '/units/[unit]/services': `${OF_RELEASE} level_1_2 level_3 level_4 eligible dossier target pace lacking missing index`,
  '/verify': 'online_service full_online target rank release illustrative',
};

/** A term as a page opens it, in the language being read. */
export interface PageTerm {
  code: string;
  word: string;
  says: string;
}

/** The terms of a page, in the order of the glossary. */
export function termsOf(route: string | null): PageTerm[] {
  const codes = new Set((TERMS[route ?? ''] ?? '').split(' '));
  return GLOSSARY.flatMap(({ terms }) => terms)
    .filter(({ code }) => codes.has(code))
    .map(({ code, name, says }) => ({ code, word: name(), says: says() }));
}
