// What each change that is told on the first page must say: every number of it, worked out again.
import {
  askedText,
  before,
  isMet,
  judging,
  measureInText,
  measureName,
  named,
  NATION,
  rankingIn,
  unitsText,
  type NationRow,
  type PlannedIndicator,
  type World,
} from './nation-facts.ts';
import {
  periodText,
  textFaults,
  type Language,
  type Section,
  type Sentence,
  type Value,
} from './text.ts';

export const CHANGE_HEADS = {
  vi: /^(?:\d thay đổi|Thay đổi) đáng chú ý$/,
  en: /^(?:\d changes?|Changes) worth noting$/,
};

const NOTHING = {
  vi: {
    none: 'So với {period}, không có thay đổi nào từ mức nêu dưới đây.',
    first: 'Chưa có kỳ liền trước để so.',
  },
  en: {
    none: 'Against {period} nothing changed by as much as is told below.',
    first: 'There is no period right before to compare with.',
  },
};

const LABELS: Record<Language, Record<string, string>> = {
  vi: {
    'Cả nước đạt chỉ tiêu': 'nation-met',
    'Cả nước không còn đạt chỉ tiêu': 'nation-unmet',
    'Mới đạt chỉ tiêu': 'met',
    'Không còn đạt chỉ tiêu': 'unmet',
    'Có số liệu trở lại': 'returned',
    'Lần đầu có số liệu': 'first',
    'Thấp nhất từ trước đến nay': 'lowest',
    Giảm: 'fell',
    Tăng: 'rose',
  },
  en: {
    'Target met by the nation': 'nation-met',
    'Target no longer met by the nation': 'nation-unmet',
    'Newly met': 'met',
    'No longer met': 'unmet',
    'Figures again': 'returned',
    'First figures': 'first',
    'Lowest so far': 'lowest',
    Fall: 'fell',
    Rise: 'rose',
  },
};

/** What a change is about, where the sentence says it. */
const SUBJECT: Record<Language, RegExp> = {
  vi: /^(?<unit>.+?): (?<name>.+?) (?:còn|giảm|tăng) [\d,.]+/,
  en: /^(?<unit>.+?): (?<name>.+?) (?:down|up) (?:to )?[\d,.]+/,
};

interface Told {
  world: World;
  period: string;
  previous: string;
  language: Language;
  kind: string;
  text: string;
}

const isSame = (a: string, b: string) => a.normalize('NFC') === b.normalize('NFC');

function nationSaid({ world, period, previous, language, text }: Told): Sentence | string {
  const indicator = world.indicators.find((each) =>
    text.startsWith(`${measureName(each, language)}: `),
  );
  const target = indicator && judging(indicator, NATION, period);
  if (!indicator || !target) return 'names no measure that has a target';
  if (judging(indicator, NATION, previous)?.id !== target.id) return 'was judged by another target';
  const valueIn = (quarter: string) =>
    (rankingIn(world, quarter, indicator.code).national?.value ?? NaN) * 100;
  return {
    words: {
      vi: '{name}: cả nước {now}, kỳ trước {before}; chỉ tiêu {demand}.',
      en: '{name}: {now} nationwide, {before} in the period before; target {demand}.',
    }[language],
    values: {
      name: measureName(indicator, language),
      now: valueIn(period),
      before: valueIn(previous),
      demand: askedText(target, indicator, language),
    },
  };
}

/** Who crossed the line of the target, of the group that the sentence says, by how much. */
function crossingSaid({ world, period, previous, language, kind, text }: Told): Sentence | string {
  for (const indicator of world.indicators) {
    for (const group of [...NATION, 'agencies']) {
      const target = judging(indicator, [group], period);
      if (!target || judging(indicator, [group], previous)?.id !== target.id) continue;
      const asked = askedText(target, indicator, language);
      if (!text.startsWith(`${measureName(indicator, language)} (${asked})`)) continue;
      const [now, then] = [period, previous].map((quarter) =>
        rankingIn(world, quarter, indicator.code).rows.filter((row) => row.group === group),
      );
      const crossed = (now ?? []).flatMap((row) => {
        const past = then?.find(({ unitId }) => unitId === row.unitId);
        const isIt = past && isMet(row) === (kind === 'met') && isMet(past) !== isMet(row);
        return isIt ? [{ row, past }] : [];
      });
      const units = unitsText(group, crossed.length, language);
      if (!text.includes(` ${units}`)) continue;
      const silent = rankingIn(world, period, indicator.code).unranked.filter(
        (unit) => unit.group === group && unit.reason !== 'not-applicable',
      );
      return {
        words: `${measureName(indicator, language)} (${asked}): ${
          {
            vi:
              kind === 'met'
                ? `thêm ${units} đạt, nay {met}/{of}: {names}.`
                : `${units} không còn đạt, nay {met}/{of} đạt: {names}.`,
            en: `${kind === 'met' ? 'newly' : 'no longer'} met by ${units}, now by {met} of {of}: {names}.`,
          }[language]
        }`,
        values: {
          met: (now ?? []).filter(isMet).length,
          of: (now ?? []).length + silent.length,
          names: listed(
            crossed.map(({ row, past }) => ({ name: row.name, row, past })),
            language,
            ({ row, past }) =>
              indicator.measure === 'flag'
                ? null
                : { words: '{before} → {now}', values: { before: per(past), now: per(row) } },
          ),
        },
      };
    }
  }
  return 'fits no group that crossed a target';
}

