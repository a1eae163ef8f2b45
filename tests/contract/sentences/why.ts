// What the section on changes of rank must say.
import type { Explanation, Facts, Ranking } from './facts.ts';
import { partsFaults, sidesFaults } from './ledger.ts';
import { FACTORS, movedOf, places, SIDES, type Moved } from './moved.ts';
import {
  periodText,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
  type Value,
} from './text.ts';

export const WHY_HEADS = { vi: 'Vì sao thứ hạng thay đổi', en: 'Why the rank changed' };

const NONE: Record<string, Record<Language, string>> = {
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
function namesIn(ids: ReadonlySet<string>, names: ReadonlyMap<string, string>): Value {
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
  if (language === 'vi') {
    if (rise === 0)
      return '{name} giữ hạng {now}: {before}/{ranked} ({from}), {now}/{nowRanked} ({to})';
    return `{name} ${rise > 0 ? 'tăng' : 'giảm'} {size} bậc, từ hạng {before}/{ranked} ({from}) ${rise > 0 ? 'lên' : 'xuống'} {now}/{nowRanked} ({to})`;
  }
  if (rise === 0) {
    return '{name} kept rank {now}: {before} of {ranked} ({from}), {now} of {nowRanked} ({to})';
  }
  return `{name} ${rise > 0 ? 'rose' : 'fell'} {size} ${places(Math.abs(rise), 'en')}, from rank {before} of {ranked} ({from}) to {now} of {nowRanked} ({to})`;
}

interface Ends {
  from: Ranking;
  to: Ranking;
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
    from: periodText(explanation.from?.period ?? '', language),
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
  if (rise > 0 && passed.size > 0) {
    tell({ vi: 'Đã vượt {passed}.', en: 'It passed {passed}.' }, 'passed', passed);
  } else if (rise > 0 && level.size > 0) {
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

/** @param previous the quarter before; null where there is none */
export async function whyFaults(
  section: Section | undefined,
  facts: Facts,
  previous: string | null,
  language: Language,
): Promise<string[]> {
  if (!section) {
    const { rows, unranked } = await facts.rankings('share_l4', facts.period, facts.group);
    const isHeld =
      rows.some(isOwn(facts)) ||
      unranked.some((unit) => isOwn(facts)(unit) && unit.reason !== 'not-applicable');
    return isHeld ? ['no section on changes of rank'] : [];
  }
  const told = [
    { explanation: facts.why.share, measure: 'share_l4', isReference: false },
    { explanation: facts.why.index, measure: 'tiendo:tiendo', isReference: true },
  ];
  let [text, row, term] = [0, 0, 0];
  const faults: string[] = [];
  for (const { explanation, measure, isReference } of told) {
    const ends = previous && {
      from: await facts.rankings(measure, previous, facts.group),
      to: await facts.rankings(measure, facts.period, facts.group),
    };
    text += isReference ? 2 : 1;
    faults.push(
      ...textFaults(
        section.texts[text],
        sentenceOf(facts, explanation, ends || null, language),
        language,
      ),
    );
    text += 1;
    const moved = ends && movedOf(facts.unitId, ends.from, ends.to);
    if (!explanation.move || !moved) continue;
    const names = new Map(
      [...ends.from.rows, ...ends.to.rows].map(({ unitId, name }) => [
        unitId,
        shortName(name, language),
      ]),
    );
    const periods = [explanation.from?.period ?? '', explanation.to.period] as const;
    const behind = { ...ends, periods, unitId: facts.unitId };
    const rows = section.rows.slice(row, row + 8);
    faults.push(...partsFaults(explanation, moved, { rows, behind }, language));
    const own = section.terms.slice(term);
    const next = own.findIndex(([label], at) => at > 0 && label === SIDES.passedBy[language]);
    faults.push(...sidesFaults(moved, next < 0 ? own : own.slice(0, next), names, language));
    row += 8;
    term += next < 0 ? own.length : next;
  }
  return faults;
}
