// What the page of two releases must say: how many figures and ranks differ and in which way, worked out from
// the rows of both releases; and which measure a row is of, where an index weighs one by the same name.
import { differenceRowFaults } from './difference-rows.ts';
import type { Kind, Measure, Pair, ReleasedRow, ReleasedRows } from './two-releases.ts';
import { periodText, textFaults, type Language, type Section, type Sentence } from './text.ts';

const WORDS = {
  vi: {
    named: 'bản số {n} {period}',
    head: '{figures} số liệu và {ranks} thứ hạng khác nhau giữa {from} và {to}',
    none: 'Không số nào khác nhau giữa {from} và {to}',
    around:
      'Không số liệu nào khác nhau giữa {from} và {to}; {around} dòng đổi hạng hoặc tình trạng',
    self: 'Hai bản được chọn là một: {to}',
    unit: 'Mỗi dòng là một đơn vị trên một chỉ tiêu.',
    kinds: {
      figure: 'Đổi số: {figure}.',
      appeared: 'Có thêm số: {appeared}.',
      silent: 'Không còn số: {silent}.',
      entered: 'Thêm: {entered}.',
      left: 'Bớt: {left}.',
      absence: 'Đổi lý do không có số: {absence}.',
      around: 'Chỉ đổi hạng hoặc tình trạng: {around}.',
    },
    same: 'Giữ nguyên: {unchanged}.',
    targets:
      'Xét theo cùng một chỉ tiêu có hạn: {reached} dòng mới đạt, {lost} dòng không còn đạt.',
    node: '{name} (điểm trong chỉ số)',
    rows: '{name}: {n} dòng khác',
    reached: '{name}, mới đạt: {n} dòng',
    lost: '{name}, không còn đạt: {n} dòng',
    uneven:
      '{group}: Các đơn vị được xếp hạng ở hai bản không hoàn toàn như nhau ({before} và {now} đơn vị): thứ hạng đổi có thể chỉ vì thế.',
    byMeasure: 'Theo chỉ tiêu',
    groups: {
      ministries: 'bộ, cơ quan ngang bộ',
      agencies: 'cơ quan thuộc Chính phủ',
      provinces: 'tỉnh, thành phố',
    },
  },
  en: {
    named: 'release {n} of {period}',
    head: 'Figures that differ: {figures}, ranks: {ranks}, from {from} to {to}',
    none: 'No figure differs between {from} and {to}',
    around: 'No figure differs between {from} and {to}; ranks or states that do: {around}',
    self: 'The two releases are one: {to}',
    unit: 'A row is one unit on one measure.',
    kinds: {
      figure: 'Figures changed: {figure}.',
      appeared: 'Figures that were missing before: {appeared}.',
      silent: 'Figures missing now: {silent}.',
      entered: 'Rows added: {entered}.',
      left: 'Rows gone: {left}.',
      absence: 'Missing in both, for another reason: {absence}.',
      around: 'Same figure, another rank or state: {around}.',
    },
    same: 'Rows that do not differ: {unchanged}.',
    targets: 'Judged by the same dated target: newly met {reached}, no longer met {lost}.',
    node: '{name} (score in the index)',
    rows: '{name}: rows that differ: {n}',
    reached: '{name}, newly met: rows: {n}',
    lost: '{name}, no longer met: rows: {n}',
    uneven:
      '{group}: The two releases do not rank the very same units ({before} and {now}): a rank may differ by that alone.',
    byMeasure: 'By measure',
    groups: {
      ministries: 'ministries',
      agencies: 'Government-attached agencies',
      provinces: 'provinces',
    },
  },
} as const;

const isSame = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a)));

function kindOf(then: ReleasedRow | undefined, now: ReleasedRow | undefined): Kind {
  if (!then) return 'entered';
  if (!now) return 'left';
  const [had, has] = [then.score !== null, now.score !== null];
  if (had !== has) return has ? 'appeared' : 'silent';
  if (!has && then.reason !== now.reason) return 'absence';
  const isKept =
    isSame(then.score, now.score) &&
    then.numerator === now.numerator &&
    then.denominator === now.denominator &&
    then.qualifier === now.qualifier;
  if (has && !isKept) return 'figure';
  return then.rank === now.rank && then.state === now.state ? 'same' : 'around';
}

/** Each unit on each measure, in either release. */
function pairsOf(from: ReleasedRows, to: ReleasedRows): Pair[] {
  const keyOf = ({ measure, unitId }: ReleasedRow) => `${measure} ${unitId}`;
  const [then, now] = [from, to].map(({ rows }) => new Map(rows.map((row) => [keyOf(row), row])));
  const keys = new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...keys].map((key) => {
    const [a, b] = [then?.get(key), now?.get(key)];
    return { measure: (a ?? b)?.measure ?? '', then: a, now: b, kind: kindOf(a, b) };
  });
}

const isMet = (row: ReleasedRow | undefined): boolean =>
  row?.state === 'met' || row?.state === 'met_late';

/** Whether one and the same target judged both; only then has anybody come to meet it. */
const isJudgedAlike = ({ then, now }: Pair): boolean =>
  (then?.target ?? '') !== '' &&
  then?.target === now?.target &&
  [then, now].every((row) => row?.state !== 'not_measured' && row?.state !== 'not_applicable');

/** How it crossed the target that judged both; null where it did not. */
function crossingOf(pair: Pair): 'reached' | 'lost' | null {
  const [was, is] = [isMet(pair.then), isMet(pair.now)];
  if (was === is || !isJudgedAlike(pair)) return null;
  return is ? 'reached' : 'lost';
}

