// What the first release of a period beside the one shown must hold: of each unit that differs its rank and figure
// in both, how far they are apart and why; and how many units are the same. Of an index, a unit's own figures are
// those of the indicators below it.
import type { ReleasedRow, ReleasedRows } from './two-releases.ts';
import { REVISIONS, revisionOf } from './difference-rows.ts';
import type { Name } from './facts.ts';
import { dayOf, type Again } from './released-again.ts';
import {
  periodText,
  plain,
  shortName,
  textFaults,
  topOf,
  type Language,
  type Sentence,
} from './text.ts';

const WORDS = {
  vi: {
    head: '{measure}, {group}, {period}: {own} đơn vị có số liệu khác bản đầu, {moved} đơn vị chỉ đổi hạng theo',
    same: '{measure}, {group}, {period}: chưa có gì khác bản phát hành đầu tiên',
    flag: ['Chưa', 'Có'],
    others: 'số liệu không đổi; đơn vị khác thay đổi',
    none: 'không ghi lý do',
    unchanged: 'Không đổi: {n} đơn vị.',
    note: ' Bậc: số dương là lên hạng.',
    lead: 'Bản phát hành đầu tiên của kỳ đặt cạnh bản đang xem; cột cuối nêu lý do số liệu thay đổi.',
    single: 'Kỳ này mới có một bản phát hành.',
    equal: 'Bản đang xem và bản phát hành đầu tiên của kỳ giống nhau ở mọi đơn vị.',
    ranking: 'Bảng xếp hạng đầy đủ.',
    columns: ['Bản đầu, {day}', 'Bản đang xem, {day}', 'Như biết đến {day}'],
    unreleased: '{measure}, {group}, {period}: chưa phát hành, chưa có gì để so',
    noRelease: 'Kỳ này chưa có bản phát hành nào.',
  },
  en: {
    head: '{measure}, {group}, {period}: {own} with figures other than first published, {moved} moved only by them',
    same: '{measure}, {group}, {period}: nothing differs from the first release',
    flag: ['Not yet', 'Yes'],
    others: 'own figure unchanged; others changed',
    none: 'no reason recorded',
    unchanged: 'Unchanged: {n}.',
    note: ' Places above 0 are a rise.',
    lead: 'The first release of the period beside the one shown; the last column says why a figure changed.',
    single: 'The period has one release so far.',
    equal: 'The release shown and the first one of the period are the same for every unit.',
    ranking: 'The whole ranking.',
    columns: ['First release, {day}', 'Shown, {day}', 'As known on {day}'],
    unreleased: '{measure}, {group}, {period}: not released yet, nothing to compare with',
    noRelease: 'The period has no release yet.',
  },
} as const;

export interface EditionsAsked {
  /** What is ranked, and what it is: a share, a yes or no, a score. */
  code: string;
  measure: Name;
  kind: string;
  group: string;
  groupName: string;
  period: string;
  /** The measure itself, or the indicators below a node of an index. */
  reaching: readonly string[];
  /** The first release of the period and the one shown, and what differs between them. */
  again: Again;
  then: ReleasedRows;
  now: ReleasedRows;
  /** The moment of which it is shown what was known, released or not. */
  knownAt?: string;
}

interface Line {
  unitId: string;
  before: ReleasedRow | undefined;
  after: ReleasedRow | undefined;
  isOwn: boolean;
  why: string[];
}

function linesOf({ code, group, reaching, again, then, now }: EditionsAsked) {
  const isOf = (row: ReleasedRow) => row.measure === code && row.group === group;
  const [earlier, later] = [then.rows.filter(isOf), now.rows.filter(isOf)];
  const ids = [...new Set([...earlier, ...later].map(({ unitId }) => unitId))];
  const lines = ids.map((unitId): Line => {
    const own = again.changes.filter(
      (change) =>
        change.unitId === unitId && change.group === group && reaching.includes(change.measure),
    );
    const reasons = own.flatMap((change) => revisionOf(change.then, change.now) ?? []);
    return {
      unitId,
      before: earlier.find((row) => row.unitId === unitId),
      after: later.find((row) => row.unitId === unitId),
      isOwn: own.length > 0,
      why: [...new Set(reasons)].toSorted(),
    };
  });
  const says = (row: ReleasedRow | undefined) =>
    JSON.stringify([row?.score, row?.numerator, row?.denominator, row?.rank, row?.reason]);
  const differing = lines.filter(
    ({ isOwn, before, after }) => isOwn || says(before) !== says(after),
  );
  return { differing, unchanged: lines.length - differing.length };
}

function figureSaid(row: ReleasedRow | undefined, kind: string, language: Language): Sentence {
  // Why there is none is told in words.
  if (row?.score == null) {
    return { words: '{none}', values: { none: (said) => (/\d/.test(said) ? `${said}?` : null) } };
  }
  const { score, numerator, denominator } = row;
  const isCounted = numerator !== null && denominator !== null;
  const shown = kind === 'share' ? 100 * score : score;
  return {
    words: isCounted ? '{figure} {n}/{d}' : '{figure}',
    values: {
      figure: kind === 'flag' ? WORDS[language].flag[score >= 1 ? 1 : 0] : shown,
      ...{ n: numerator ?? NaN, d: denominator ?? NaN },
    },
  };
}

