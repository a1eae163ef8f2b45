// Every sentence that explains a unit's figures, of all units and in both languages, read from the pages as
// a reader meets them and held against what the API answers. Shares no code with the pages: the words
// stand here once more, as they were read and found right (sentences/).
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { CERTAINTY_HEADS, certaintyFaults } from './sentences/certainty.ts';
import { courseFaults, isCourseHead } from './sentences/course.ts';
import type {
  Explanation,
  Facts,
  Forecast,
  Gap,
  Interval,
  Name,
  Ranking,
  Signs,
  Twins,
} from './sentences/facts.ts';
import { FORECAST_HEADS, forecastFaults } from './sentences/forecast.ts';
import { gapFaults, isGapHead } from './sentences/gap.ts';
import { indexGapFaults, isIndexGapHead } from './sentences/index-gap.ts';
import { isPastHead, pastFaults, type Past } from './sentences/past.ts';
import { POINTS_HEADS, pointsFaults } from './sentences/points.ts';
import { SIGN_HEADS, signFaults } from './sentences/signs.ts';
import { LANGUAGES, sectionsOf, topOf, type Language, type Section } from './sentences/text.ts';
import { TWINS_HEADS, twinsFaults } from './sentences/twins.ts';
import { topFaults, type Published } from './sentences/unit-top.ts';
import { LEDGERS, whyFaults } from './sentences/why.ts';

const QUARTERS = [2019, 2020, 2021].flatMap((year) => [1, 2, 3, 4].map((q) => `${year}-Q${q}`));
const before = (period: string): string | null => QUARTERS[QUARTERS.indexOf(period) - 1] ?? null;
const publishedUntil = (period: string): string[] =>
  QUARTERS.slice(0, QUARTERS.indexOf(period) + 1);
const publishedBefore = (period: string): Published => ({
  first: QUARTERS[0] ?? '',
  earlier: publishedUntil(period).slice(0, -1),
});
/** One in which some were silent, one in which the target fell due. */
const ALTERED = ['2020-Q2', '2020-Q4'];
/**
 * Every so many units of a quarter are read, others in each quarter, and in the languages by turns: what
 * differs between languages are words, and figures are the same in both.
 */
const EVERY = 9;
/** Pages and answers asked for at once. */
const AT_ONCE = 4;
const SLOW_MS = 900_000;

interface ListedUnit {
  unitId: string;
  name: Name;
  group: string | null;
  providesServices: boolean;
  validFrom: string | null;
}

const { get } = webWorld('illustrative');
let units: ListedUnit[];

beforeAll(async () => {
  const listed = await api<{ units: ListedUnit[] }>('units?period=2020-Q4');
  units = listed.units.filter(({ group }) => group !== null);
});