function countsOf(pairs: readonly Pair[]) {
  const of = (kind: Kind) => pairs.filter((pair) => pair.kind === kind).length;
  const kinds = {
    ...{ figure: of('figure'), appeared: of('appeared'), silent: of('silent') },
    ...{ entered: of('entered'), left: of('left'), around: of('around') },
  };
  const { figure, appeared, silent, entered, left } = kinds;
  return {
    ...kinds,
    figures: figure + appeared + silent + entered + left,
    absence: of('absence'),
    unchanged: of('same'),
    ranks: pairs.filter(
      ({ then, now }) => then?.rank != null && now?.rank != null && then.rank !== now.rank,
    ).length,
    reached: pairs.filter((pair) => crossingOf(pair) === 'reached').length,
    lost: pairs.filter((pair) => crossingOf(pair) === 'lost').length,
  };
}

/** A measure as the page calls it: a node of an index that bears an indicator's name says that it is one. */
function nameIn(measures: readonly Measure[], code: string, language: Language): string {
  const own = measures.find((each) => each.code === code);
  const name = own?.name[language] ?? code;
  const isTaken = measures.some((each) => !each.isNode && each.name[language] === name);
  return own?.isNode && isTaken ? WORDS[language].node.replace('{name}', name) : name;
}

/** Groups of which another set of units is ranked on a measure. */
function unevenSaid(
  from: ReleasedRows,
  to: ReleasedRows,
  code: string,
  language: Language,
): Sentence[] {
  const { groups, uneven } = WORDS[language];
  const rankedIn = ({ rows }: ReleasedRows, group: string) =>
    rows
      .filter((row) => row.measure === code && row.group === group && row.rank !== null)
      .map(({ unitId }) => unitId)
      .toSorted();
  return Object.entries(groups).flatMap(([group, name]) => {
    const [before, now] = [rankedIn(from, group), rankedIn(to, group)];
    const isEven = before.join() === now.join() || before.length === 0 || now.length === 0;
    const values = { group: name, before: before.length, now: now.length };
    return isEven ? [] : [{ words: uneven, values }];
  });
}

export interface DifferenceAsked {
  from: ReleasedRows;
  to: ReleasedRows;
  measures: readonly Measure[];
  /** The measure that the address asks for. */
  asked: string;
  /** The way to cross a target that it narrows the rows to. */
  crossed: 'reached' | 'lost' | null;
}

/** What is wrong with the page. */
export function differenceFaults(
  { headline, lead }: { headline: string; lead: string },
  sections: readonly Section[],
  { from, to, measures, asked, crossed }: DifferenceAsked,
  language: Language,
): string[] {
  const words = WORDS[language];
  const pairs = pairsOf(from, to);
  const counts = countsOf(pairs);
  const named = ({ number, period }: ReleasedRows) =>
    words.named.replace('{n}', String(number)).replace('{period}', periodText(period, language));
  const values = { ...counts, from: named(from), to: named(to) };
  const differing = pairs.filter(({ kind }) => kind !== 'same');
  const heads = {
    self: from.id === to.id,
    none: differing.length === 0,
    around: counts.figures === 0,
    head: true,
  };
  const head = Object.entries(heads).find(([, is]) => is)?.[0] as keyof typeof heads;
  // A kind that no row is of is not told.
  const kinds = Object.entries(words.kinds).flatMap(([kind, said]) =>
    counts[kind as keyof typeof words.kinds] > 0 ? [said] : [],
  );
  const leads = [words.unit, ...kinds, words.same, words.targets].map((said) => ({
    words: said,
    values,
  }));
  const top = [
    ...textFaults(headline, [{ words: words[head], values }], language),
    ...(differing.length > 0 ? textFaults(lead, leads, language) : []),
  ];
  if (differing.length === 0)
    return [...top, ...sections.map(({ heading }) => `"${heading}" of none`)];
  const [byMeasure, rows] = sections;
  const told = measures.filter(
    ({ code }) => code === asked || differing.some(({ measure }) => measure === code),
  );
  const own = differing.filter(
    (pair) => pair.measure === asked && (crossed === null || crossingOf(pair) === crossed),
  );
  const title = { name: nameIn(measures, asked, language), n: own.length };
  const uneven = unevenSaid(from, to, asked, language);
  const cells = told.map(({ code }) => {
    const of = countsOf(differing.filter(({ measure }) => measure === code));
    const { figure, appeared, silent, ranks, reached, lost } = of;
    const sum = [figure, appeared, silent, ranks, reached, lost].map((n) =>
      n.toLocaleString(language),
    );
    return [nameIn(measures, code, language), ...sum].join(' | ');
  });
  const said = byMeasure?.rows.map((row) => row.join(' | ')) ?? [];
  const wrong = said.filter((row) => !cells.includes(row));
  return [
    ...top,
    ...textFaults(rows?.heading, [{ words: words[crossed ?? 'rows'], values: title }], language),
    ...((rows?.texts ?? []).length === uneven.length
      ? []
      : [`${rows?.texts.join(' | ')} of ${uneven.length}`]),
    ...differenceRowFaults(
      rows?.rows ?? [],
      {
        pairs: own,
        measure: measures.find(({ code }) => code === asked),
        isOnePeriod: from.period === to.period,
      },
      language,
    ),
    ...uneven.flatMap((sentence, at) => textFaults(rows?.texts[at], [sentence], language)),
    ...(byMeasure?.heading === words.byMeasure ? [] : ['no table by measure']),
    ...(said.length === cells.length ? [] : [`${said.length} measures of ${cells.length}`]),
    ...wrong.map((row) => `"${row}" is not among ${cells.join('; ')}`),
  ];
}
