// What the page of one procedure must say of single units: who is asked, each that offers it, where each
// stands on the map, and who is left out.
import {
  percent,
  periodText,
  plain,
  services,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

/** As the API tells of a unit on a procedure. */
export interface UnitOn {
  unitId: string;
  name: { vi: string; en: string };
  group: string;
  offer: string;
  level: number | null;
  since: string | null;
  sinceOrBefore: boolean;
  dossiers: number;
  filedOnline: number;
  handledOnline: number;
  onTime: number;
  services: { office: string }[];
}

interface OffersFacts {
  name: string;
  period: string;
  units: readonly UnitOn[];
}

/** So many are named to be asked. */
const ASKED = 5;
const PROVINCES = 'provinces';

const WORDS = {
  vi: {
    ask: 'Nơi có thể hỏi kinh nghiệm',
    askNone: 'Chưa nơi nào ở mức độ 4 có hồ sơ nộp trực tuyến trong kỳ.',
    table: 'Từng đơn vị cung cấp',
    counted: '{n}/{n} đơn vị cung cấp',
    source: 'Nguồn: cổng dịch vụ công của {known} đơn vị, phát hành {rest}',
    caption: 'Đơn vị cung cấp thủ tục {name}, {period}',
    map: '{level4}/{offering} tỉnh, thành phố cung cấp đã ở mức độ 4',
    label: 'Bản đồ {provinces} tỉnh, thành phố theo mức độ của thủ tục {name}: ',
    level: 'mức độ {level}',
    line: 'mức độ {level} · {dossiers} hồ sơ',
    notOffered: '{n} đơn vị có danh sách dịch vụ mà không cung cấp thủ tục này',
    noList: '{n} đơn vị chưa có danh sách dịch vụ của kỳ này',
  },
  en: {
    ask: 'Whom to ask',
    askNone: 'No unit at level 4 had a dossier filed online in the period.',
    table: 'Each unit that offers it',
    counted: '{n} of {n} units that offer it',
    source: 'Source: service portals of {known} units, released {rest}',
    caption: 'Units that offer the procedure {name}, {period}',
    map: 'At level 4 in {level4} of the {offering} provinces that offer it',
    label: 'Map of {provinces} provinces by the level of the procedure {name}: ',
    level: 'level {level}',
    line: 'level {level} · {dossiers}',
    notOffered: '{n} units whose services are known do not offer it',
    noList: '{n} units have no list of services of this period',
  },
} as const;

const ONE = {
  counted: '{n} of {n} unit that offers it',
  map: 'At level 4 in {level4} of the {offering} province that offers it',
  source: 'Source: service portal of {known} unit, released {rest}',
  notOffered: '{n} unit whose services are known does not offer it',
  noList: '{n} unit has no list of services of this period',
};

const NOT_OFFERED: Record<string, Record<Language, string>> = {
  'not-offered': { vi: 'không cung cấp', en: 'not offered' },
  'no-rows': { vi: 'không có danh sách dịch vụ', en: 'no list of services' },
  'no-figure': { vi: 'chưa có số liệu', en: 'no figure' },
};

function sinceSaid({ since, sinceOrBefore }: UnitOn, language: Language): string {
  const period = periodText(since ?? '', language);
  return language === 'vi'
    ? `từ ${period}${sinceOrBefore ? ' hoặc trước đó' : ''}`
    : `since ${period}${sinceOrBefore ? ' or before' : ''}`;
}

const officeOf = (unit: UnitOn): string => unit.services[0]?.office ?? '';

/** Those at level 4 with dossiers filed online, most first. */
function askFaults(section: Section | undefined, units: readonly UnitOn[], language: Language) {
  const asked = units
    .filter(({ level, filedOnline }) => level === 4 && filedOnline > 0)
    .toSorted((a, b) => b.filedOnline - a.filedOnline || (a.unitId < b.unitId ? -1 : 1))
    .slice(0, ASKED);
  if (asked.length === 0) {
    return textFaults(section?.texts[0], [{ words: WORDS[language].askNone }], language);
  }
  const rows = section?.rows ?? [];
  if (rows.length !== asked.length) return [`${rows.length} of ${asked.length} are to be asked`];
  return asked.flatMap((unit, at) => {
    const [named, office, filed, since] = rows[at] ?? [];
    const name = `${shortName(unit.name, language)} ${officeOf(unit)}`;
    const words = '{name}; {office}; {filed}/{dossiers}; {since}';
    const { filedOnline, dossiers } = unit;
    const values = { filed: filedOnline, dossiers, office: officeOf(unit) };
    const said = [named, office, filed, since].join('; ');
    return textFaults(
      said,
      [{ words, values: { ...values, name, since: sinceSaid(unit, language) } }],
      language,
    );
  });
}

function lineSaid(unit: UnitOn, language: Language): Sentence {
  const several = services(unit.services.length, 'services', language);
  const dossiers = unit.dossiers === 1 ? '{dossiers} dossier' : '{dossiers} dossiers';
  const line = WORDS[language].line.replace(/\{dossiers\}$/, dossiers);
  const words = `${shortName(unit.name, language)} ${sinceSaid(unit, language)} · ${line}`;
  const values = { level: unit.level ?? 0, dossiers: unit.dossiers };
  if (unit.services.length === 1) return { words, values };
  return { words: `${words} ${several}`, values: { ...values, services: unit.services.length } };
}

const sharesOf = ({ dossiers, filedOnline, handledOnline, onTime }: UnitOn): Sentence[] =>
  [filedOnline, handledOnline, onTime].map((some) =>
    dossiers === 0
      ? { words: '–' }
      : { words: '{share}', values: { share: percent(some / dossiers) } },
  );

/** Each that offers it, the highest level first, then most dossiers filed online. */
function tableFaults(
  section: Section | undefined,
  { name, period, units }: OffersFacts,
  language: Language,
): string[] {
  const offering = units
    .filter(({ offer }) => offer === 'offered')
    .toSorted((a, b) => (b.level ?? 0) - (a.level ?? 0) || b.filedOnline - a.filedOnline);
  const n = offering.length;
  const isOne = language === 'en' && n === 1;
  const counted = { words: (isOne ? ONE : WORDS[language]).counted, values: { n } };
  const rows = section?.rows ?? [];
  if (rows.length !== n) return [`${rows.length} rows of ${n}`];
  const cells = offering.flatMap((unit, at) =>
    [
      lineSaid(unit, language),
      { words: '{level}', values: { level: unit.level ?? 0 } },
      { words: sinceSaid(unit, language) },
      { words: officeOf(unit) },
      { words: '{dossiers}', values: { dossiers: unit.dossiers } },
      ...sharesOf(unit),
    ].flatMap((sentence, place) => textFaults(rows[at]?.[place], [sentence], language)),
  );
  const values = { name, period: periodText(period, language) };
  const caption = { words: WORDS[language].caption, values };
  return [
    ...textFaults(section?.texts[0], [counted], language),
    ...textFaults(section?.texts[1], [caption], language),
    ...cells,
  ];
}

/** The picture's heading, its words for those who cannot see it, and what stands on each province. */
function mapFaults(
  page: string,
  sections: readonly Section[],
  { name, units }: OffersFacts,
  language: Language,
): string[] {
  const own = units.filter(({ group }) => group === PROVINCES);
  const offering = own.filter(({ offer }) => offer === 'offered');
  const words = WORDS[language];
  const level4 = offering.filter(({ level }) => level === 4).length;
  const counts = { level4, offering: offering.length };
  const map = language === 'en' && offering.length === 1 ? ONE.map : words.map;
  const [label = ''] = [...page.matchAll(/aria-label="([^"]*)"/g)].flatMap(([, text = '']) =>
    text.startsWith(words.label.split(' {')[0] ?? '') ? [plain(text)] : [],
  );
  if (offering.length === 0) return label === '' ? [] : [`a map: ${label}`];
  const section = sections.find(({ heading }) => heading.includes(` ${name}, `));
  // What the picture is of stands below.
  const sub = (text: string) => (text.startsWith(`${name}, `) ? null : `${text} is not of it`);
  const titles = [...page.matchAll(/<title>(.*?)<\/title>/g)].map(([, text = '']) => plain(text));
  const standing = own.flatMap((unit) => {
    const said =
      unit.level === null
        ? NOT_OFFERED[unit.offer]?.[language]
        : words.level.replace('{level}', String(unit.level));
    const called = `${shortName(unit.name, language)}: `;
    const told = titles.filter((title) => title.startsWith(called));
    return told.length > 0 && told.every((title) => title === `${called}${said}`)
      ? []
      : [`the map says ${told.join(', ')}, not ${called}${said}`];
  });
  const known = own.filter(({ offer }) => offer === 'offered' || offer === 'not-offered').length;
  const isOne = language === 'en' && known === 1;
  const source = {
    words: (isOne ? ONE : words).source,
    values: { known, rest: () => null },
  };
  return [
    ...textFaults(
      section?.texts.find((text) => /^(?:Nguồn|Source): /.test(text)),
      [source],
      language,
    ),
    ...textFaults(
      section?.heading,
      [{ words: `${map} {sub}`, values: { ...counts, sub } }],
      language,
    ),
    ...textFaults(
      label,
      [
        {
          words: `${words.label}${map}.`,
          values: { ...counts, name, provinces: own.length },
        },
      ],
      language,
    ),
    ...standing,
  ];
}