function lineFaults(
  cells: readonly string[],
  { before, after, isOwn, why }: Line,
  kind: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  const [rankThen, figureThen, rankNow, figureNow, places, change, reason] = cells;
  const number = (value: number | null | undefined): Sentence =>
    value == null ? { words: '–' } : { words: '{value}', values: { value } };
  const minus = (a: number | null | undefined, b: number | null | undefined) =>
    a == null || b == null ? null : a - b;
  // A yes or no is not ranked.
  const rankOf = (row: Line['before']) => (kind === 'flag' ? null : row?.rank);
  const apart = kind === 'flag' ? null : minus(after?.score, before?.score);
  const told = why.map((code) => REVISIONS[language][code as 'R1']).join('; ');
  const texts: [string | undefined, Sentence][] = [
    [rankThen, number(rankOf(before))],
    [figureThen, figureSaid(before, kind, language)],
    [rankNow, number(rankOf(after))],
    [figureNow, figureSaid(after, kind, language)],
    [places, number(minus(rankOf(before), rankOf(after)))],
    [change, number(apart === null ? null : apart * (kind === 'share' ? 100 : 1))],
    [reason, { words: isOwn ? told || words.none : words.others }],
  ];
  return texts.flatMap(([said, sentence]) => textFaults(said, [sentence], language));
}

function headSaid(
  { measure, groupName, period }: EditionsAsked,
  differing: readonly Line[],
  language: Language,
): Sentence {
  const words = WORDS[language];
  const own = differing.filter(({ isOwn }) => isOwn).length;
  // Names hold commas themselves.
  const sentence = (differing.length === 0 ? words.same : words.head)
    .replace('{measure}', measure[language])
    .replace('{group}', groupName)
    .replace('{period}', periodText(period, language));
  return { words: sentence, values: { own, moved: differing.length - own } };
}

/** What is compared, and the days over its columns. */
function framesFaults(
  { lead, main }: { lead: string; main: string },
  { again, knownAt }: EditionsAsked,
  differing: number,
  language: Language,
): string[] {
  const { single, equal, lead: both, ranking, columns } = WORDS[language];
  const isOne = again.before.id === again.after.id && knownAt === undefined;
  const said = isOne ? single : differing === 0 ? equal : both;
  const told = [...main.matchAll(/<th\b[^>]*\bscope="colgroup"[^>]*>(.*?)<\/th>/gs)];
  const [first, shown, known] = columns;
  const wanted: [words: string, instant: string][] = [
    [first, again.before.releasedAt],
    knownAt === undefined ? [shown, again.after.releasedAt] : [known, knownAt],
  ];
  return [
    ...textFaults(lead, [{ words: `${said} ${ranking}` }], language),
    ...(differing === 0 ? [] : wanted).flatMap(([words, instant], at) =>
      textFaults(
        plain(told[at]?.[1] ?? ''),
        [{ words, values: { day: dayOf(instant, language) } }],
        language,
      ),
    ),
  ];
}

/** What is wrong with the page of a period that only staff know of. */
export function unreleasedFaults(
  page: string,
  { measure, groupName, period }: Pick<EditionsAsked, 'measure' | 'groupName' | 'period'>,
  language: Language,
): string[] {
  const { unreleased, noRelease, ranking, unchanged } = WORDS[language];
  const { headline, lead } = topOf(page);
  // Names hold commas themselves.
  const head = unreleased
    .replace('{measure}', measure[language])
    .replace('{group}', groupName)
    .replace('{period}', periodText(period, language));
  return [
    ...textFaults(headline, [{ words: head }], language),
    ...textFaults(lead, [{ words: `${noRelease} ${ranking}` }], language),
    ...(page.includes(unchanged.split('{')[0] ?? '') ? ['units are said to be the same'] : []),
  ];
}

/** What is wrong with the head, the table, and with how many units are said to be the same. */
export function editionsFaults(page: string, asked: EditionsAsked, language: Language): string[] {
  const words = WORDS[language];
  const bare = page
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<(script|style|svg)\b.*?<\/\1>/gs, '');
  const main = bare.slice(bare.indexOf('</h1>'), bare.indexOf('</main>'));
  const [, body = ''] = /<tbody\b[^>]*>(.*?)<\/tbody>/s.exec(main) ?? [];
  const rows = [...body.matchAll(/<tr\b[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd]\b[^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => plain(cell)),
  );
  const { differing, unchanged } = linesOf(asked);
  const { lead } = topOf(page);
  const after = main.slice(Math.max(0, main.indexOf('</table>')));
  const notes = [...after.matchAll(/<p\b[^>]*>(.*?)<\/p>/gs)].map(([, said = '']) => plain(said));
  const sentence = words.unchanged + (differing.length > 0 ? words.note : '');
  const noted = notes.map((said) =>
    textFaults(said, [{ words: sentence, values: { n: unchanged } }], language),
  );
  return [
    ...textFaults(topOf(page).headline, [headSaid(asked, differing, language)], language),
    ...framesFaults({ lead, main }, asked, differing.length, language),
    ...(noted.some((faults) => faults.length === 0) ? [] : (noted.at(-1) ?? ['no count'])),
    ...(rows.length === differing.length ? [] : [`${rows.length} rows of ${differing.length}`]),
    ...differing.flatMap((line) => {
      const name = (line.after ?? line.before)?.name;
      const row = rows.find(([head]) => name && head === shortName(name, language));
      if (!row) return [`no row of ${line.unitId}`];
      return lineFaults(row.slice(1), line, asked.kind, language).map(
        (fault) => `${line.unitId}: ${fault}`,
      );
    }),
  ];
}
