// What the section on changes of rank must say.
import type { Explanation, Facts, Ranking, TopFacts } from './facts.ts';
import { partsFaults, sidesFaults } from './ledger.ts';
import { FACTORS, movedOf, places, ranksOf, type Moved } from './moved.ts';
import {
  periodText,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
  type Value,
} from './text.ts';

const INDEX_WHY_HEADS = {
  vi: 'Vì sao hạng theo chỉ số thay đổi',
  en: 'Why the rank on the index changed',
};
const WHY_HEADS = { vi: 'Vì sao thứ hạng thay đổi', en: 'Why the rank changed' };

/** By the reason that the API gives. */
export const NONE: Record<string, Record<Language, string>> = {
  'no-measure': {
    vi: 'Chỉ tiêu này không có ở cả hai bản công bố ({from} và {to}), nên không so được thứ hạng.',
    en: 'The two releases ({from} and {to}) do not both have this measure, so that ranks cannot be compared.',
  },
  'not-listed-before': {
    vi: '{name} không có trong danh sách xếp hạng {from} (chưa thành lập, không được theo dõi, đã sáp nhập, theo địa giới khác hoặc không thuộc nhóm nào được xếp hạng), nên không có hạng trước để so.',
    en: '{name} is not among the ranked units of {from} (not yet founded, not followed, merged, of other boundaries, or in no group that is ranked), so that there is no rank to compare with.',
  },
  'not-listed-now': {
    vi: '{name} không có trong danh sách xếp hạng {to} (chưa thành lập, không được theo dõi, đã sáp nhập, theo địa giới khác hoặc không thuộc nhóm nào được xếp hạng), nên không có hạng để so.',
    en: '{name} is not among the ranked units of {to} (not yet founded, not followed, merged, of other boundaries, or in no group that is ranked), so that there is no rank to compare.',
  },
  'other-group': {
    vi: '{name} được xếp hạng trong hai nhóm khác nhau, {from} và {to}, nên không so được thứ hạng.',
    en: '{name} was ranked in two different groups, {from} and {to}, so that ranks cannot be compared.',
  },
  'unranked-before': {
    vi: '{name} không được xếp hạng {from}, nên không có hạng trước để so.',
    en: '{name} had no rank in {from}, so that there is none to compare with.',
  },
  'unranked-now': {
    vi: '{name} không được xếp hạng {to}, nên không có thay đổi thứ hạng để giải thích.',
    en: '{name} has no rank in {to}, so that there is no change of rank to explain.',
  },
  alone: {
    vi: 'Nhóm chỉ có một đơn vị được xếp hạng, nên không có thứ hạng để so.',
    en: 'Only one unit of the group is ranked, so that there are no ranks to compare.',
  },
  'first-period': {
    vi: 'Chưa có kỳ công bố nào trước {to} để so thứ hạng.',
    en: 'Nothing was released before {to} that its rank could be compared with.',
  },
};

/** A list of names as a sentence gives it: all of up to four, or three and how many others. */
export function namesIn(ids: ReadonlySet<string>, names: ReadonlyMap<string, string>): Value {
  return (said) => {
    // Names hold commas and "và" themselves: longest first, each becomes one sign.
    const known = [...ids].map((id) => names.get(id) ?? id).toSorted((a, b) => b.length - a.length);
    const bare = known.reduce((text, name) => text.replace(name, '§'), said);
    const [, list = '', others = '0'] =
      /^(§(?:(?:, |; | và | and |, and |; và |; and )§)*)(?:(?:,? và|,? and|;) (\d+) (?:đơn vị khác|others?))?$/.exec(
        bare,
      ) ?? [];
    const told = list.replaceAll(/[^§]/g, '').length + Number(others);
    const isParted =
      !known.some((name) => /, | và | and /.test(name)) || !/§(?:, | và | and )/.test(bare);
    if (!isParted) return `"${said}" does not say where one name ends`;
    if (list === '') return `"${said}" names others than ${known.join('; ')}`;
    return told === ids.size ? null : `"${said}" tells of ${told}, not of ${ids.size}`;
  };
}

