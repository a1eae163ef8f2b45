// What the page of the method tells in numbers, held against what the API says of the same: which version made how
// many releases, which targets judge, how often an index is drawn anew, and when measures changed.
import { beforeAll, describe, expect, it } from 'vitest';
import { explainedWorld } from './explained.ts';
import {
  JUDGED,
  ruleFaults,
  type JudgedRanking,
  type RuleFacts,
} from './sentences/method-rules.ts';
import { judging, NATION, type PlannedIndicator } from './sentences/nation-facts.ts';
import {
  dayText,
  LANGUAGES,
  sectionsOf,
  textFaults,
  topOf,
  type Language,
  type Section,
} from './sentences/text.ts';

const { json, text } = explainedWorld();
const SLOW_MS = 300_000;

interface Head {
  period: string;
  methodVersion: string;
  releasedAt: string;
}
interface MethodFacts {
  releases: readonly Head[];
  indicators: readonly PlannedIndicator[];
  draws: { seed: number; count: number };
}

const WORDS = {
  vi: {
    lead: 'Trang này nói cách hệ thống đếm, xếp hạng, đánh giá chỉ tiêu và công bố. Phương pháp phiên bản {version}.',
    versions: 'Phiên bản phương pháp',
    targets: 'Chỉ tiêu dùng để đánh giá',
    interval: 'Khoảng thứ hạng của chỉ số tổng hợp',
    draws:
      'Điểm tổng hợp phụ thuộc vào lựa chọn. {draws} lần, trọng số được đổi ngẫu nhiên trong biên cho phép (chỉ số không ghi biên thì lên xuống {move}), kèm cách chuẩn hóa và cách xử lý khi thiếu số; khoảng nêu ra chứa {held} số lần. Hạt giống {seed} cố định, nên tính lại lần nào cũng ra như nhau.',
  },
  en: {
    lead: 'How this system counts, ranks, judges targets and publishes. Method version {version}.',
    versions: 'Versions of the method',
    targets: 'Targets that judge',
    interval: 'Intervals of composite ranks',
    draws:
      'A composite score hangs on choices. In {draws} draws weights move within their bounds (up and down by {move} where the index has none), and with them the scale and the rule for gaps; the interval holds {held} of the draws. The seed {seed} is fixed, so that it comes out the same each time.',
  },
} as const;

let facts: MethodFacts;
beforeAll(async () => {
  const { releases } = await json<{ releases: Head[] }>('/api/v1/releases');
  const { indicators } = await json<MethodFacts>('/api/v1/indicators?series=dvc');
  const { draws } = await json<MethodFacts>('/api/v1/units/p-48/interval?period=2020-Q4');
  facts = { releases, indicators, draws };
});

/** In Hanoi, seven hours ahead. */
const dayThere = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);

function versionFaults(
  section: Section | undefined,
  { releases }: MethodFacts,
  language: Language,
) {
  const byVersion = Map.groupBy(releases, ({ methodVersion }) => methodVersion);
  const wanted = [...byVersion].map(([version, own]) => {
    const days = own.map(({ releasedAt }) => dayThere(releasedAt)).toSorted();
    const ends = [days[0], days.at(-1)].map((day) => dayText(day ?? '', language));
    return [version, String(own.length), ...ends].join(' ');
  });
  const said = section?.rows.map((row) => row.join(' ')) ?? [];
  return said.toSorted().join('\n') === wanted.toSorted().join('\n')
    ? []
    : [`${said.join('; ')} FOR ${wanted.join('; ')}`];
}

/** Those with a verified document and no steps of their own, the first due first. */
function targetFaults(
  section: Section | undefined,
  { indicators }: MethodFacts,
  language: Language,
) {
  const wanted = indicators
    .flatMap(({ name, targets }) =>
      targets
        .filter(({ schedule, bases }) => !schedule && bases.some(({ verified }) => verified))
        .map(({ due }) => `${due} ${name[language]}`),
    )
    .toSorted();
  const rows = section?.rows ?? [];
  const wrong = wanted.flatMap((target) => {
    const day = dayText(target.slice(0, 10), language);
    const isThere = rows.some(
      (row) => row[0]?.startsWith(`${target.slice(11)}:`) && row[2] === day,
    );
    return isThere ? [] : [`no row of ${target}`];
  });
  return [
    ...(rows.length === wanted.length ? [] : [`${rows.length} of ${wanted.length}`]),
    ...wrong,
  ];
}

function methodFaults(page: string, of: MethodFacts, language: Language): string[] {
  const words = WORDS[language];
  const sections = sectionsOf(page);
  const headed = (heading: string) => sections.find((each) => each.heading === heading);
  const version = of.releases.find(({ period }) => period === '2021-Q4')?.methodVersion ?? '?';
  // How far weights move where the index does not say, and what share is held, only the page tells.
  const told = (said: string) => (/^\d+%$/.test(said) ? null : `${said} is no share`);
  const values = { draws: of.draws.count, seed: of.draws.seed, move: told, held: told };
  return [
    ...textFaults(topOf(page).lead, [{ words: words.lead, values: { version } }], language),
    ...textFaults(headed(words.interval)?.texts[0], [{ words: words.draws, values }], language),
    ...versionFaults(headed(words.versions), of, language),
    ...targetFaults(headed(words.targets), of, language),
  ];
}

/** Quarters on whose target states are told, after those that pace is measured from. */
const JUDGED_IN = ['2019-Q1', '2019-Q2', '2019-Q3', '2019-Q4', '2020-Q1', '2020-Q2', '2020-Q3'];
/** When the last of them was judged: one was released again since. */
const ASKED_ON = '2020-12-01';
/** On other measures so many errors were seen, and so often spans held, as not on the first. */
const FORECAST_OF = ['share_l4', 'share_l4_eligible', 'dossiers_online_all'];
const FORECAST_IN = ['2020-Q1', '2020-Q2', '2020-Q3', '2021-Q2', '2021-Q3'];

