// What each line of the figures that were told otherwise must hold, and what the results of a unit say beside such
// a figure: what it was and is, the rank in both, which kind of change it is, why, and in which release.
import { REVISIONS, revisionOf } from './difference-rows.ts';
import type { Name } from './facts.ts';
import type { ReleaseHead } from './released-rows.ts';
import type { Again, Change } from './released-again.ts';
import {
  dayText,
  periodText,
  plain,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';
import type { ReleasedRow } from './two-releases.ts';

const WORDS = {
  vi: {
    sections: ['Số liệu đã điều chỉnh', 'Số liệu về muộn'],
    kinds: {
      late: 'về muộn',
      revised: 'đã điều chỉnh',
      'taken-back': 'đã rút số',
      absence: 'đổi lý do thiếu số',
    },
    otherSource: 'số của nguồn khác được ưu tiên',
    noReason: 'không ghi lý do',
    same: (rank: number) => `${rank}, không đổi`,
    unranked: 'không xếp hạng',
    release: (n: number) => `bản số ${n}`,
    flag: ['Chưa', 'Có'],
    mark: /^Trước: (.+)\. Lý do: (.+)\.$/,
  },
  en: {
    sections: ['Revised figures', 'Figures that came late'],
    kinds: {
      late: 'came late',
      revised: 'revised',
      'taken-back': 'taken back',
      absence: 'missing for another reason',
    },
    otherSource: 'another source’s figure comes first now',
    noReason: 'no reason recorded',
    same: (rank: number) => `${rank}, unchanged`,
    unranked: 'unranked',
    release: (n: number) => `release ${n}`,
    flag: ['Not yet', 'Yes'],
    mark: /^Before: (.+)\. Reason: (.+)\.$/,
  },
} as const;

/** What a figure is called, and what it is. */
export type Indicators = ReadonlyMap<string, { name: Name; kind: string }>;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The day in Hanoi. */
const dayOf = ({ releasedAt }: ReleaseHead, language: Language): string =>
  dayText(new Date(Date.parse(releasedAt) + 7 * 3_600_000).toISOString().slice(0, 10), language);

/** Why it was told otherwise; or that another source comes first; or that nobody said. */
function reasonText({ then, now }: Change, language: Language): string {
  const words = WORDS[language];
  const reason = revisionOf(then, now);
  if (reason) return REVISIONS[language][reason];
  const [was, is] = [then?.source ?? '', now?.source ?? ''];
  const isOther = was !== '' && is !== '' && was !== is;
  return isOther ? words.otherSource : words.noReason;
}

function figureSaid(
  row: ReleasedRow | undefined,
  { kind, withCounts }: { kind: string; withCounts: boolean },
  language: Language,
): Sentence {
  // Why there is none is told in words.
  if (row?.score == null) {
    return { words: '{none}', values: { none: (said) => (/\d/.test(said) ? `${said}?` : null) } };
  }
  const { score, numerator, denominator } = row;
  const isCounted = withCounts && numerator !== null && denominator !== null;
  const shown = kind === 'share' ? 100 * score : score;
  return {
    words: isCounted ? '{figure} {n}/ {d}' : '{figure}',
    values: {
      figure: kind === 'flag' ? WORDS[language].flag[score >= 1 ? 1 : 0] : shown,
      ...{ n: numerator ?? NaN, d: denominator ?? NaN },
    },
  };
}

function rankText({ then, now }: Change, language: Language): string {
  const words = WORDS[language];
  const [was, is] = [then?.rank ?? null, now?.rank ?? null];
  if (was === null && is === null) return '–';
  if (was !== null && was === is) return words.same(was);
  return `${was ?? words.unranked} → ${is ?? words.unranked}`;
}

/** @returns what is wrong with the cells of a line that tells of this change */
function lineFaults(
  [head, before, after, rank, reason, release]: readonly string[],
  change: Change & { again: Again },
  indicators: Indicators,
  language: Language,
): string[] {
  const words = WORDS[language];
  const { measure, then, now, again } = change;
  const { name, kind } = indicators.get(measure) ?? { name: { vi: '', en: '' }, kind: '' };
  const unit = (now ?? then)?.name ?? { vi: '', en: '' };
  const day = dayOf(again.after, language);
  const why = reasonText(change, language);
  const said = words.kinds[change.kind];
  const period = capital(periodText(again.after.period, language));
  const shown = { kind, withCounts: true };
  const texts: [string | undefined, Sentence][] = [
    [
      head,
      { words: `${shortName(unit, language)} ${name[language]}, ${period} ${said} ${day}: ${why}` },
    ],
    [before, figureSaid(then, shown, language)],
    [after, figureSaid(now, shown, language)],
    [rank, { words: rankText(change, language) }],
    [reason, { words: `${said} ${why}` }],
    [release, { words: `${day} ${words.release(again.after.number)}` }],
  ];
  return texts.flatMap(([text, sentence]) => textFaults(text, [sentence], language));
}

/** What is wrong with the lines of a page; @param isTold which of the changes are listed */
export function correctionLineFaults(
  sections: readonly Section[],
  agains: readonly Again[],
  isTold: (change: Change, after: ReleaseHead) => boolean,
  indicators: Indicators,
  language: Language,
): string[] {
  const rows = WORDS[language].sections.flatMap(
    (heading) => sections.find((section) => section.heading === heading)?.rows ?? [],
  );
  const wanted = agains.flatMap((again) =>
    again.changes
      .filter((change) => isTold(change, again.after))
      .map((change) => ({ ...change, again })),
  );
  const left = new Set(wanted);
  const wrong = rows.flatMap((row) => {
    const fit = [...left].find(
      (change) => lineFaults(row, change, indicators, language).length === 0,
    );
    if (fit) left.delete(fit);
    return fit ? [] : [`"${row.join(' | ')}" tells of no change`];
  });
  const untold = [...left].map(({ unitId, measure }) => `${unitId} ${measure} is not told`);
  return [...wrong, ...untold];
}

/** What the results of a unit must say beside figures that its period's last release told otherwise. */
export function correctionMarkFaults(
  page: string,
  again: Again,
  unitId: string,
  indicators: Indicators,
  language: Language,
): string[] {
  const words = WORDS[language];
  const marks = [...page.matchAll(/<span\b[^>]*\btitle="([^"]*)"[^>]*>(.*?)<\/span>/gs)].flatMap(
    ([, title = '', said = '']) => {
      const [, before, reason] = words.mark.exec(plain(title)) ?? [];
      return before === undefined
        ? []
        : [{ before, reason, said: plain(said.replaceAll(/<!--.*?-->/gs, '')) }];
    },
  );
  const own = again.changes.filter((change) => change.unitId === unitId);
  const day = dayOf(again.after, language);
  return [
    ...(marks.length === own.length ? [] : [`${marks.length} marks of ${own.length}`]),
    ...own.flatMap((change) => {
      const kind = indicators.get(change.measure)?.kind ?? '';
      const sentence = figureSaid(change.then, { kind, withCounts: false }, language);
      const fit = marks.some(
        ({ before, reason, said }) =>
          said === `${words.kinds[change.kind]} ${day}` &&
          reason === reasonText(change, language) &&
          textFaults(before, [sentence], language).length === 0,
      );
      return fit ? [] : [`no mark of ${change.measure} among ${JSON.stringify(marks)}`];
    }),
  ];
}