/** The causes, the largest first, those of one size in the direction of the move. */
function causesSaid(
  { move }: Explanation,
  language: Language,
): { words: string; values: Record<string, Value> } {
  const total = move?.places ?? 0;
  const parts = (move?.parts ?? [])
    .filter((part) => part.places !== 0)
    .toSorted((a, b) => Math.abs(b.places) - Math.abs(a.places) || (b.places - a.places) * total);
  const values: Record<string, Value> = {};
  const texts = parts.slice(0, 3).map((part, at) => {
    const size = Math.abs(part.places);
    values[`part${at}`] = size;
    const factor = FACTORS[part.factor]?.said[language] ?? part.factor;
    if (language === 'vi')
      return `${factor} làm ${part.places > 0 ? 'tăng' : 'giảm'} {part${at}} bậc`;
    return `${factor} ${part.places > 0 ? 'gained' : 'cost'} it {part${at}} ${places(size, 'en')}`;
  });
  if (texts.length === 0) {
    const nothing = {
      vi: '{head}: không yếu tố nào làm thay đổi đến 0,1 bậc.',
      en: '{head}: no factor moved it by as much as 0.1 of a place.',
    };
    return { words: nothing[language], values };
  }
  const list =
    language === 'vi'
      ? texts.join(', ').replace(/, (?=[^,]*$)/, ' và ')
      : texts.length === 3
        ? `${texts[0]}, ${texts[1]}, and ${texts[2]}`
        : texts.join(' and ');
  const mainly = { vi: '; chủ yếu là ', en: '; mainly, ' }[language];
  return { words: `{head}${parts.length > 3 ? mainly : ': '}${list}.`, values };
}

function headWords(moved: Moved, language: Language): string {
  const rise = moved.before - moved.now;
  const isAsMany = moved.ranked === moved.nowRanked;
  if (language === 'vi') {
    if (rise === 0 && isAsMany)
      return '{name} giữ nguyên hạng {now}/{nowRanked} từ {from} đến {to}';
    if (rise === 0)
      return '{name} giữ hạng {now}, trong {ranked} đơn vị ({from}) và {nowRanked} đơn vị ({to})';
    return `{name} ${rise > 0 ? 'tăng' : 'giảm'} {size} bậc, từ hạng {before}/{ranked} ({from}) ${rise > 0 ? 'lên' : 'xuống'} {now}/{nowRanked} ({to})`;
  }
  if (rise === 0 && isAsMany) return '{name} kept rank {now} of {nowRanked} from {from} to {to}';
  if (rise === 0) {
    return '{name} kept rank {now}, of {ranked} ({from}) and of {nowRanked} ({to})';
  }
  return `{name} ${rise > 0 ? 'rose' : 'fell'} {size} ${places(Math.abs(rise), 'en')}, from rank {before} of {ranked} ({from}) to {now} of {nowRanked} ({to})`;
}

interface Ends {
  from: Ranking;
  to: Ranking;
  /** The quarter of `from`: the last one before in which the unit has a rank. */
  period: string;
  /** The quarters between, in which it has none. */
  unranked: string[];
}

/** Figures begin with it. */
export const FIRST_QUARTER = '2019-Q1';

function quarterBefore(quarter: string): string {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
  return number > 1 ? `${year}-Q${number - 1}` : `${year - 1}-Q4`;
}

/** The two rankings that a move lies between; the quarter before where the unit was never ranked. */
export async function endsOf(facts: TopFacts, measure: string, previous: string): Promise<Ends> {
  const { unitId, group, period, rankings } = facts;
  const to = await rankings(measure, period, group);
  const unranked: string[] = [];
  for (let quarter = previous; quarter >= FIRST_QUARTER; quarter = quarterBefore(quarter)) {
    const from = await rankings(measure, quarter, group);
    const [wasRanked, isRanked] = [from, to].map((ranking) => ranksOf(ranking).has(unitId));
    if (wasRanked || !isRanked) return { from, to, period: quarter, unranked };
    unranked.unshift(quarter);
  }
  const from = await rankings(measure, previous, group);
  return { from, to, period: previous, unranked: [] };
}

/** Said before a move that leaps over quarters without a rank. */
function leapSaid({ unranked }: Ends, name: string, language: Language): Sentence[] {
  const [first, last] = [unranked[0] ?? '', unranked.at(-1) ?? ''];
  if (first === '') return [];
  const said = [...new Set([first, last])].map((quarter) => periodText(quarter, language));
  const words = {
    vi: '{name} không có hạng {periods}, nên so với kỳ gần nhất có hạng.',
    en: '{name} had no rank in {periods}, so that it is compared with the last period in which it had one.',
  };
  return [{ words: words[language], values: { name, periods: said.join('–') } }];
}