/** Who does not offer it, and of whom it is not known. */
function othersFaults(page: string, units: readonly UnitOn[], language: Language): string[] {
  const told = [
    ...page.matchAll(/<summary\b[^>]*>([^<]*)<\/summary>\s*<p\b[^>]*>([^<]*)<\/p>/g),
  ].map(([, summary = '', names = '']) => [plain(summary), plain(names)]);
  const others = (['notOffered', 'noList'] as const).flatMap((key) => {
    const without = units.filter(({ offer }) =>
      key === 'notOffered' ? offer === 'not-offered' : offer === 'no-rows' || offer === 'no-figure',
    );
    const isOne = language === 'en' && without.length === 1;
    return without.length > 0 ? [{ words: isOne ? ONE[key] : WORDS[language][key], without }] : [];
  });
  const kept = told.filter(([summary]) => /danh sách dịch vụ|services/.test(summary ?? ''));
  if (kept.length !== others.length) return [`${kept.length} lists of ${others.length}`];
  return others.flatMap(({ words, without }, at) => [
    ...textFaults(kept[at]?.[0], [{ words, values: { n: without.length } }], language),
    ...textFaults(
      kept[at]?.[1],
      [{ words: without.map(({ name }) => shortName(name, language)).join(', ') }],
      language,
    ),
  ]);
}

/** What is wrong with what the page says of single units. */
export function procedureUnitFaults(
  page: string,
  sections: readonly Section[],
  facts: OffersFacts,
  language: Language,
): string[] {
  const titled = (heading: string) => sections.find((section) => section.heading === heading);
  const { units } = facts;
  const isOffered = units.some(({ offer }) => offer === 'offered');
  const { ask, table } = WORDS[language];
  return [
    ...(isOffered ? askFaults(titled(ask), units, language) : []),
    ...(isOffered ? tableFaults(titled(table), facts, language) : []),
    ...mapFaults(page, sections, facts, language),
    ...othersFaults(page, units, language),
  ];
}
