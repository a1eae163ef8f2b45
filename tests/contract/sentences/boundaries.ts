// What a ranking by the units of another year must say: that nobody published it so, whom each unit is made of,
// and whose figure is lacking where one has none.
import type { Name } from './facts.ts';
import { dayText, periodText, plain, shortName, type Language } from './text.ts';

/** As the API ranks by the units of another year. */
export interface Redrawn {
  boundaries: { year: string; day: string };
  rows: { unitId: string; name: Name; parts?: string[] }[];
  unranked: {
    unitId: string;
    name: Name;
    reason: string | null;
    units?: string[];
    lastKnown: { period: string } | null;
  }[];
}

const WORDS = {
  vi: {
    note: 'Tính lại theo các đơn vị có vào ngày {day}: cộng số đếm của những đơn vị hợp nhất, lập lại tỷ lệ từ số đếm, xếp hạng lại; không lấy bình quân. Đây không phải kết quả đã phát hành; số liệu tính chung cả nước giữ nguyên.',
    parts: 'gồm ',
    choose: 'Đơn vị tính theo',
    chosen: 'Đơn vị năm {year}',
    stops: {
      'part-missing': 'thiếu số liệu của {names}',
      'not-added': 'chỉ tiêu không có số đếm để cộng',
      split: 'chuỗi số liệu dừng: {names} chia cho nhiều đơn vị, không rõ dịch vụ nào về đâu',
      divided: 'chuỗi số liệu dừng: đã chia cho {names}, không rõ dịch vụ nào về đâu',
      merged: 'chuỗi số liệu dừng: đã nhập cùng đơn vị khác vào {names}',
    },
  },
  en: {
    note: 'Worked out for the units of {day}: counts of merged units are added, shares rebuilt from the counts and ranks worked out anew; nothing is averaged. This is not a published result; national figures stay as they were.',
    parts: 'made of ',
    choose: 'Units as of',
    chosen: '{year}',
    stops: {
      'part-missing': 'no figure of {names}',
      'not-added': 'the measure has no counts to add',
      split: 'the series stops: {names} was divided, and nobody says which services went where',
      divided:
        'the series stops: it was divided among {names}, and nobody says which services went where',
      merged: 'the series stops: it merged with others into {names}',
    },
  },
} as const;

const namesOf = (
  units: readonly string[],
  nameOf: ReadonlyMap<string, Name>,
  language: Language,
): string =>
  units.map((id) => shortName(nameOf.get(id) ?? { vi: id, en: id }, language)).join(', ');

export type StopReason = keyof (typeof WORDS)['vi']['stops'];

/** Why a unit has no figure by other boundaries. */
export const stopSaid = (
  reason: StopReason,
  units: readonly string[],
  nameOf: ReadonlyMap<string, Name>,
  language: Language,
): string => WORDS[language].stops[reason].replace('{names}', namesOf(units, nameOf, language));

/** The row of a unit as a reader meets it. */
function rowOf(page: string, unitId: string): string {
  const start = page.indexOf(`<tr id="${unitId}"`);
  return start === -1 ? '' : plain(page.slice(start, page.indexOf('</tr>', start)));
}

/** Which year's units are shown is told among those that can be chosen. */
function choiceFaults(page: string, year: string, language: Language): string[] {
  const words = WORDS[language];
  const start = page.indexOf(`<nav aria-label="${words.choose}"`);
  const choices = start === -1 ? '' : page.slice(start, page.indexOf('</nav>', start));
  const chosen = plain(/<a\b[^>]*aria-current="page"[^>]*>(.*?)<\/a>/s.exec(choices)?.[1] ?? '');
  const said = words.chosen.replace('{year}', year);
  return chosen === said ? [] : [`"${chosen}" should say ${said}`];
}

/** What is wrong with a page; @param nameOf units of both years */
export function redrawnFaults(
  page: string,
  { boundaries, rows, unranked }: Redrawn,
  nameOf: ReadonlyMap<string, Name>,
  language: Language,
): string[] {
  const words = WORDS[language];
  const bare = page.replaceAll(/<!--.*?-->/gs, '');
  const note = words.note.replace('{day}', dayText(boundaries.day, language));
  const told = rows.flatMap(({ unitId, name, parts = [] }) => {
    const row = rowOf(bare, unitId);
    const isItself = parts.every((part) => part === unitId);
    const said =
      `${shortName(name, language)} ${isItself ? '' : words.parts + namesOf(parts, nameOf, language)}`.trim();
    const isTold = row.includes(`${said} `) && (!isItself || !row.includes(words.parts));
    return isTold ? [] : [`"${row}" should say ${said}`];
  });
  const lacking = unranked.flatMap(({ unitId, name, reason, units, lastKnown }) => {
    if (!units) return [];
    const row = rowOf(bare, unitId);
    const why = stopSaid(reason as StopReason, units, nameOf, language);
    const said = `${shortName(name, language)} ${why}`;
    // Where nothing was known before it is not known either that there never was any.
    const last = lastKnown ? `(${periodText(lastKnown.period, language)})` : `${said} –`;
    return row.startsWith(said) && row.endsWith(last)
      ? []
      : [`"${row}" should say ${said} … ${last}`];
  });
  return [
    ...(plain(bare).includes(note) ? [] : [`the page does not say ${note}`]),
    ...choiceFaults(bare, boundaries.year, language),
    ...told,
    ...lacking,
  ];
}
