// What the map of the first page must say of whichever measure it shows: how many provinces meet the target
// or have it, the figure of each, what its key says of every tile, and what else may be mapped.
import {
  isMet,
  judging,
  measureName,
  named,
  rankingIn,
  type NationRow,
  type PlannedIndicator,
  type World,
} from './nation-facts.ts';
import { indicatorOf } from './overview-pictures.ts';
import {
  numberOf,
  percent,
  periodText,
  plain,
  shortName,
  textFaults,
  valueFault,
  type Language,
  type Section,
} from './text.ts';

const WORDS = {
  vi: {
    met: '{met}/{of} tỉnh, thành phố đạt chỉ tiêu',
    has: '{has}/{of} tỉnh, thành phố đã có',
    highest: 'Cao nhất: {highest} ({value})',
    none: 'Chưa có số liệu theo tỉnh, thành phố',
    map: '{name}, {period}; ranh giới 63 tỉnh, thành phố đến hết ngày 30/6/2025',
    redrawn:
      '{name}, {period}; ranh giới 34 tỉnh, thành phố từ ngày 1/7/2025. Số đếm của các tỉnh hợp nhất được cộng lại, không phải kết quả đã phát hành',
    flag: ['Chưa', 'Có'],
    key: {
      yes: 'có',
      no: 'chưa',
      zero: '0',
      unknown: 'chưa có số liệu',
      unasked: 'chưa kết nối',
      under: /^dưới ([\d,.]+%)$/,
      from: /^từ ([\d,.]+%)$/,
      fromMet: /^từ ([\d,.]+%): đạt$/,
      metOwn: 'đạt mức riêng',
    },
  },
  en: {
    met: '{met} of {of} provinces met the target',
    has: '{has} of {of} provinces have it',
    highest: 'Highest: {highest} ({value})',
    none: 'No figures by province yet',
    map: '{name}, {period}; boundaries of the 63 provinces up to 30 June 2025',
    redrawn:
      '{name}, {period}; boundaries of the 34 provinces from 1 July 2025. Counts of merged provinces added up; nothing was released so',
    flag: ['Not yet', 'Yes'],
    key: {
      yes: 'yes',
      no: 'not yet',
      zero: '0',
      unknown: 'no figure',
      unasked: 'not connected',
      under: /^under ([\d,.]+%)$/,
      from: /^from ([\d,.]+%)$/,
      fromMet: /^from ([\d,.]+%): met$/,
      metOwn: 'own target met',
    },
  },
} as const;

export const MAP_HEADS = {
  vi: /; ranh giới (?:63|34) tỉnh, thành phố/,
  en: /; boundaries of the (?:63|34) provinces/,
};

export interface Mapped {
  code: string;
  period: string;
  /** Where the map is drawn by the provinces of another year, what the API says of these. */
  redrawn?: Provinces;
}

/** The provinces of a ranking. */
export interface Provinces {
  rows: NationRow[];
  unranked: { name: NationRow['name']; group?: string; reason: string }[];
}

function provincesIn(world: World, { code, period, redrawn }: Mapped): Provinces {
  const { rows, unranked } = redrawn ?? rankingIn(world, period, code);
  const ofProvinces = <Unit extends { group?: string }>(units: readonly Unit[]) =>
    units.filter(({ group = 'provinces' }) => group === 'provinces');
  return { rows: ofProvinces(rows), unranked: ofProvinces(unranked) };
}

/** How many provinces meet the target of a measure; without one who has it, or what they come to. */
function countFault(
  said: string,
  world: World,
  { period, indicator }: { period: string; indicator: PlannedIndicator },
  language: Language,
): string | null {
  const { rows: own, unranked } = provincesIn(world, { code: indicator.code, period });
  const of = own.length + unranked.filter(({ reason }) => reason !== 'not-applicable').length;
  if (judging(indicator, ['provinces'], period)) {
    return valueFault(said, `${own.filter(isMet).length}/${of}`, language);
  }
  if (indicator.measure === 'flag') {
    return valueFault(said, `${own.filter(({ value }) => value === 1).length}/${of}`, language);
  }
  const sum = (part: 'numerator' | 'denominator') =>
    own.reduce((total, row) => total + (row[part] ?? 0), 0);
  return valueFault(said, percent(sum('numerator') / sum('denominator')), language);
}

function headFaults(
  heading: string,
  { rows, unranked }: Provinces,
  indicator: PlannedIndicator,
  { period, redrawn }: Mapped,
  language: Language,
): string[] {
  const words = WORDS[language];
  const best = rows.reduce((most, { value }) => Math.max(most, value ?? 0), 0);
  const head = judging(indicator, ['provinces'], period)
    ? words.met
    : rows.length === 0
      ? words.none
      : indicator.measure === 'flag'
        ? words.has
        : words.highest;
  const values = {
    met: rows.filter(isMet).length,
    has: rows.filter(({ value }) => value === 1).length,
    of: rows.length + unranked.length,
    highest: (said: string) =>
      rows.some(({ name, value }) => shortName(name, language) === said && value === best)
        ? null
        : `${said} is not the highest`,
    value: percent(best),
  };
  // Names of measures have commas of their own.
  const of = (redrawn ? words.redrawn : words.map)
    .replace('{name}', indicator.name[language])
    .replace('{period}', periodText(period, language));
  const wanted = `${head} ${of}`;
  return textFaults(heading, [{ words: wanted, values }], language);
}

