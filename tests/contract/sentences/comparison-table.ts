// What the table of a comparison must hold, and what its two kinds of pictures say: every figure with its rank,
// who is best, how far apart; how many rose between which quarters, and whose rank went where.
import type { Name } from './facts.ts';
import {
  demandText,
  judging,
  rankingIn,
  type NationRow,
  type PlannedIndicator,
  type PlannedTarget,
  type World,
} from './nation-facts.ts';
import {
  percent,
  periodText,
  plain,
  sectionsOf,
  shortName,
  textFaults,
  valueFault,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

interface TableFigure {
  unitId: string;
  score: number | null;
  rank: number | null;
  ranked: number;
}
interface TableMeasure {
  measure: string;
  name: Name;
  kind: string;
  direction: string;
  figures: TableFigure[];
}
/** As the API holds units side by side. */
export interface Tabled {
  units: { unitId: string; name: Name; group: string }[];
  measures: TableMeasure[];
}

const WORDS = {
  vi: {
    table: /^Tất cả chỉ tiêu \(\d+\)$/,
    best: ' tốt nhất',
    rank: 'thứ {rank}/{ranked}',
    apart: 'Chênh lệch tỷ lệ: điểm phần trăm',
    yes: 'có',
    no: 'chưa',
    of: { all: 'đơn vị được chọn', both: 'đơn vị được chọn có số liệu cả hai kỳ' },
    rose: '{up}/{all} {of} tăng từ {first} đến {last}',
    having: '{up}/{all} {of} đã có trong {last}; trong {first}: {then}',
    began: '{all} đơn vị được chọn có số liệu lần đầu trong {last}',
    scale: '{name}, từng đơn vị trên cùng một thang từ 0 đến {max}',
    steps: '{name}, từng đơn vị theo kỳ: nét ở trên là có, ở dưới là chưa',
    target: '; vạch đứt: chỉ tiêu {demand}',
    targets: '; vạch đứt: chỉ tiêu của mỗi đơn vị, nếu có',
    mark: '{unit}, {period}: {figure}',
    markOwn: '{unit}, {period}: {figure}; chỉ tiêu {demand}',
    demanded: 'Chỉ tiêu của đơn vị',
    moved: '{unit}: từ thứ {from}/{fromOf} ({since}) đến thứ {rank}/{ranked} ({period})',
    stands: '{unit} đứng thứ {rank}/{ranked}, {period}',
  },
  en: {
    table: /^Every measure \(\d+\)$/,
    best: ' best',
    rank: 'rank {rank} of {ranked}',
    apart: 'Difference of shares: percentage points',
    yes: 'yes',
    no: 'not yet',
    of: { all: 'chosen units', both: 'chosen units with figures in both periods' },
    rose: '{up} of {all} {of} rose from {first} to {last}',
    having: '{up} of {all} {of} have it in {last}; in {first}: {then}',
    began: '{all} chosen units have their first figure in {last}',
    scale: '{name}, each unit on the same scale from 0 to {max}',
    steps: '{name}, each unit by period: the line runs above where it has it, below where not yet',
    target: '; dashed: target {demand}',
    targets: '; dashed: each unit’s own target, where it has one',
    mark: '{unit}, {period}: {figure}',
    markOwn: '{unit}, {period}: {figure}; target {demand}',
    demanded: 'The unit’s target',
    moved: '{unit}: from rank {from} of {fromOf} ({since}) to {rank} of {ranked} ({period})',
    stands: '{unit} ranks {rank} of {ranked}, {period}',
  },
} as const;

const SAME = 1e-9;

/** A figure as the language writes it. */
function figureFault(said: string, score: number, kind: string, language: Language): string | null {
  const { yes, no } = WORDS[language];
  if (kind === 'flag') {
    return valueFault(said.toLocaleLowerCase(language), score === 1 ? yes : no, language);
  }
  const fault = valueFault(said, kind === 'share' ? percent(score) : score, language);
  return fault ?? (said.endsWith('%') === (kind === 'share') ? null : `${said} is of another kind`);
}

function measureFaults(
  [head = '', ...cells]: readonly string[],
  { units }: Tabled,
  { name, kind, direction, figures }: TableMeasure,
  language: Language,
): string[] {
  const words = WORDS[language];
  const scores = figures.flatMap(({ score }) => (score === null ? [] : [score]));
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const spread = scores.length > 1 ? high - low : null;
  const better = direction === 'none' || !spread || spread < SAME ? null : direction;
  const best = better === 'higher' ? high : low;
  const apart: Sentence =
    spread === null || kind === 'flag'
      ? { words: '–' }
      : {
          words: '{spread}',
          values: { spread: kind === 'share' ? percent(spread) : spread },
        };
  return [
    ...(head.startsWith(name[language]) ? [] : [`"${head}" is not ${name[language]}`]),
    ...textFaults(cells.at(-1), [apart], language),
    ...units.flatMap(({ unitId }, at) => {
      const said = cells[at] ?? '';
      const own = figures.find((figure) => figure.unitId === unitId);
      // Why somebody has none is told in words.
      if (own?.score == null) return /\d/.test(said) ? [`${unitId} has no "${said}"`] : [];
      const isBest = better !== null && Math.abs(own.score - best) < SAME;
      // A yes or a no is ahead of nobody.
      const rank = own.rank === null || kind === 'flag' ? '' : ` ${words.rank}`;
      const { score } = own;
      return textFaults(
        said,
        [
          {
            words: `{figure}${isBest ? words.best : ''}${rank}`,
            values: {
              figure: (figure) => figureFault(figure, score, kind, language),
              ...{ rank: own.rank ?? NaN, ranked: own.ranked },
            },
          },
        ],
        language,
      ).map((fault) => `${name[language]}, ${unitId}: ${fault}`);
    }),
  ];
}

/** What is wrong with the table of every measure. */
export function tableFaults(
  sections: readonly Section[],
  compared: Tabled,
  language: Language,
): string[] {
  const table = sections.find(({ heading }) => WORDS[language].table.test(heading));
  const rows = table?.rows ?? [];
  const { measures } = compared;
  const { apart } = WORDS[language];
  const hasShares = measures.some(({ kind }) => kind === 'share');
  return [
    // Of what the differences of shares are stands once, over them.
    ...(!hasShares || table?.heads.at(-1) === apart
      ? []
      : [`"${table?.heads.at(-1)}" heads differences`]),
    ...(rows.length === measures.length ? [] : [`${rows.length} of ${measures.length} measures`]),
    ...measures.flatMap((measure, at) =>
      measureFaults(rows[at] ?? [], compared, measure, language),
    ),
  ];
}

export interface PicturesAsked {
  world: World;
  units: Tabled['units'];
  indicator: PlannedIndicator;
  period: string;
}

const rowsIn = ({ world, units, indicator }: PicturesAsked, period: string): NationRow[] => {
  const { rows } = rankingIn(world, period, indicator.code);
  return units.flatMap(({ unitId }) => rows.find((row) => row.unitId === unitId) ?? []);
};
const periodsOf = ({ world, period }: PicturesAsked): string[] =>
  world.periods.slice(0, world.periods.indexOf(period) + 1);
const ofUnit = (rows: readonly NationRow[], id: string) => rows.find(({ unitId }) => unitId === id);

/** From the first quarter in which one of them has a figure, over those with one there and now. */
function roseSaid(asked: PicturesAsked, language: Language): Sentence {
  const words = WORDS[language];
  const { units, indicator, period } = asked;
  const now = rowsIn(asked, period);
  const hasNow = (row: NationRow) => ofUnit(now, row.unitId) !== undefined;
  const first = periodsOf(asked).find((each) => rowsIn(asked, each).some(hasNow)) ?? period;
  const pairs = rowsIn(asked, first).flatMap((then) => {
    const own = ofUnit(now, then.unitId);
    return own ? [{ then, own }] : [];
  });
  const isFlag = indicator.measure === 'flag';
  const having = ({ value }: NationRow) => value === 1;
  const up = isFlag
    ? pairs.filter(({ own }) => having(own)).length
    : pairs.filter(({ then, own }) => (own.value ?? 0) > (then.value ?? 0)).length;
  const values = {
    ...{ up, first: periodText(first, language), last: periodText(period, language) },
    then: pairs.filter(({ then }) => having(then)).length,
  };
  if (first === period) {
    const began = words.began.replace('{last}', values.last);
    return { words: began, values: { all: now.length } };
  }
  const of = pairs.length === units.length ? words.of.all : words.of.both;
  const sentence = isFlag ? words.having : words.rose;
  return {
    words: sentence
      .replace('{of}', of)
      .replace('{first}', values.first)
      .replace('{last}', values.last),
    values: { ...values, all: pairs.length },
  };
}

/** Twice what a unit itself came to in a year; null where it has no figure of that year. */
function ownDemand({ world, indicator }: PicturesAsked, unitId: string, target: PlannedTarget) {
  const base = world.periods
    .filter((period) => period.startsWith(target.baseline ?? '-'))
    .flatMap((period) => ofUnit(rankingIn(world, period, indicator.code).rows, unitId) ?? []);
  const sum = (of: 'numerator' | 'denominator') =>
    base.reduce((total, row) => total + (row[of] ?? 0), 0);
  return base.length === 0
    ? null
    : Math.min(1, (target.value * sum('numerator')) / sum('denominator'));
}

/** What each unit that has a figure is asked. */
function demandsNow(asked: PicturesAsked): Map<string, number | null> {
  const { indicator, period } = asked;
  return new Map(
    rowsIn(asked, period).map(({ unitId, group }) => {
      const target = indicator.measure === 'share' ? judging(indicator, [group], period) : null;
      if (!target) return [unitId, null];
      return [unitId, target.operator === 'x' ? ownDemand(asked, unitId, target) : target.value];
    }),
  );
}

function scaleSaid(asked: PicturesAsked, language: Language): Sentence {
  const words = WORDS[language];
  const { indicator } = asked;
  if (indicator.measure === 'flag')
    return { words: words.steps.replace('{name}', indicator.name[language]) };
  const highest = Math.max(
    ...periodsOf(asked).flatMap((each) => rowsIn(asked, each).map(({ value }) => value ?? 0)),
  );
  const demands = [...demandsNow(asked).values()];
  const isOwn = new Set(demands).size > 1;
  const [demand = null] = demands;
  // Up to the next tenth above all that is drawn.
  const top = Math.max(highest, ...demands.map((each) => each ?? 0));
  const end = Math.min(100, 10 * (Math.floor(10 * top + SAME) + 1));
  const isShare = indicator.measure === 'share';
  const dashed = isOwn ? words.targets : demand === null ? '' : words.target;
  return {
    words: words.scale.replace('{name}', indicator.name[language]) + dashed,
    values: {
      max: (said) => (isShare ? valueFault(said.replace('%', ''), end, language) : null),
      demand: demandText(demand ?? NaN, language),
    },
  };
}

/** What each panel says of its unit. */
function markFaults(page: string, asked: PicturesAsked, language: Language): string[] {
  const { mark: plainMark, markOwn } = WORDS[language];
  const { indicator, period } = asked;
  const demands = demandsNow(asked);
  const isOwn = new Set(demands.values()).size > 1;
  const told = [...page.matchAll(/<title>(.*?)<\/title>/gs)].map(([, said = '']) => plain(said));
  const bare = periodText(period, language);
  const when = bare.charAt(0).toLocaleUpperCase(language) + bare.slice(1);
  return rowsIn(asked, period).flatMap(({ unitId, name, value }) => {
    const demand = demands.get(unitId) ?? null;
    const unit = shortName(name, language);
    const mark = told.find((said) => said.startsWith(`${unit}, ${when}: `));
    const sentence = isOwn && demand !== null ? markOwn : plainMark;
    const figure = (said: string) => figureFault(said, value ?? NaN, indicator.measure, language);
    const values = { figure, demand: percent(demand ?? NaN) };
    // Names hold commas themselves.
    const words = sentence.replace('{unit}', unit).replace('{period}', when);
    return textFaults(mark, [{ words, values }], language);
  });
}

/** Units with what stands at each quarter. */
function courseFaults(
  rows: readonly string[][],
  asked: PicturesAsked,
  units: readonly NationRow[],
  cellFault: (said: string, row: NationRow | undefined) => string | null,
  language: Language,
): string[] {
  const periods = periodsOf(asked);
  return [
    ...(rows.length === units.length ? [] : [`${rows.length} units of ${units.length}`]),
    ...units.flatMap(({ unitId, name }) => {
      const row = rows.find(([head]) => head === shortName(name, language)) ?? [];
      return periods.flatMap((period, at) => {
        const fault = cellFault(row[at + 1] ?? '', ofUnit(rowsIn(asked, period), unitId));
        return fault === null ? [] : [`${unitId} ${period}: ${fault}`];
      });
    }),
  ];
}

/** What each unit is asked stands last of a table where they are asked different things, and nowhere else. */
function askedFaults(
  { rows, heads }: Section,
  asked: PicturesAsked,
  units: readonly NationRow[],
  language: Language,
): string[] {
  const demands = demandsNow(asked);
  const isOwn = new Set(demands.values()).size > 1;
  if (heads.includes(WORDS[language].demanded) !== isOwn) return ['own targets in the table'];
  if (!isOwn) return [];
  return units.flatMap(({ unitId, name }) => {
    const said = rows.find(([head]) => head === shortName(name, language))?.at(-1) ?? '';
    const demand = demands.get(unitId) ?? null;
    const fault = valueFault(said, demand === null ? '–' : percent(demand), language);
    return fault === null ? [] : [`${unitId} is asked: ${fault}`];
  });
}

/** How ranks of a group went: the first chosen of it is told of, the others stand beside it. */
function rankFaults(
  sections: readonly Section[],
  asked: PicturesAsked,
  group: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  const { world, units, indicator, period } = asked;
  const own = units.filter((unit) => unit.group === group);
  const [head] = own;
  const now = rowsIn(asked, period).filter((row) => row.group === group && row.rank !== null);
  const rank = head && ofUnit(now, head.unitId)?.rank;
  const rankedThen = (each: string) =>
    rankingIn(world, each, indicator.code).rows.filter(
      (row) => row.group === group && row.rank !== null,
    ).length;
  const all = rankedThen(period);
  const isFlag = indicator.measure === 'flag';
  if (own.length < 2 || !head || rank == null || all < 2 || isFlag) return [];
  const since = periodsOf(asked).find((each) => ofUnit(rowsIn(asked, each), head.unitId)?.rank);
  const from = since === undefined ? null : ofUnit(rowsIn(asked, since), head.unitId)?.rank;
  const unit = shortName(head.name, language);
  const sentence = since === period ? words.stands : words.moved;
  const values = {
    ...{ unit, rank, ranked: all, from: from ?? NaN },
    fromOf: since === undefined ? NaN : rankedThen(since),
    ...{ since: periodText(since ?? '', language), period: periodText(period, language) },
    sub: () => null,
  };
  const told = sections.map((section) => ({
    section,
    faults: textFaults(section.heading, [{ words: `${sentence} {sub}`, values }], language),
  }));
  const found = told.find(({ faults }) => faults.length === 0);
  if (!found) return [`no picture of ranks says "${sentence}" of ${unit}, ${rank}/${all}`];
  const cellFault = (said: string, row: NationRow | undefined) =>
    valueFault(said, row?.rank ?? '–', language);
  return courseFaults(found.section.rows, asked, now, cellFault, language);
}

/** What is wrong with the pictures. Of one quarter alone there are none. */
export function pictureFaults(page: string, asked: PicturesAsked, language: Language): string[] {
  const { units, indicator, period } = asked;
  const sections = sectionsOf(page);
  const now = rowsIn(asked, period);
  if (periodsOf(asked).length < 2 || now.length === 0) return [];
  const [rose, scale] = [roseSaid(asked, language), scaleSaid(asked, language)];
  const [first] = sections;
  const cellFault = (said: string, row: NationRow | undefined) =>
    row?.value == null
      ? valueFault(said, '–', language)
      : figureFault(said, row.value, indicator.measure, language);
  return [
    ...textFaults(first?.heading, [rose, scale], language),
    ...courseFaults(first?.rows ?? [], asked, now, cellFault, language),
    ...(first ? askedFaults(first, asked, now, language) : []),
    ...markFaults(page, asked, language),
    ...[...new Set(units.map(({ group }) => group))].flatMap((group) =>
      rankFaults(sections.slice(1), asked, group, language),
    ),
  ];
}