async function sent(path: string): Promise<Response> {
  const response = await get(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

const api = async <Answer>(path: string): Promise<Answer> =>
  (await (await sent(`/api/v1/${path}`)).json()) as Answer;

const kept = new Map<string, Promise<unknown>>();
/** Answers that many units share are asked for once. */
function apiOnce<Answer>(path: string): Promise<Answer> {
  const known = kept.get(path) ?? api(path);
  kept.set(path, known);
  return known as Promise<Answer>;
}

const rankings: Facts['rankings'] = (measure, period, group) =>
  apiOnce<Ranking>(`rankings/${measure}?period=${period}&group=${group}`);

async function factsOf({ unitId, name, group }: ListedUnit, period: string): Promise<Facts> {
  const of = <Answer>(path: string) => api<Answer>(`units/${unitId}/${path}`);
  const told = await Promise.all([
    of<Explanation>(`explanation?to=${period}`),
    of<Explanation>(`explanation?measure=tiendo:tiendo&to=${period}`),
    apiOnce<Interval>(`units/${unitId}/interval?period=${period}`),
    of<Gap>(`gap?period=${period}`),
    of<Gap>(`gap?measure=tiendo:tiendo&period=${period}`),
    of<Forecast>(`forecast?period=${period}`),
    api<Pick<Facts, 'figures'>>(`units/${unitId}?period=${period}`),
    apiOnce<Signs>(`units/${unitId}/signs`),
    of<Twins>(`twins?period=${period}`),
    apiOnce<Pick<Facts, 'indicators'>>('indicators?series=dvc'),
  ]);
  const [share, index, interval, gap, indexGap, forecast, { figures }, signs, twins, known] = told;
  const why = { share, index };
  const promised = figures.find(({ measure }) => measure === 'share_l4')?.target ?? null;
  return {
    unitId,
    name,
    group: group ?? '',
    period,
    rankings,
    why,
    interval,
    gap,
    indexGap,
    forecast,
    promised,
    figures,
    indicators: known.indicators,
    signs,
    twins,
  };
}

/** Intervals of everybody whom the index ranks in a group. */
async function spansOf(group: string, period: string) {
  const mates = units.filter((unit) => unit.group === group);
  const answers = await Promise.all(
    mates.map(async ({ unitId }) => ({
      unitId,
      interval: (await apiOnce<Interval>(`units/${unitId}/interval?period=${period}`)).interval,
    })),
  );
  return answers.flatMap(({ unitId, interval }) => (interval ? [{ unitId, ...interval }] : []));
}

async function pageOf(unitId: string, period: string, language: Language) {
  const path = `${language === 'en' ? '/en' : ''}/units/${unitId}?period=${period}`;
  const page = await (await sent(path)).text();
  return { top: topOf(page), sections: sectionsOf(page) };
}

type Check = (section: Section | undefined) => string[] | Promise<string[]>;
type Checked = [name: string, isIt: (section: Section) => boolean, check: Check];

/** Each kind of explanation: where it stands on the page, and what is wrong with it. */
async function checksOf(unit: ListedUnit, facts: Facts, language: Language) {
  const previous = before(facts.period);
  const spans = await spansOf(facts.group, facts.period);
  const headed = (heads: Record<Language, string>) => (section: Section) =>
    section.heading === heads[language];
  const checks: Checked[] = [
    [
      'certainty',
      headed(CERTAINTY_HEADS),
      (section) => certaintyFaults(section, facts, spans, language),
    ],
    ...(['share', 'index'] as const).map((ledger): Checked => [
      `why ${ledger}`,
      headed(LEDGERS[ledger].heads),
      (section) => whyFaults(section, facts, { previous, ledger }, language),
    ]),
    [
      'course',
      ({ heading }) => isCourseHead(heading),
      (section) => courseFaults(section, facts, publishedUntil(facts.period), language),
    ],
    ['points', headed(POINTS_HEADS), (section) => pointsFaults(section, facts, language)],
    [
      'index gap',
      ({ heading }) => isIndexGapHead(heading),
      (section) => indexGapFaults(section, facts, language),
    ],
    ['forecast', headed(FORECAST_HEADS), (section) => forecastFaults(section, facts, language)],
    ['signs', headed(SIGN_HEADS), (section) => signFaults(section, facts, language)],
  ];
  if (unit.providesServices) {
    checks.push([
      'gap',
      ({ heading }) => isGapHead(heading),
      (section) => gapFaults(section, facts, language),
    ]);
    checks.push(['twins', headed(TWINS_HEADS), (section) => twinsFaults(section, facts, language)]);
  }
  return checks;
}

async function inGroups<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** A section in which one number, or one word of direction, is another; once for each of them. */
function* alteredCopies(section: Section): Generator<[what: string, altered: Section]> {
  const alter = (text: string, put: (text: string) => Section): [string, Section][] =>
    [...text.matchAll(/\d+|tăng|giảm|rose|fell\b|above|below/g)].map((match) => {
      const other = OTHERS[match[0]] ?? String((Number(match[0].at(-1)) + 3) % 10);
      const kept = OTHERS[match[0]] ? '' : match[0].slice(0, -1);
      const altered =
        text.slice(0, match.index) + kept + other + text.slice(match.index + match[0].length);
      return [`${text} → ${altered}`, put(altered)];
    });
  yield* alter(section.heading, (heading) => ({ ...section, heading }));
  for (const [at, text] of section.texts.entries()) {
    yield* alter(text, (altered) => ({ ...section, texts: section.texts.with(at, altered) }));
  }
  for (const [at, row] of section.rows.entries()) {
    for (const [cell, text] of row.entries()) {
      const put = (altered: string) => section.rows.with(at, row.with(cell, altered));
      yield* alter(text, (altered) => ({ ...section, rows: put(altered) }));
    }
  }
}

const OTHERS: Record<string, string> = {
  tăng: 'giảm',
  giảm: 'tăng',
  rose: 'fell',
  fell: 'rose',
  above: 'below',
  below: 'above',
};

/** What no check looks at, for it is not a figure of the section's own: measures' names, other sections' words. */
const LEFT_ALONE =
  /^(?:Tỷ lệ dịch vụ công trực tuyến mức độ 4 →|Share of level-4 online public services →|Tham khảo|For reference|Mỗi yếu tố|Each factor|Chỉ số tiến độ|Public service progress|Online service progress|Theo chỉ số tham khảo, không|Đóng góp|Points =)/;

describe('the sentences of a unit', () => {
  it.each(QUARTERS)(
    'are true of every unit that is read, and in every number: %s',
    async (period) => {
      const faults: string[] = [];
      let seen = 0;
      const turn = QUARTERS.indexOf(period);
      const read = units.filter((_, at) => at % EVERY === turn % EVERY);
      await inGroups([...read.entries()], async ([at, unit]) => {
        const language = LANGUAGES[(at + turn) % 2] ?? 'vi';
        // The page tells the exact ends that the API was asked for.
        const facts = await factsOf(unit, period);
        const { top, sections } = await pageOf(unit.unitId, period, language);
        const atTop = await topFaults(top, facts, publishedBefore(period), language);
        faults.push(...atTop.map((fault) => `${unit.unitId} ${language} top: ${fault}`));
        for (const [name, isIt, check] of await checksOf(unit, facts, language)) {
          const section = sections.find(isIt);
          if (section) seen += 1;
          const found = await check(section);
          faults.push(...found.map((fault) => `${unit.unitId} ${language} ${name}: ${fault}`));
        }
      });
      expect(faults).toEqual([]);
      expect(seen).toBeGreaterThan(read.length * 4);
    },
    SLOW_MS,
  );
});

describe('the past of merged units', () => {
  it(
    'is told of every one of them as the API tells it',
    async () => {
      const { units: known } = await api<{ units: ListedUnit[] }>('units');
      const { indicators } = await apiOnce<Pick<Facts, 'indicators'>>('indicators?series=dvc');
      const measure = indicators.find(({ code }) => code === 'share_l4')?.name ?? {
        vi: '',
        en: '',
      };
      const nameOf = new Map(known.map(({ unitId, name }) => [unitId, name]));
      const faults: string[] = [];
      let [seen, stopped] = [0, 0];
      // The nation has no page of this kind; units that were always there have no past.
      const later = known.filter(({ unitId, validFrom }) => validFrom !== null && unitId !== 'vn');
      const read = later.map(({ unitId }, at) => ({
        unitId,
        language: LANGUAGES[at % 2] ?? 'vi',
      }));
      await inGroups(read, async ({ unitId, language }) => {
        const past = await api<Past>(`units/${unitId}/past`);
        const { sections } = await pageOf(unitId, '2021-Q4', language);
        const section = sections.find(({ heading }) => isPastHead(heading));
        if (section) seen += 1;
        const found = pastFaults(section, past, { measure, nameOf }, language);
        stopped += Number(past.past?.parts.length === 0);
        faults.push(...found.map((fault) => `${unitId} ${language}: ${fault}`));
      });
      expect(faults).toEqual([]);
      expect(seen).toBeGreaterThan(20);
      expect(stopped).toBeGreaterThan(2);
    },
    SLOW_MS,
  );
});

interface Reading {
  name: string;
  language: Language;
  section: Section;
  isIt: Checked[1];
  check: Check;
}

/** Headline and lead, as a section that has nothing else. */
const readingOfHead = (
  { headline, lead }: ReturnType<typeof topOf>,
  facts: Facts,
  language: Language,
): Reading => ({
  name: 'headline',
  language,
  section: {
    ...{ heading: headline, texts: [lead] },
    ...{ heads: [], rows: [], terms: [], items: [] },
  },
  isIt: () => true,
  check: (copy) => {
    const top = { headline: copy?.heading ?? '', lead: copy?.texts[0] ?? '' };
    return topFaults(top, facts, publishedBefore(facts.period), language);
  },
});

describe('a page in which one figure or direction is altered', () => {
  it.each(['p-26', 'p-30', 'm-bnv'])(
    'is found out: %s',
    async (id) => {
      const unit = units.find(({ unitId }) => unitId === id);
      if (!unit) throw new Error(`no unit ${id}`);
      const unnoticed: string[] = [];
      let altered = 0;
      const read: Reading[] = [];
      for (const period of ALTERED) {
        const facts = await factsOf(unit, period);
        for (const language of LANGUAGES) {
          const { top, sections } = await pageOf(id, period, language);
          read.push(readingOfHead(top, facts, language));
          for (const [name, isIt, check] of await checksOf(unit, facts, language)) {
            const section = sections.find(isIt);
            if (!section) continue;
            // All that it asks of the API it has from now on.
            expect(await check(section)).toEqual([]);
            read.push({ name, language, section, isIt, check });
          }
        }
      }
      for (const { name, language, section, isIt, check } of read) {
        for (const [what, copy] of alteredCopies(section)) {
          if (LEFT_ALONE.test(what)) continue;
          altered += 1;
          // A heading that is another one is a section that is not there.
          const found = isIt(copy) ? await check(copy) : ['another section'];
          if (found.length === 0) unnoticed.push(`${name} ${language}: ${what}`);
        }
      }
      expect(unnoticed).toEqual([]);
      expect(altered).toBeGreaterThan(100);
    },
    SLOW_MS,
  );
});