/** Every province with its figure, of all that have one, and everybody else without. */
function tableFaults(
  table: readonly string[][],
  { rows, unranked }: Provinces,
  { measure }: PlannedIndicator,
  language: Language,
): string[] {
  const told = table.flatMap(([name = '', said = '']) => {
    const row = named(rows, name, language) as NationRow | undefined;
    if (!row) return named(unranked, name, language) ? [] : [`${name} is no province`];
    const value =
      measure === 'flag' ? WORDS[language].flag[row.value ?? 0] : percent(row.value ?? NaN);
    const fault = valueFault(said, value, language);
    return fault === null ? [] : [`${name}: ${fault}`];
  });
  const of = rows.length + unranked.length;
  return table.length === of ? told : [...told, `${table.length} provinces of ${of}`];
}

/** Whether what the key says of a look is true of a province; null where it is no province with a figure. */
function isTrueOf(
  said: string,
  row: NationRow | null,
  reason: string | null,
  language: Language,
): boolean {
  const { key } = WORDS[language];
  if (!row) return said === (reason === 'not-connected' ? key.unasked : key.unknown);
  const share = percent(row.value ?? NaN);
  const least = (pattern: RegExp): number | null =>
    numberOf(pattern.exec(said)?.[1] ?? '', language)?.value ?? null;
  const [low, high] = [/^([\d,.]+)–/, /–([\d,.]+)%$/].map(least);
  if (said === key.yes || said === key.no) return said === (row.value === 1 ? key.yes : key.no);
  if (said === key.zero) return share === 0;
  if (said === key.metOwn) return isMet(row);
  // Edges are printed with two digits at most.
  const isFrom = (edge: number) => share >= edge - 0.006;
  if (low != null && high != null) return isFrom(low) && share < high + 0.006 && !isMet(row);
  const [under, from] = [least(key.under), least(key.from)];
  if (under !== null) return share > 0 && share < under + 0.006;
  if (from !== null) return isFrom(from) && !isMet(row);
  const met = least(key.fromMet);
  return met !== null && isFrom(met) && isMet(row);
}

/** What the key says of each tile, as it is filled. */
function tileFaults(picture: string, { rows, unranked }: Provinces, language: Language): string[] {
  // The one pattern has another name in each drawing.
  const lookOf = (fill: string) => fill.replace(/^url\(#.*-(\w+)\)$/, '$1');
  const keys = new Map(
    [
      ...picture.matchAll(
        /<rect x="[\d.]+" y="[\d.]+" width="22" height="12" fill="([^"]+)"[^>]*\/><text[^>]*>(.*?)<\/text>/g,
      ),
    ].map(([, fill = '', said = '']) => [lookOf(fill), plain(said)] as const),
  );
  const tiles = [
    ...picture.matchAll(/<title>([^<]*)<\/title><rect [^>]*rx="3" fill="([^"]+)"/g),
  ].map(([, title = '', fill = '']) => ({ name: plain(title).split(': ')[0] ?? '', fill }));
  const wrong = tiles.flatMap(({ name, fill }) => {
    const row = (named(rows, name, language) as NationRow | undefined) ?? null;
    const silent = named(unranked, name, language) as Provinces['unranked'][number] | undefined;
    if (!row && !silent) return [`the tile ${name} is no province`];
    const said = keys.get(lookOf(fill));
    if (said === undefined) return [`the key says nothing of the tile ${name}`];
    return isTrueOf(said, row, silent?.reason ?? null, language)
      ? []
      : [`"${said}" is not true of ${name} (${row?.value ?? silent?.reason})`];
  });
  const of = rows.length + unranked.length;
  return tiles.length === of ? wrong : [...wrong, `${tiles.length} tiles of ${of}`];
}

/** The tiles, and the boundaries with the key beside them. */
export function mapPicture(page: string): string {
  const start = page.indexOf('<section id="map"');
  return start === -1 ? '' : page.slice(start, page.indexOf('</figure>', start));
}

/** What a map that cannot be drawn must say in its place. */
export const NO_MAP = {
  vi: 'Kỳ này không có bản đồ của mục này theo tỉnh, thành phố.',
  en: 'There is no map of this by province in this period.',
};

/** @param picture as `mapPicture` finds it */
export function mapFaults(
  section: Section | undefined,
  picture: string,
  world: World,
  mapped: Mapped,
  language: Language,
): string[] {
  const { code, period } = mapped;
  const indicator = indicatorOf(world, code);
  if (!section || !indicator) return ['no map'];
  const provinces = provincesIn(world, mapped);
  const measured = world.indicators.filter(
    (each) => provincesIn(world, { code: each.code, period }).rows.length > 0,
  );
  const of = provinces.rows.length + provinces.unranked.length;
  const [figures, counts] = [section.rows.slice(0, of), section.rows.slice(of)];
  return [
    ...headFaults(section.heading, provinces, indicator, mapped, language),
    ...tableFaults(figures, provinces, indicator, language),
    ...tileFaults(picture, provinces, language),
    ...(counts.length === measured.length ? [] : [`${counts.length} of ${measured.length} counts`]),
    ...measured.flatMap((each) => {
      const name = measureName(each, language);
      const said = counts.find(([head]) => head === name)?.[1] ?? '';
      const fault = countFault(said, world, { period, indicator: each }, language);
      return fault === null ? [] : [`${name}: ${fault}`];
    }),
  ];
}
