// What the page of a unit says where no release holds it: whether there was such a unit, and what became of it.
// And, wherever it is told, what it came out of and what took its place.
import type { Name } from './facts.ts';
import {
  dayText,
  periodText,
  pick,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

interface Link {
  fromUnitId: string;
  toUnitId: string;
  onDay: string;
  scope: string;
  verified: boolean;
  source: Name;
}
/** A unit as the API knows it, whether or not a release holds it. */
export interface Known {
  unitId: string;
  name: Name;
  providesServices: boolean;
  validFrom: string | null;
  validTo: string | null;
  lineage: Link[];
}
export interface Asked {
  /** Null where no period is asked for and none is published. */
  period: string | null;
  isReleased: boolean;
  /** The last period with a figure of the unit; null where there is none. */
  latest: string | null;
}

const HEADS = {
  vi: {
    nothing: '{name}: chưa có kỳ nào được công bố',
    unpublished: '{name}: {period} chưa có bản công bố',
    absent: '{name} không thuộc danh sách xếp hạng {period}',
    outside: '{name} không cung cấp dịch vụ công, không thuộc diện đo',
    ended: '{name} tồn tại đến {until}',
    replaced: '{name} tồn tại đến {until}; đơn vị kế thừa: {heir} (từ {day})',
    later: '{name} được thành lập ngày {day}, sau {period}',
  },
  en: {
    nothing: '{name}: nothing has been published yet',
    unpublished: '{name}: nothing is published for {period}',
    absent: '{name} is not among the ranked units of {period}',
    outside: '{name} offers no public services and is not measured',
    ended: '{name} existed until {until}',
    replaced: '{name} existed until {until}; its successor is {heir} (from {day})',
    later: '{name} was formed on {day}, after {period}',
  },
} as const;

const LEADS = {
  vi: {
    nothing: 'Bên dưới là những gì đã biết về đơn vị.',
    unpublished: 'Kỳ này chưa có bản công bố. Bên dưới là những gì đã biết về đơn vị.',
    absent:
      'Đơn vị chỉ được xếp hạng trong các kỳ mà đơn vị tồn tại và được theo dõi. Bên dưới là những gì đã biết về đơn vị này.',
    outside:
      'Các chỉ tiêu về dịch vụ công không áp dụng cho đơn vị này; thiếu số liệu không bị tính là chậm. Bên dưới là những gì đã biết về đơn vị.',
    latest: 'Xem {latest}, kỳ gần nhất có số liệu mức độ 4 đã công bố của đơn vị.',
  },
  en: {
    nothing: 'Below is what is known of the unit.',
    unpublished: 'Nothing is published for this period. Below is what is known of the unit.',
    absent:
      'A unit is ranked only in the periods in which it exists and is followed. Below is what is known of it.',
    outside:
      'Indicators on public services do not apply to this unit; the absence of figures does not count against it. Below is what is known of it.',
    latest: 'See {latest}, the latest period with published level-4 figures of this unit.',
  },
} as const;

const QUARTER_ENDS = ['03-31', '06-30', '09-30', '12-31'];
const lastDayOf = (period: string): string => {
  const [year = '', quarter] = period.split('-Q');
  return `${year}-${quarter === undefined ? '12-31' : QUARTER_ENDS[Number(quarter) - 1]}`;
};
const replacing = ({ unitId, lineage }: Known): Link[] =>
  lineage.filter(({ fromUnitId, toUnitId }) => fromUnitId === unitId && toUnitId !== unitId);
const comingBefore = ({ unitId, lineage }: Known): Link[] =>
  lineage.filter(({ fromUnitId, toUnitId }) => toUnitId === unitId && fromUnitId !== unitId);

/** The first day where it came out of others; of a list that began nothing is founded. */
export const formedOn = (known: Known): string | null =>
  comingBefore(known).some(({ onDay }) => onDay === known.validFrom) ? known.validFrom : null;

/** Names of all units by id. */
export type Names = ReadonlyMap<string, Name>;
const nameIn = (names: Names, id: string, language: Language): string =>
  shortName(names.get(id) ?? { vi: id, en: id }, language);

function headSaid(
  known: Known,
  names: Names,
  { period, isReleased }: Asked,
  language: Language,
): Sentence {
  const words = HEADS[language];
  const name = shortName(known.name, language);
  if (period === null) return { words: words.nothing, values: { name } };
  const end = lastDayOf(period);
  const told = { name, period: periodText(period, language) };
  if (known.validTo !== null && known.validTo < end) {
    const until = dayText(known.validTo, language);
    const heir = replacing(known).find(({ scope, verified }) => scope === 'all' && verified);
    if (!heir) return { words: words.ended, values: { name, until } };
    const replaced = {
      heir: nameIn(names, heir.toUnitId, language),
      day: dayText(heir.onDay, language),
    };
    return { words: words.replaced, values: { name, until, ...replaced } };
  }
  const formed = formedOn(known);
  if (formed !== null && formed > end) {
    return { words: words.later, values: { ...told, day: dayText(formed, language) } };
  }
  if (!known.providesServices) return { words: words.outside, values: { name } };
  return { words: isReleased ? words.absent : words.unpublished, values: told };
}

/** Where its figures are; nothing where there are none. */
export const latestSaid = (latest: string | null, language: Language): Sentence[] =>
  latest === null
    ? []
    : [{ words: LEADS[language].latest, values: { latest: periodText(latest, language) } }];

/** What is wrong with headline and lead of a unit that no release of the period asked for holds. */
export function knownTopFaults(
  { headline, lead }: { headline: string; lead: string },
  known: Known,
  names: Names,
  asked: Asked,
  language: Language,
): string[] {
  const leads = LEADS[language];
  const none = asked.period === null ? 'nothing' : 'unpublished';
  const why = !known.providesServices ? 'outside' : asked.isReleased ? 'absent' : none;
  const told = [{ words: leads[why] }, ...latestSaid(asked.latest, language)];
  return [
    ...textFaults(headline, [headSaid(known, names, asked, language)], language),
    ...textFaults(lead, told, language),
  ];
}

const SCOPES: Record<string, Record<Language, string>> = {
  'drug-rehabilitation': { vi: 'cai nghiện ma túy', en: 'drug rehabilitation' },
  'network-security': { vi: 'an toàn thông tin mạng', en: 'network information security' },
  'poverty-reduction': { vi: 'giảm nghèo', en: 'poverty reduction' },
  'press-publishing': { vi: 'báo chí, xuất bản', en: 'press and publishing' },
  'social-protection': { vi: 'bảo trợ xã hội, trẻ em', en: 'social protection, children' },
  'vocational-education': { vi: 'giáo dục nghề nghiệp', en: 'vocational education' },
};
const LINEAGE = {
  vi: {
    ...{ after: 'Đơn vị kế thừa', before: 'Đơn vị tiền thân' },
    ...{ until: 'Đơn vị tồn tại đến {day}.', from: 'Đơn vị có từ {day}.' },
    ...{ last: 'đến', first: 'từ', part: 'một phần', unsure: 'chưa kiểm chứng' },
  },
  en: {
    ...{ after: 'Successors', before: 'Predecessors' },
    ...{ until: 'The unit existed until {day}.', from: 'The unit exists since {day}.' },
    ...{ last: 'until', first: 'from', part: 'in part', unsure: 'not verified' },
  },
} as const;

/** One that came before ends where it ended itself, not where its heir began. */
function itemText(
  { link, other, endedOn }: { link: Link; other: string; endedOn: string | null },
  language: Language,
): string {
  const words = LINEAGE[language];
  const day =
    endedOn !== null && endedOn < link.onDay
      ? `${words.last} ${dayText(endedOn, language)}`
      : `${words.first} ${dayText(link.onDay, language)}`;
  const part =
    link.scope === 'all'
      ? ''
      : ` · ${words.part}: ${pick(SCOPES[link.scope] ?? { vi: '?', en: '?' }, language)}`;
  return `${other} ${day}${part}${link.verified ? '' : ` · ${words.unsure}`} · `;
}

/** Addresses are named by their site. */
const cited = (source: string): string =>
  source.replaceAll(/https?:\/\/(?:www\.)?([^/\s]+)\S*/g, '$1');
const bare = (text: string): string => text.replaceAll(/\s/g, '');

/** What is wrong with the lists of what a unit came out of and what took its place. */
export function lineageFaults(
  sections: readonly Section[],
  known: Known,
  units: ReadonlyMap<string, Pick<Known, 'name' | 'validTo'>>,
  language: Language,
): string[] {
  const words = LINEAGE[language];
  const names: Names = new Map([...units].map(([id, { name }]) => [id, name]));
  const sides = [
    { head: words.after, links: replacing(known), day: known.validTo, note: words.until },
    { head: words.before, links: comingBefore(known), day: formedOn(known), note: words.from },
  ] as const;
  return sides.flatMap(({ head, links, day, note }) => {
    const section = sections.find(({ heading }) => heading === head);
    if (links.length === 0) return section ? [`${head} of a unit without any`] : [];
    const said = day === null ? [] : [{ words: note, values: { day: dayText(day, language) } }];
    const wanted = links.map((link) => {
      const id = link.fromUnitId === known.unitId ? link.toUnitId : link.fromUnitId;
      const endedOn = units.get(id)?.validTo ?? null;
      const text = itemText({ link, other: nameIn(names, id, language), endedOn }, language);
      return bare(text + cited(link.source[language]));
    });
    const items = (section?.items ?? []).map(bare);
    return [
      ...textFaults(section?.texts.join(' '), said, language),
      ...(items.length === wanted.length ? [] : [`${items.length} in ${head}`]),
      ...wanted.filter((text) => !items.includes(text)).map((text) => `${head}: no ${text}`),
    ];
  });
}
