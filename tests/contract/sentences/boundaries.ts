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

/** The row of a unit as a reader meets it. */
function rowOf(page: string, unitId: string): string {
  const start = page.indexOf(`<tr id="${unitId}"`);
  return start === -1 ? '' : plain(page.slice(start, page.indexOf('</tr>', start)));
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
  const names = (units: readonly string[]): string =>
    units.map((id) => shortName(nameOf.get(id) ?? { vi: id, en: id }, language)).join(', ');
  const told = rows.flatMap(({ unitId, name, parts = [] }) => {
    const row = rowOf(bare, unitId);
    const isItself = parts.every((part) => part === unitId);
    const said =
      `${shortName(name, language)} ${isItself ? '' : words.parts + names(parts)}`.trim();
    const isTold = row.includes(`${said} `) && (!isItself || !row.includes(words.parts));
    return isTold ? [] : [`"${row}" should say ${said}`];
  });
  const lacking = unranked.flatMap(({ unitId, name, reason, units, lastKnown }) => {
    if (!units) return [];
    const row = rowOf(bare, unitId);
    const why = words.stops[reason as keyof typeof words.stops].replace('{names}', names(units));
    const said = `${shortName(name, language)} ${why}`;
    // Where nothing was known before it is not known either that there never was any.
    const last = lastKnown ? `(${periodText(lastKnown.period, language)})` : `${said} –`;
    return row.startsWith(said) && row.endsWith(last)
      ? []
      : [`"${row}" should say ${said} … ${last}`];
  });
  return [
    ...(plain(bare).includes(note) ? [] : [`the page does not say ${note}`]),
    ...told,
    ...lacking,
  ];
}