const per = ({ value }: Pick<NationRow, 'value'>): number => (value ?? NaN) * 100;

/** A list of units, each with what is said of it in brackets; all of them, or three and how many others. */
function listed<Unit extends { name: NationRow['name'] }>(
  units: readonly Unit[],
  language: Language,
  saidOf: (unit: Unit) => Sentence | null,
): Value {
  return (said) => {
    const others = / (?:và|and) (\d+) (?:đơn vị khác|others?)$/.exec(said);
    const parts = (others ? said.slice(0, others.index) : said).split(/; (?!gần nhất|last )/);
    if (parts.length + Number(others?.[1] ?? 0) !== units.length) {
      return `"${said}" tells of others than ${units.length}`;
    }
    const faults = parts.flatMap((part) => {
      const [, name = '', told] = /^(.+?)(?: \((.*)\))?$/.exec(part) ?? [];
      const unit = named(units, name, language) as Unit | undefined;
      if (!unit) return [`${name} is none of them`];
      const sentence = saidOf(unit);
      return sentence ? textFaults(told, [sentence], language) : told ? [`${part} says more`] : [];
    });
    return faults.length === 0 ? null : faults.join('; ');
  };
}

function arrivalSaid({ world, period, previous, language, kind, text }: Told): Sentence | string {
  const indicator = world.indicators.find(({ code }) => code === 'share_l4');
  if (!indicator) return 'there is no such measure';
  const [now, then] = [period, previous].map((quarter) => rankingIn(world, quarter, 'share_l4'));
  const heard = (now?.rows ?? []).flatMap((row) => {
    const past = then?.unranked.find(({ unitId }) => unitId === row.unitId);
    const isIt = past && (past.lastKnown !== null) === (kind === 'returned');
    return isIt ? [{ name: row.name, row, last: past.lastKnown }] : [];
  });
  const missedSince = (last: string) =>
    world.periods.indexOf(period) - world.periods.indexOf(last) - 1;
  const again = {
    vi: () => '{now}, sau {n} kỳ vắng; gần nhất {last}, {period}',
    en: (n: number) =>
      `{now} after {n} ${n === 1 ? 'period' : 'periods'} without; last {last}, {period}`,
  }[language];
  return text === ''
    ? 'says nothing'
    : {
        words: '{name}: {names}.',
        values: {
          name: measureName(indicator, language),
          names: listed(heard, language, ({ row, last }): Sentence =>
            last
              ? {
                  words: again(missedSince(last.period)),
                  values: {
                    now: per(row),
                    n: missedSince(last.period),
                    last: last.value * 100,
                    period: periodText(last.period, language),
                  },
                }
              : { words: '{now}', values: { now: per(row) } },
          ),
        },
      };
}

function subjectOf({ world, period, language, text }: Told) {
  const { unit = '', name = '' } = SUBJECT[language].exec(text)?.groups ?? {};
  const indicator = world.indicators.find((each) => isSame(measureInText(each, language), name));
  const row = indicator && named(rankingIn(world, period, indicator.code).rows, unit, language);
  return indicator && row ? { indicator, row: row as NationRow } : null;
}