interface Documented {
  paths: Record<
    string,
    { get: { responses: { 200: { content: Record<string, { schema: UnitSchema }> } } } }
  >;
}
interface UnitSchema {
  properties: {
    figures: { items: { properties: { reason: { enum: (string | null)[] } } } };
  };
}

async function judgedRanking(code: string, period: string): Promise<JudgedRanking> {
  const indicator = facts.indicators.find((each) => each.code === code);
  const path = `/api/v1/rankings/${code}?period=${period}&asOf=${ASKED_ON}`;
  const { release, rows } = await json<Pick<JudgedRanking, 'release'> & { rows: Grouped[] }>(path);
  const own = rows.filter(({ group }) => NATION.includes(group));
  return {
    period,
    code,
    release,
    rows: own,
    target: indicator ? judging(indicator, NATION, period) : null,
  };
}
type Grouped = JudgedRanking['rows'][number] & { group: string };

async function ruleFacts(): Promise<RuleFacts> {
  const codes = [...JUDGED.shares, ...JUDGED.flags];
  const [rankings, forecasts, { paths }, bridge] = await Promise.all([
    Promise.all(JUDGED_IN.flatMap((period) => codes.map((code) => judgedRanking(code, period)))),
    Promise.all(
      FORECAST_IN.flatMap((period) =>
        FORECAST_OF.map((code) =>
          json<RuleFacts['forecasts'][number]>(
            `/api/v1/units/p-26/forecast?period=${period}&measure=${code}`,
          ),
        ),
      ),
    ),
    json<Documented>('/api/v1/openapi.json'),
    json<Pick<RuleFacts, 'break'>>('/api/v1/units/vn/bridge'),
  ]);
  const answer = paths['/api/v1/units/{unit}']?.get.responses[200].content['application/json'];
  const listed = answer?.schema.properties.figures.items.properties.reason.enum ?? [];
  const reasons = listed.filter((reason) => reason !== null);
  return { rankings, forecasts, reasons, break: bridge.break };
}

describe.each(LANGUAGES)('the rules on the page of the method, in %s', (language) => {
  it(
    'are those by which states and forecasts come out as the API answers them',
    async () => {
      const page = await text(`${language === 'en' ? '/en' : ''}/methodology`);
      const rules = await ruleFacts();
      const states = new Set(
        rules.rankings.flatMap(({ code, rows }) => rows.map((row) => `${code} ${row.targetState}`)),
      );
      const wanted = ['on_pace', 'behind', 'far_behind'].map((each) => `share_l4 ${each}`);
      const flags = ['behind', 'far_behind'].map((each) => `lgsp_present ${each}`);
      expect([...wanted, ...flags].filter((state) => !states.has(state))).toEqual([]);
      const faultsIn = (copy: string) => ruleFaults(sectionsOf(copy), rules, language);
      expect(faultsIn(page)).toEqual([]);
      const copies = [...page.matchAll(RULES[language])].flatMap(({ 0: said, index }) =>
        [...said.matchAll(/\d/g)].map(({ 0: digit, index: inside }): [string, string] => {
          const at = index + inside;
          const other = String((Number(digit) + 5) % 10);
          return [`${said} at ${inside}`, page.slice(0, at) + other + page.slice(at + 1)];
        }),
      );
      expect(copies.length).toBeGreaterThan(15);
      const unnoticed = copies.filter(([, copy]) => faultsIn(copy).length === 0);
      expect(unnoticed.map(([what]) => what)).toEqual([]);
      expect(
        ruleFaults(sectionsOf(page), { ...rules, reasons: rules.reasons.slice(1) }, language),
      ).toHaveLength(1);
    },
    SLOW_MS,
  );
});

/** The sentences that have numbers of rules in them, up to where the numbers end. */
const RULES = {
  vi: /bình quân của \d+ kỳ|được ít nhất \d\/\d|không được \d\/\d|còn (?:hơn|không quá) \d+ ngày|Có ít nhất \d+ kỳ|cho khoảng \d+%|ít nhất \d+% số về|trung bình \d+ kỳ gần|số \d+\/\d+\/NĐ-CP ngày \d+\/\d+\/\d+, mức/g,
  en: /the last \d+ periods|at least \d\/\d|short of \d\/\d|than \d+ days|From \d+ such|the \d+% span|at least \d+% of what|Decree \d+\/\d+\/NĐ-CP of \d+ June \d+/g,
};

describe.each(LANGUAGES)('the page of the method, in %s', (language) => {
  it('tells versions, targets and draws as the API does', async () => {
    const page = await text(`${language === 'en' ? '/en' : ''}/methodology`);
    expect(methodFaults(page, facts, language)).toEqual([]);
    const { releases, indicators, draws } = facts;
    const others: MethodFacts[] = [
      { ...facts, releases: releases.slice(1) },
      { ...facts, releases: releases.map((each) => ({ ...each, methodVersion: '0' })) },
      { ...facts, draws: { ...draws, seed: draws.seed + 1 } },
      { ...facts, draws: { ...draws, count: draws.count + 1 } },
      ...indicators.flatMap((each, at) =>
        each.targets.some(({ schedule, bases }) => !schedule && bases.some((b) => b.verified))
          ? [{ ...facts, indicators: indicators.toSpliced(at, 1) }]
          : [],
      ),
    ];
    expect(others.length).toBeGreaterThan(8);
    const unnoticed = others.filter((other) => methodFaults(page, other, language).length === 0);
    expect(unnoticed).toEqual([]);
  });
});
