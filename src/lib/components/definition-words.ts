// What an indicator counts, in the language being read. The catalogue says it in English; those that
// are gathered are said in Vietnamese here. Pages on indicators and on the method import it.
import type { Indicator } from '#lib/domain/indicator.ts';
import { m } from '#lib/paraglide/messages.js';

interface Words {
  numerator: () => string;
  denominator?: () => string;
}

const WORDS: Record<string, Words> = {
  share_l3: {
    numerator: m.indicator_numerator_share_l3,
    denominator: m.indicator_denominator_share_l3,
  },
  share_l4: {
    numerator: m.indicator_numerator_share_l4,
    denominator: m.indicator_denominator_share_l4,
  },
  share_l3_plus: {
    numerator: m.indicator_numerator_share_l3_plus,
    denominator: m.indicator_denominator_share_l3_plus,
  },
  share_l4_eligible: {
    numerator: m.indicator_numerator_share_l4_eligible,
    denominator: m.indicator_denominator_share_l4_eligible,
  },
  share_l4_with_dossiers: {
    numerator: m.indicator_numerator_share_l4_with_dossiers,
    denominator: m.indicator_denominator_share_l4_with_dossiers,
  },
  share_l3_with_dossiers: {
    numerator: m.indicator_numerator_share_l3_with_dossiers,
    denominator: m.indicator_denominator_share_l3_with_dossiers,
  },
  dossiers_online_all: {
    numerator: m.indicator_numerator_dossiers_online_all,
    denominator: m.indicator_denominator_dossiers_online_all,
  },
  dossiers_online_services: {
    numerator: m.indicator_numerator_dossiers_online_services,
    denominator: m.indicator_denominator_dossiers_online_services,
  },
  dossiers_on_time: {
    numerator: m.indicator_numerator_dossiers_on_time,
    denominator: m.indicator_denominator_dossiers_on_time,
  },
  docs_signed: {
    numerator: m.indicator_numerator_docs_signed,
    denominator: m.indicator_denominator_docs_signed,
  },
  docs_electronic: {
    numerator: m.indicator_numerator_docs_electronic,
    denominator: m.indicator_denominator_docs_electronic,
  },
  npsp_connected: { numerator: m.indicator_numerator_npsp_connected },
  npsp_accounts: { numerator: m.indicator_numerator_npsp_accounts },
  npsp_visits: { numerator: m.indicator_numerator_npsp_visits },
  lgsp_present: { numerator: m.indicator_numerator_lgsp_present },
  lgsp_connected: { numerator: m.indicator_numerator_lgsp_connected },
  soc_present: { numerator: m.indicator_numerator_soc_present },
};

export interface DefinitionText {
  numerator: string;
  /** Empty where nothing is divided by. */
  denominator: string;
  /** True where the text is the catalogue's English, whatever the language being read. */
  isEnglish: boolean;
}

/** An indicator's definition in the language being read, or the catalogue's own words. */
export function definitionText(
  indicator: Pick<Indicator, 'code' | 'numerator' | 'denominator'>,
): DefinitionText {
  const words = WORDS[indicator.code];
  return words
    ? {
        numerator: words.numerator(),
        denominator: words.denominator?.() ?? '',
        isEnglish: false,
      }
    : { numerator: indicator.numerator, denominator: indicator.denominator, isEnglish: true };
}