/** The sentence of one ledger. */
function sentenceOf(
  facts: Facts,
  explanation: Explanation,
  ends: Ends | null,
  language: Language,
): Sentence[] {
  const named: Record<string, Value> = {
    name: shortName(facts.name, language),
    from: periodText(ends?.period ?? '', language),
    to: periodText(explanation.to.period, language),
  };
  const moved = ends && movedOf(facts.unitId, ends.from, ends.to);
  if (!moved || !explanation.move) {
    return [
      { words: NONE[explanation.reason ?? '']?.[language] ?? '(no reason known)', values: named },
    ];
  }
  const names = new Map(
    [...ends.from.rows, ...ends.to.rows].map(({ unitId, name }) => [
      unitId,
      shortName(name, language),
    ]),
  );
  const causes = causesSaid(explanation, language);
  const rise = moved.before - moved.now;
  const sentences: Sentence[] = [
    ...leapSaid(ends, shortName(facts.name, language), language),
    {
      words: causes.words.replace('{head}', headWords(moved, language)),
      values: {
        ...named,
        ...causes.values,
        size: Math.abs(rise),
        before: moved.before,
        now: moved.now,
        ranked: moved.ranked,
        nowRanked: moved.nowRanked,
      },
    },
  ];
  const { passed, level, passedBy } = moved.sides;
  const tell = (words: Record<Language, string>, key: string, ids: Set<string>) =>
    sentences.push({ words: words[language], values: { [key]: namesIn(ids, names) } });
  // Both sides, whichever way the unit itself moved.
  if (passed.size > 0) {
    tell({ vi: 'Đã vượt {passed}.', en: 'It passed {passed}.' }, 'passed', passed);
  }
  if (level.size > 0) {
    tell({ vi: 'Nay ngang hạng với {level}.', en: 'It drew level with {level}.' }, 'level', level);
  }
  if (passedBy.size > 0) {
    tell({ vi: 'Bị {passedBy} vượt qua.', en: 'Passed by {passedBy}.' }, 'passedBy', passedBy);
  }
  return sentences;
}

const isOwn =
  ({ unitId }: Facts) =>
  (unit: { unitId: string }): boolean =>
    unit.unitId === unitId;

/** Where the ledger of a measure stands, by heading, and on which answer it hangs. */
export const LEDGERS = {
  share: { heads: WHY_HEADS, measure: 'share_l4', isReference: false },
  index: { heads: INDEX_WHY_HEADS, measure: 'tiendo:tiendo', isReference: true },
} as const;

/** @param previous the quarter before; null where there is none */
export async function whyFaults(
  section: Section | undefined,
  facts: Facts,
  { previous, ledger }: { previous: string | null; ledger: keyof typeof LEDGERS },
  language: Language,
): Promise<string[]> {
  const { measure, isReference } = LEDGERS[ledger];
  const explanation = facts.why[ledger];
  if (!section) {
    const { rows, unranked } = await facts.rankings(measure, facts.period, facts.group);
    const isHeld =
      rows.some(isOwn(facts)) ||
      unranked.some((unit) => isOwn(facts)(unit) && unit.reason !== 'not-applicable');
    return isHeld ? ['no section on changes of rank'] : [];
  }
  const ends = previous === null ? null : await endsOf(facts, measure, previous);
  // Below the name of the measure, and of a reference that it is none.
  const said = section.texts[isReference ? 2 : 1];
  const faults = textFaults(said, sentenceOf(facts, explanation, ends, language), language);
  const moved = ends && movedOf(facts.unitId, ends.from, ends.to);
  if (!explanation.move || !moved) return faults;
  const names = new Map(
    [...ends.from.rows, ...ends.to.rows].map(({ unitId, name }) => [
      unitId,
      shortName(name, language),
    ]),
  );
  const periods = [ends.period, facts.period] as const;
  const behind = { ...ends, periods, unitId: facts.unitId };
  return [
    ...faults,
    ...partsFaults(explanation, moved, { rows: section.rows, behind }, language),
    ...sidesFaults(moved, section.terms, names, language),
  ];
}