function moveSaid(told: Told): Sentence | string {
  const { world, previous, language, kind } = told;
  const subject = subjectOf(told);
  if (!subject) return 'names no unit with a measure';
  const { indicator, row } = subject;
  const pastIn = (quarter: string) =>
    rankingIn(world, quarter, indicator.code).rows.find(({ unitId }) => unitId === row.unitId);
  const past = pastIn(previous);
  if (!past) return 'has no figure of the period before';
  if (Math.min(past.denominator ?? 0, row.denominator ?? 0) < 50)
    return 'is a share of fewer than 50';
  const values = { unit: nameOf(row, language), name: measureInText(indicator, language) };
  if (kind === 'lowest') return lowestSaid(told, indicator, row, values);
  const rise = per(row) - per(past);
  if (Math.abs(rise) < 0.999999 || rise > 0 !== (kind === 'rose')) return `moved by ${rise}`;
  const counts =
    ({ numerator, denominator }: NationRow): Value =>
    (said) =>
      textFaults(
        said,
        [{ words: '{n}/{d}', values: { n: numerator ?? NaN, d: denominator ?? NaN } }],
        language,
      )[0] ?? null;
  return {
    words: {
      vi: `{unit}: {name} ${rise > 0 ? 'tăng' : 'giảm'} {points} điểm phần trăm, từ {before} ({beforeOf}) ${rise > 0 ? 'lên' : 'xuống'} {now} ({nowOf}).`,
      en: `{unit}: {name} ${rise > 0 ? 'up' : 'down'} {points} percentage points, from {before} ({beforeOf}) to {now} ({nowOf}).`,
    }[language],
    values: {
      ...values,
      points: Math.abs(rise),
      before: per(past),
      now: per(row),
      beforeOf: counts(past),
      nowOf: counts(row),
    },
  };
}

const nameOf =
  ({ name }: NationRow, language: Language): Value =>
  (said) =>
    named([{ name }], said, language) ? null : `${said} is another unit`;

function lowestSaid(
  { world, period, language }: Told,
  { code }: PlannedIndicator,
  row: NationRow,
  values: Record<string, Value>,
): Sentence | string {
  const earlier = world.periods.slice(0, world.periods.indexOf(period)).flatMap((quarter) => {
    const past = rankingIn(world, quarter, code).rows.find(({ unitId }) => unitId === row.unitId);
    return past ? [{ quarter, value: per(past) }] : [];
  });
  const least = Math.min(...earlier.map(({ value }) => value));
  if (earlier.length < 4 || least - per(row) < 0.999999) return 'is not lower than all before';
  const when = earlier.filter(({ value }) => value === least);
  return {
    words: {
      vi: '{unit}: {name} còn {now}, thấp nhất trong {n} kỳ có số liệu; trước đó thấp nhất là {lowest} ({period}).',
      en: '{unit}: {name} down to {now}, the lowest of {n} periods with figures; before, the lowest was {lowest} ({period}).',
    }[language],
    values: {
      ...values,
      now: per(row),
      n: earlier.length + 1,
      lowest: least,
      period: (said) =>
        when.some(({ quarter }) => periodText(quarter, language) === said)
          ? null
          : `${said} had another figure`,
    },
  };
}

const SAID: Record<string, (told: Told) => Sentence | string> = {
  'nation-met': nationSaid,
  'nation-unmet': nationSaid,
  met: crossingSaid,
  unmet: crossingSaid,
  returned: arrivalSaid,
  first: arrivalSaid,
  lowest: moveSaid,
  fell: moveSaid,
  rose: moveSaid,
};

/** What is wrong with the list of changes; corrections are held by the pages on them. */
export function changeFaults(
  section: Section | undefined,
  world: World,
  period: string,
  language: Language,
): string[] {
  if (!section) return ['no section on changes'];
  const previous = before(world, period);
  if (!previous && section.items.length > 0) return ['changes, and nothing before'];
  if (!previous || section.items.length === 0) {
    const words = NOTHING[language][previous ? 'none' : 'first'];
    const values = { period: periodText(previous ?? '', language) };
    return textFaults(section.texts[0], [{ words, values }], language);
  }
  if (section.items.length > 5) return ['more than five changes'];
  return section.items.flatMap((item) => {
    const labels = Object.keys(LABELS[language]).toSorted((a, b) => b.length - a.length);
    const label = labels.find((each) => item.startsWith(`${each} `));
    const kind = LABELS[language][label ?? ''];
    const said = kind && SAID[kind];
    if (!label || !said) return [`"${item}" is of no kind that is known`];
    const text = item.slice(label.length + 1);
    const sentence = said({ world, period, previous, language, kind, text });
    if (typeof sentence === 'string') return [`"${item}" ${sentence}`];
    return textFaults(text, [sentence], language);
  });
}
