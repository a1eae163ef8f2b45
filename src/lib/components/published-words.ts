// Words for what others published: names of indices and their parts, and the figures of press
// articles as text. Pages on units and on the nation import it.
import { formatDay, formatNumber } from '#lib/domain/format.ts';
import { pressWord, type PressWord } from '#lib/domain/press-fact.ts';
import { m } from '#lib/paraglide/messages.js';
import { locale } from './address.ts';
import { documentTitle } from './legal-words.ts';

const INDICES: Record<string, () => string> = {
  DTI: m.nation_index_dti,
  EGOV: m.nation_index_egov,
  ICT_INDEX: m.nation_index_ict,
  PAR_INDEX: m.nation_index_par,
  SIPAS: m.nation_index_sipas,
};

const PARTS: Record<string, () => string> = {
  overall: m.nation_part_overall,
  digital_economy: m.nation_part_digital_economy,
  digital_government: m.nation_part_digital_government,
  digital_society: m.nation_part_digital_society,
  human_infrastructure: m.nation_part_human_infrastructure,
  internal_it_application: m.nation_part_internal_it_application,
  it_application: m.nation_part_it_application,
  online_public_services: m.nation_part_online_public_services,
  technical_infrastructure: m.nation_part_technical_infrastructure,
  website_portal: m.nation_part_website_portal,
};

/** The name of another's index; a code that is not known comes back unchanged. */
export const indexWord = (index: string): string => INDICES[index]?.() ?? index;

/** Which part of an index a rank is about; a code that is not known comes back unchanged. */
export const partWord = (part: string): string => PARTS[part]?.() ?? part;

/** A number as an article printed it, in the reader's way of writing; what is no number as it stands. */
function printedNumber(value: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  const decimals = value.split('.')[1]?.length ?? 0;
  return formatNumber(Number(value), locale(), decimals);
}

const WORDS: Record<PressWord, () => string> = {
  all: m.nation_fact_all,
  'almost-all': m.nation_fact_almost_all,
  'basic-services': m.nation_fact_basic_services,
  low: m.nation_fact_low,
  quarterly: m.nation_fact_quarterly,
  'tens-of-trillions-vnd': m.nation_fact_tens_of_trillions,
};

/** What an article says where no number stands; a code that is not known comes back unchanged. */
function wordText(value: string): string {
  const word = pressWord(value);
  return word ? WORDS[word]() : value;
}

/**
 * The figure of a press article with its unit.
 *
 * @param valueUnit as the catalogue has it: `percent`, `count of 22`, `rank of 63`, `date`, …
 */
export function factValueText(value: string, valueUnit: string): string {
  const number = printedNumber(value);
  const [, kind, of] = /^(count|rank) of (\d+)$/.exec(valueUnit) ?? [];
  if (of)
    return kind === 'rank'
      ? m.nation_fact_rank({ value: number, of })
      : m.nation_fact_of({ value: number, of });
  switch (valueUnit) {
    case 'percent':
      return /^[\d.,]+$/.test(number) ? `${number}%` : number;
    case 'date':
      return formatDay(value, locale());
    case 'period':
      return value.split('-').every((part) => /^\d{4}$/.test(part))
        ? value.replace('-', '–')
        : formatDay(value, locale());
    case 'places':
      return m.nation_fact_places({ value: number });
    case 'multiple':
      return m.nation_fact_multiple({ value: number });
    case 'billion VND':
      return m.nation_fact_billion({ value: number });
    case 'count of objectives':
      return m.nation_fact_objectives({ value: number });
    case 'document':
      return documentTitle(value);
    case 'text':
      return wordText(value);
    case 'boolean':
      return value === '1' ? m.nation_yes() : m.nation_no();
    default:
      return number;
  }
}
