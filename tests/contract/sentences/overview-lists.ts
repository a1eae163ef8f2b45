// What the lists of the first page must say of a quarter: targets, who is silent, behind and rising.
import {
  askedText,
  before,
  CODE,
  demandOf,
  demandText,
  isMet,
  judging,
  measureName,
  named,
  NATION,
  rankingIn,
  unitsText,
  type NationRanking,
  type PlannedIndicator,
  type PlannedTarget,
  type World,
} from './nation-facts.ts';
import { judgedIn } from './overview.ts';
import {
  dayText,
  periodText,
  textFaults,
  valueFault,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

export const TARGET_HEADS = { vi: /^Các chỉ tiêu/, en: /^Targets/ };

const NO_TARGET = {
  vi: 'Kỳ này chưa có chỉ tiêu nào có hiệu lực.',
  en: 'No target is in force in this period.',
};

const STATE_ORDER = ['on_pace', 'behind', 'far_behind', 'overdue', 'not_measured'];

/** "5/22", and how many of those that have not met it stand how. */
function standingIn(
  world: World,
  { period, code, group }: { period: string; code: string; group: string },
): string {
  const { rows, unranked } = rankingIn(world, period, code);
  const own = rows.filter((row) => row.group === group && row.targetState !== 'not_applicable');
  const silent = unranked.filter(
    (unit) => unit.group === group && unit.reason !== 'not-applicable',
  ).length;
  const counts = STATE_ORDER.map(
    (state) =>
      own.filter(({ targetState }) => targetState === state).length +
      (state === 'not_measured' ? silent : 0),
  ).filter((n) => n > 0);
  return [`${own.filter(isMet).length}/${own.length + silent}`, ...counts].join(' ');
}

/** Without the words of states, which say what the shapes show. */
const bareOf = (said: string): string =>
  said
    .replaceAll(/\p{L}[\p{L} ,]*\./gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

export function targetFaults(
  section: Section | undefined,
  world: World,
  period: string,
  language: Language,
): string[] {
  if (!section) return ['no table of targets'];
  const judged = world.indicators.flatMap((indicator) => {
    // Of all of the nation, or of one of its groups.
    const target = [NATION, ...NATION.map((group) => [group])]
      .map((groups) => judging(indicator, groups, period))
      .find((each) => each !== null);
    const isTold = rankingIn(world, period, indicator.code).national !== null;
    return target && isTold ? [{ indicator, target }] : [];
  });
  if (judged.length === 0 && section.rows.length === 0) {
    return textFaults(section.texts[1], [{ words: NO_TARGET[language] }], language);
  }
  const missing = judged.length === section.rows.length ? [] : ['rows of other targets'];
  return [
    ...missing,
    ...judged.flatMap(({ indicator, target }) => {
      const name = measureName(indicator, language);
      const row = section.rows.find(([head = '']) => head.startsWith(`${name} `));
      return row ? rowFaults(row, world, { indicator, target, period }, language) : [`no ${name}`];
    }),
  ];
}

function rowFaults(
  [head = '', , nation = '', ...cells]: string[],
  world: World,
  told: { indicator: PlannedIndicator; target: PlannedTarget; period: string },
  language: Language,
): string[] {
  const { indicator, target, period } = told;
  const { code } = indicator;
  const asked = askedText(target, indicator, language);
  const isOfAll = NATION.every((group) => target.groups.includes(group));
  const value = rankingIn(world, period, code).national?.value ?? null;
  const [said = ''] = nation.split(' ');
  const demand = demandOf(world, code, target);
  // What twice a year's figure comes to is told with it.
  const isWorkedOut = target.operator === 'x' && demand !== null && Number.isFinite(demand);
  const [, comesTo = ''] = /: ([\d.,]+%)/.exec(head) ?? [];
  // Phones have it under the name.
  const [, under = '–'] = /(?:Cả nước|Nation) ([\d.,]+%)/.exec(head) ?? [];
  const reached = isOfAll && value !== null ? value * 100 : '–';
  return [
    head.includes(asked) ? null : `"${head}" does not ask ${asked}`,
    head.includes(dayText(target.due, language)) ? null : `"${head}" is not due ${target.due}`,
    isWorkedOut ? valueFault(comesTo, demand * 100, language) : null,
    valueFault(said, reached, language),
    valueFault(under, reached, language),
    ...NATION.map((group, at) => {
      const wanted = target.groups.includes(group)
        ? standingIn(world, { period, code, group })
        : '–';
      const bare = bareOf(cells[at] ?? '');
      return bare === wanted ? null : `${code} ${group}: "${bare}" should be ${wanted}`;
    }),
  ].filter((fault) => fault !== null);
}

export const SILENT_HEADS = {
  vi: 'Đơn vị không có số liệu kỳ này',
  en: 'Units without figures this period',
};

const UNASKED = {
  vi: {
    all: 'Mọi bộ, tỉnh đã kết nối đều có số liệu.',
    sub: 'Không tính là 0, không xếp cuối bảng',
    unasked: 'Chưa kết nối nguồn số liệu nên chưa được tính: {units}.',
    never: '{why}, chưa có số liệu kỳ nào',
  },
  en: {
    all: 'Every connected ministry and province has figures.',
    sub: 'Not counted as 0, not ranked last',
    unasked: 'No source connected, so not counted yet: {units}.',
    never: '{why}, no figures in earlier periods',
  },
};

/** That everybody who was asked answered, where so, and how many of each group nobody asks. */
function unaskedFaults(
  { texts, rows }: Section,
  unranked: NationRanking['unranked'],
  language: Language,
): string[] {
  const words = UNASKED[language];
  const counts = ['ministries', 'agencies', 'provinces'].flatMap((group) => {
    const n = unranked.filter(
      (unit) => unit.group === group && unit.reason === 'not-connected',
    ).length;
    return n > 0 ? [unitsText(group, n, language)] : [];
  });
  const said = [
    rows.length === 0 ? words.all : words.sub,
    ...(counts.length > 0 ? [words.unasked.replace('{units}', counts.join(', '))] : []),
  ];
  return texts.join(' ') === said.join(' ')
    ? []
    : [`"${texts.join(' ')}" should read "${said.join(' ')}"`];
}

/** Everybody who was asked in vain is named, with since when and the last figure; nobody else is. */
export function silentFaults(
  section: Section | undefined,
  world: World,
  period: string,
  language: Language,
): string[] {
  if (!section) return ['no list of who is silent'];
  const { unranked } = rankingIn(world, period, CODE);
  const silent = unranked.filter(
    ({ reason }) => reason !== 'not-applicable' && reason !== 'not-connected',
  );
  const { rows } = section;
  const faults = rows.length === silent.length ? [] : [`${rows.length} named of ${silent.length}`];
  const told = rows.flatMap(([name = '', said = '']) => {
    const unit = named(silent, name, language) as (typeof silent)[number] | undefined;
    if (!unit) return [`${name} is not silent`];
    const { lastKnown } = unit;
    const why = () => null;
    if (!lastKnown) {
      return textFaults(said, [{ words: UNASKED[language].never, values: { why } }], language);
    }
    const at = world.periods.indexOf(lastKnown.period) + 1;
    const n = world.periods.indexOf(period) - at + 1;
    const since = periodText(world.periods[at] ?? '', language);
    const words = {
      vi: '{why}, vắng {n} kỳ, từ {since} gần nhất {last} ({period})',
      en: `{why}, {n} ${n === 1 ? 'period' : 'periods in a row'}, since {since} last {last} ({period})`,
    }[language];
    const values = { why, n, since, last: lastKnown.value * 100 };
    return textFaults(
      said,
      [{ words, values: { ...values, period: periodText(lastKnown.period, language) } }],
      language,
    );
  });
  return [...unaskedFaults(section, unranked, language), ...faults, ...told];
}

export const END_HEADS = {
  behind: { vi: 'Còn thiếu nhiều dịch vụ nhất', en: 'Most services still to go' },
  risers: { vi: 'Tăng nhanh nhất', en: 'Fastest risers' },
};

const UNDER_NAME = {
  vi: /^(.+?)(?: Chậm từ: (.+))?$/,
  en: /^(.+?)(?: Behind since: (.+))?$/,
};

/** What stands over the lists of a group, and the link below them. */
const ROUND = {
  vi: {
    behind: 'Số dịch vụ phải nâng lên mức độ 4 để đạt {demand}',
    risers: 'Tỷ lệ dịch vụ mức độ 4, so với {period}',
    all: 'Xem cả {n} đơn vị',
  },
  en: {
    behind: 'Services to be raised to level 4 to reach {demand}',
    risers: 'Share of services at level 4, against {period}',
    all: 'See all {n} units',
  },
};

/** What is wrong round a list: the line over it, and of how many the ranking is that it leads to. */
function roundFaults(
  section: Section | undefined,
  over: Sentence,
  { world, period, group }: { world: World; period: string; group: string },
  language: Language,
): string[] {
  const { rows, unranked } = rankingIn(world, period, CODE);
  const n = [...rows, ...unranked].filter((row) => row.group === group).length;
  return [
    ...textFaults(section?.texts[0], [over], language),
    ...textFaults(section?.texts.at(-1), [{ words: ROUND[language].all, values: { n } }], language),
  ];
}

const NONE_LACKS = {
  vi: 'Trong các đơn vị có số liệu, không còn đơn vị nào thiếu.',
  en: 'No unit with figures is still short of services.',
};

/** The units with the most services still to raise, in order, and since when each is behind. */
export function behindFaults(
  section: Section | undefined,
  world: World,
  { period, group }: { period: string; group: string },
  language: Language,
): string[] {
  const judged = judgedIn(world, period);
  if (!judged) return section ? ['a list without a target'] : [];
  const lacks = judged.ranking.rows
    .filter((row) => row.group === group && !isMet(row))
    .map((row) => {
      const asked = Math.ceil(judged.target.value * (row.denominator ?? 0) - 1e-9);
      return { row, name: row.name, lack: asked - (row.numerator ?? 0) };
    })
    .filter(({ lack }) => lack > 0)
    .toSorted((a, b) => b.lack - a.lack);
  const rows = section?.rows ?? [];
  if (rows.length !== Math.min(5, lacks.length)) return [`${rows.length} of ${lacks.length}`];
  const [, said = ''] = section?.texts ?? [];
  const over = {
    words: ROUND[language].behind,
    values: { demand: demandText(judged.target.value, language) },
  };
  const round = roundFaults(section, over, { world, period, group }, language);
  if (rows.length === 0) {
    return [...round, ...textFaults(said, [{ words: NONE_LACKS[language] }], language)];
  }
  const listed = rows.flatMap(([head = '', now = '', lack = '', since = '–'], at) => {
    // Phones have it under the name.
    const [, name = '', under = since] = UNDER_NAME[language].exec(head) ?? [];
    const own = named(lacks, name, language) as (typeof lacks)[number] | undefined;
    if (!own) return [`${name} lacks nothing`];
    const { behindSince } = own.row;
    const begun = behindSince ? periodText(behindSince.period, language) : '–';
    return [
      valueFault(now, (own.row.value ?? NaN) * 100, language),
      valueFault(lack, own.lack, language),
      own.lack === lacks[at]?.lack ? null : `${name} is not in its place`,
      [since, under].every((said) =>
        said.toLocaleLowerCase(language).startsWith(begun.toLocaleLowerCase(language)),
      )
        ? null
        : `${name} is behind since ${begun}, not "${since}", "${under}"`,
    ].filter((fault) => fault !== null);
  });
  return [...round, ...listed];
}

const NONE_ROSE = {
  vi: 'Trong các đơn vị có số liệu ở cả hai kỳ, không có đơn vị nào tăng.',
  en: 'Of the units with figures in both periods none rose.',
};

/** The units whose share rose most, in order. */
export function riserFaults(
  section: Section | undefined,
  world: World,
  { period, group }: { period: string; group: string },
  language: Language,
): string[] {
  const previous = before(world, period);
  if (!previous) return section ? ['risers, and nothing before'] : [];
  const then = rankingIn(world, previous, CODE).rows;
  const risen = rankingIn(world, period, CODE)
    .rows.filter((row) => row.group === group)
    .flatMap((row) => {
      const past = then.find(({ unitId }) => unitId === row.unitId);
      const rise = (row.value ?? 0) - (past?.value ?? Infinity);
      return past && rise > 0 ? [{ name: row.name, row, past, rise }] : [];
    })
    .toSorted((a, b) => b.rise - a.rise);
  const rows = section?.rows ?? [];
  if (rows.length !== Math.min(5, risen.length)) return [`${rows.length} of ${risen.length}`];
  const [, said = ''] = section?.texts ?? [];
  const over = {
    words: ROUND[language].risers,
    values: { period: periodText(previous, language) },
  };
  const round = roundFaults(section, over, { world, period, group }, language);
  if (rows.length === 0) {
    return [...round, ...textFaults(said, [{ words: NONE_ROSE[language] }], language)];
  }
  const listed = rows.flatMap(([name = '', past = '', now = '', rise = ''], at) => {
    const own = named(risen, name, language) as (typeof risen)[number] | undefined;
    if (!own) return [`${name} did not rise`];
    return [
      valueFault(past, (own.past.value ?? NaN) * 100, language),
      valueFault(now, (own.row.value ?? NaN) * 100, language),
      valueFault(rise, own.rise * 100, language),
      own.name === risen[at]?.name ? null : `${name} is not in its place`,
    ].filter((fault) => fault !== null);
  });
  return [...round, ...listed];
}
