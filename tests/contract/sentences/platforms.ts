// What the page of platforms must say below its headline: how many have each, who has not, and since when each
// unit has had it without a break. Worked out from the rankings of every quarter up to the one that is read.
import type { Name } from './facts.ts';
import { NATION, ofNation, rankingIn, type World } from './nation-facts.ts';
import {
  numberOf,
  periodText,
  plain,
  shortName,
  textFaults,
  topOf,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

/** As the page orders them; the shares of documents behind. */
export const PLATFORMS = ['npsp_connected', 'lgsp_present', 'lgsp_connected', 'soc_present'];
export const DOCUMENTS = ['docs_electronic', 'docs_signed'];
const LGSP = 'lgsp_present';

const WORDS = {
  vi: {
    npsp: 'Cổng Dịch vụ công quốc gia: {npsp}/{npspOf} đơn vị.',
    early: 'Cổng Dịch vụ công quốc gia khai trương ngày 9/12/2019, sau kỳ này',
    lead: 'Trung tâm giám sát an toàn, an ninh mạng (SOC): {soc}/{socOf} đơn vị. “Từ” là quý đầu tiên có liên tục đến nay; quý thiếu số liệu làm đứt chuỗi.',
    full: 'Đủ {has}/{of} đơn vị có LGSP từ {period}',
    four: 'LGSP: {a}, {b}, {c}, {has} đơn vị trong bốn kỳ gần nhất',
    some: 'LGSP: {has} đơn vị',
    sub: 'Bộ, cơ quan ngang bộ và tỉnh, thành phố có nền tảng, theo kỳ',
    lacks: [
      'Chưa nối Cổng Dịch vụ công quốc gia: {count} đơn vị',
      'Chưa có LGSP: {count} đơn vị',
      'LGSP chưa nối NDXP hoặc chưa có LGSP: {count} đơn vị',
      'Chưa có SOC: {count} đơn vị',
    ],
    groups: { ministries: 'Bộ, cơ quan ngang bộ', provinces: 'Tỉnh, thành phố' },
    tables: {
      ministries: 'Bộ, cơ quan ngang bộ',
      agencies: 'Cơ quan thuộc Chính phủ',
      provinces: 'Tỉnh, thành phố trực thuộc Trung ương',
    },
    marks: { before: 'có từ {since} hoặc trước đó', since: 'có từ {since}' },
    no: 'chưa có',
    unknown: 'chưa có số liệu',
    notOpen: 'chưa khai trương',
    npspShort: 'Cổng DVC quốc gia',
  },
  en: {
    npsp: 'National Public Service Portal: {npsp}/{npspOf} units.',
    early: 'The National Public Service Portal opened on 9 December 2019, after this period',
    lead: 'Security operation centre (SOC): {soc}/{socOf} units. “Since” is the first quarter of the unbroken run up to now; a quarter without a figure breaks it.',
    full: 'All {of} units have an LGSP since {period}',
    four: 'LGSP: {a}, {b}, {c}, {has} units over the last four periods',
    some: 'LGSP: {has} units',
    sub: 'Ministries and provinces that have the platform, by period',
    lacks: [
      'Not connected to the NPSP: {count} units',
      'Without an LGSP: {count} units',
      'LGSP not on the NDXP, or none: {count} units',
      'Without a SOC: {count} units',
    ],
    groups: { ministries: 'Ministries', provinces: 'Provinces and cities' },
    tables: {
      ministries: 'Ministries and ministerial-level agencies',
      agencies: 'Government-attached agencies',
      provinces: 'Provinces and centrally-run cities',
    },
    marks: { before: 'yes, since {since} or earlier', since: 'yes, since {since}' },
    no: 'not yet',
    unknown: 'not measured',
    notOpen: 'not open yet',
    npspShort: 'NPSP',
  },
} as const;

/** The last quarter that ended before the national portal opened. */
const BEFORE_NPSP = '2019-Q3';
const isEarly = (code: string, period: string): boolean =>
  code === 'npsp_connected' && period <= BEFORE_NPSP;

const upTo = ({ periods }: World, period: string): string[] =>
  periods.slice(0, periods.indexOf(period) + 1);

/** In English one unit is no units. */
const counted = (words: string, n: number): string =>
  n === 1 ? words.replace(/ units$/, ' unit') : words;

const countsIn = (world: World, period: string, code: string) => {
  const { numerator, expected } = rankingIn(world, period, code).national ?? {};
  return { has: numerator ?? NaN, of: expected ?? NaN };
};

/** Over the last periods, or since when no unit lacks it. */
function countsSaid(world: World, period: string, language: Language): Sentence {
  const words = WORDS[language];
  const counts = upTo(world, period).map((each) => ({
    period: each,
    ...countsIn(world, each, LGSP),
  }));
  const { has = NaN, of = NaN } = counts.at(-1) ?? {};
  const lastShort = counts.findLastIndex((each) => each.has !== each.of);
  const since = counts[lastShort + 1]?.period;
  if (since !== undefined)
    return { words: words.full, values: { has, of, period: periodText(since, language) } };
  const [a = NaN, b = NaN, c = NaN] = counts.slice(-4).map((each) => each.has);
  return {
    words: counts.length < 4 ? counted(words.some, has) : words.four,
    values: { a, b, c, has },
  };
}

/** Whether a unit has a platform and since when, as it is read out. */
function markText(world: World, period: string, code: string, unitId: string, language: Language) {
  const words = WORDS[language];
  // Nobody has or lacks what was not there.
  if (isEarly(code, period)) return words.notOpen;
  const course = upTo(world, period).map((each) => ({
    period: each,
    value: rankingIn(world, each, code).rows.find((row) => row.unitId === unitId)?.value ?? null,
  }));
  const now = course.at(-1)?.value ?? null;
  if (now !== 1) return now === null ? words.unknown : words.no;
  const broken = course.findLastIndex(({ value }) => value !== 1);
  const since = periodText(course[broken + 1]?.period ?? '', language);
  return words.marks[broken === -1 ? 'before' : 'since'].replace('{since}', since);
}

/** The mark that is seen of a platform, and what is read out of it. */
export function markSaid(
  world: World,
  { period, code, unitId }: { period: string; code: string; unitId: string },
  language: Language,
): { shape: string; text: string } {
  const words = WORDS[language];
  const text = markText(world, period, code, unitId, language);
  const isNone = text === words.notOpen || text === words.unknown;
  return { shape: isNone ? '–' : text === words.no ? '○' : '●', text };
}

/** Who lacks a platform, by group in the order of the page. */
const lackingIn = (world: World, period: string, code: string) =>
  NATION.map((group) => ({
    group: group as 'ministries' | 'provinces',
    units: ofNation(rankingIn(world, period, code).rows).filter(
      (row) => row.group === group && row.value === 0,
    ),
  })).filter(({ units }) => units.length > 0);

/** Who is left on each platform: how many, in which group, by name. */
function leftFaults(page: string, world: World, period: string, language: Language): string[] {
  const words = WORDS[language];
  const bare = page.replaceAll(/<!--.*?-->/gs, '');
  // Nobody can be said to lack what was not there.
  const listed = PLATFORMS.map((code) =>
    isEarly(code, period) ? [] : lackingIn(world, period, code),
  );
  const said = [
    ...bare.matchAll(
      /<p class="muted[^>]*>([^<]*\d[^<]*)<\/p>|<summary[^>]*>([^<]*)<\/summary>(.*?)<\/details>/gs,
    ),
  ].filter(([, none, some]) =>
    [...words.lacks, words.early].some((lack) =>
      (none ?? some ?? '').startsWith(lack.replace(/\{.*/, '')),
    ),
  );
  const heads = PLATFORMS.map((code, at) => {
    const count = (listed[at] ?? []).reduce((sum, { units }) => sum + units.length, 0);
    return textFaults(
      plain(said[at]?.[1] ?? said[at]?.[2] ?? ''),
      [
        {
          words: isEarly(code, period) ? words.early : counted(words.lacks[at] ?? '', count),
          values: { count },
        },
      ],
      language,
    );
  });
  const names = PLATFORMS.map((code, at) => {
    const inner = said[at]?.[3] ?? '';
    const shown = [...inner.matchAll(/<h3[^>]*>(.*?)<\/h3>|<li[^>]*>(.*?)<\/li>/gs)].map((each) =>
      plain(each[1] ?? each[2] ?? ''),
    );
    const wanted = (listed[at] ?? []).flatMap(({ group, units }) => [
      `${words.groups[group]} (${units.length})`,
      ...units.map(({ name }) => shortName(name, language)),
    ]);
    // The order is that of codes, which the API does not rank by.
    const isSame = shown.toSorted().join(' | ') === wanted.toSorted().join(' | ');
    return isSame ? [] : [`${code}: ${shown.join(', ')} FOR ${wanted.join(', ')}`];
  });
  return [...heads.flat(), ...names.flat()];
}

/** Each unit of a group against each platform. */
function matrixFaults(
  section: Section | undefined,
  world: World,
  { period, group }: { period: string; group: string },
  language: Language,
): string[] {
  const units = new Map<string, Name>();
  for (const code of [...PLATFORMS, ...DOCUMENTS]) {
    const { rows, unranked } = rankingIn(world, period, code);
    // Who serves nobody is asked nothing.
    const asked = unranked.filter(({ reason }) => reason !== 'not-applicable');
    for (const each of [...rows, ...asked]) {
      if (each.group === group) units.set(each.unitId, each.name);
    }
  }
  const rows = new Map(section?.rows.map(([name = '', ...cells]) => [name, cells]));
  const wrong = [...units].flatMap(([unitId, name]) => {
    const cells = rows.get(shortName(name, language));
    if (!cells) return [`${name.vi} has no row`];
    const marks = PLATFORMS.flatMap((code, at) => {
      const { shape, text } = markSaid(world, { period, code, unitId }, language);
      const cell = cells[at] ?? '';
      // After what is seen of the mark, what is read out of it.
      const isTold = cell.startsWith(shape) && cell.endsWith(` ${text}`);
      return isTold ? [] : [`${name.vi}: "${cell}" for "${shape} ${text}"`];
    });
    const shares = DOCUMENTS.flatMap((code, at) => {
      const own = rankingIn(world, period, code).rows.find((row) => row.unitId === unitId)?.value;
      const cell = cells[PLATFORMS.length + at] ?? '';
      const said = numberOf(cell, language);
      const isRight =
        own == null
          ? cell === '–'
          : said !== null && Math.abs(said.value - 100 * own) <= 0.5 * 10 ** -said.digits + 1e-9;
      return isRight ? [] : [`${name.vi}: "${cell}" for ${own}`];
    });
    return [...marks, ...shares];
  });
  return [
    ...(rows.size === units.size ? [] : [`${group}: ${rows.size} rows of ${units.size}`]),
    ...wrong,
  ];
}

/** The drawing of how many have each, as its table and its points say, oldest quarter first. */
function courseFaults(
  page: string,
  section: Section | undefined,
  world: World,
  period: string,
  language: Language,
): string[] {
  const periods = upTo(world, period);
  const wanted = periods.map((each) =>
    PLATFORMS.map((code) => {
      const { has, of } = countsIn(world, each, code);
      return isEarly(code, each) ? '–' : `${has}/${of}`;
    }).join(' '),
  );
  const said = section?.rows.map(([, ...cells]) => cells.join(' ')) ?? [];
  // Each point of a drawing is titled by its name, quarter and number.
  const points = page.toLowerCase();
  const { npspShort } = WORDS[language];
  const isDrawn = (each: string) =>
    points.includes(`${npspShort}, ${periodText(each, language)}: `.toLowerCase());
  const wrong = periods.filter((each) => isDrawn(each) === isEarly('npsp_connected', each));
  return [
    ...(said.join('\n') === wanted.join('\n')
      ? []
      : [`${said.join('; ')} FOR ${wanted.join('; ')}`]),
    ...wrong.map((each) => `the national portal is drawn in ${each}, or is not`),
  ];
}

/** What is wrong with the page below its headline. */
export function platformFaults(
  page: string,
  sections: readonly Section[],
  world: World,
  period: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  const [npsp, soc] = ['npsp_connected', 'soc_present'].map((code) =>
    countsIn(world, period, code),
  );
  const values = {
    ...{ npsp: npsp?.has ?? NaN, npspOf: npsp?.of ?? NaN },
    ...{ soc: soc?.has ?? NaN, socOf: soc?.of ?? NaN },
  };
  const counts = countsSaid(world, period, language);
  const headed = { ...counts, words: `${counts.words} ${words.sub}` };
  // One quarter alone makes no course.
  const isDrawn = upTo(world, period).length > 1;
  return [
    ...textFaults(
      topOf(page).lead,
      [
        { words: isEarly('npsp_connected', period) ? `${words.early}.` : words.npsp, values },
        { words: words.lead, values },
      ],
      language,
    ),
    ...(isDrawn
      ? [
          ...textFaults(sections[0]?.heading, [headed], language),
          ...courseFaults(page, sections[0], world, period, language),
        ]
      : []),
    ...leftFaults(page, world, period, language),
    ...Object.entries(words.tables).flatMap(([group, name]) => {
      const section = sections.find(({ heading }) => heading === name);
      return matrixFaults(section, world, { period, group }, language);
    }),
  ];
}
