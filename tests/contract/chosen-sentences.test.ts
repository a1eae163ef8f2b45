// What a unit's page says of a share that the reader chose, of every unit and quarter of a small world in
// which such shares have targets and schedules: read as a reader meets it, held against the API. Shares no
// code with the pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { MEASURES, QUARTERS, seedCounted, UNITS } from './seed-counted.ts';
import { chosenGapFaults, type ChosenFacts, type ChosenGap } from './sentences/chosen-gap.ts';
import type { Ranking } from './sentences/facts.ts';
import { FORECAST_HEADS } from './sentences/forecast.ts';
import { scheduleFaults, type ScheduleFacts, type ToldSchedule } from './sentences/schedules.ts';
import { LANGUAGES, plain, sectionsOf, type Language, type Section } from './sentences/text.ts';

const small = webWorld();
const SLOW_MS = 300_000;
/** A place that is asked for beside the next one. */
const WANTED = 2;
const ENDS = ['03-31', '06-30', '09-30', '12-31'];

beforeAll(() => seedCounted(small.db));

interface ToldFigure {
  measure: string;
  value: number | null;
  target: {
    steps: { judges: boolean; demand: number | null; operator: string }[];
    schedules: ToldSchedule[];
    acceptedUntil: string | null;
  } | null;
}
interface Asked {
  code: string;
  measure: string;
  period: string;
}
interface Read {
  asked: Asked;
  language: Language;
  gap: Section | undefined;
  forecast: Section | undefined;
  facts: ChosenFacts & ScheduleFacts;
}

async function read(asked: Asked, language: Language): Promise<Read> {
  const { code, measure, period } = asked;
  const unitId = `p-${code}`;
  const about = `measure=${measure}&period=${period}`;
  const ranking = await small.json<Ranking>(
    `/api/v1/rankings/${measure}?period=${period}&group=provinces`,
  );
  const ranked = ranking.rows.filter(({ rank }) => rank !== null).length;
  const wanted = ranked >= WANTED ? WANTED : null;
  const rank = wanted === null ? '' : `&rank=${wanted}`;
  const { figures } = await small.json<{ figures: ToldFigure[] }>(
    `/api/v1/units/${unitId}?period=${period}`,
  );
  const figure = figures.find((each) => each.measure === measure);
  const judging = figure?.target?.steps.find(({ judges }) => judges) ?? null;
  const [year, quarter] = period.split('-Q');
  const facts = {
    ...{ unitId, period, hasPast: period !== QUARTERS[0], ranking, wanted },
    gap: await small.json<ChosenGap>(`/api/v1/units/${unitId}/gap?${about}${rank}`),
    demand: judging?.demand ?? null,
    isLess: measure === MEASURES.less,
    periodEnd: `${year}-${ENDS[Number(quarter) - 1]}`,
    value: figure?.value ?? null,
    schedules: figure?.target?.schedules ?? [],
    acceptedUntil: figure?.target?.acceptedUntil ?? null,
  };
  const page = await small.text(
    `${language === 'en' ? '/en' : ''}/units/${unitId}?${about}${rank}`,
  );
  const gap = /<section id="gap".*?<\/section>/s.exec(page)?.[0] ?? '';
  const forecast = sectionsOf(page).find(({ heading }) => heading === FORECAST_HEADS[language]);
  return { asked, language, gap: sectionsOf(gap)[0], forecast, facts };
}

const faultsOf = ({ gap, forecast, facts, language, asked }: Read): string[] =>
  [
    // Level 4 has words of its own, which are held elsewhere.
    ...(asked.measure === MEASURES.scheduled ? [] : chosenGapFaults(gap, facts, language)),
    ...scheduleFaults(forecast, facts, language),
  ].map((fault) => `${asked.code} ${asked.period} ${asked.measure} ${language}: ${fault}`);

/** Everybody on everything that the world has of them. */
const ALL: Asked[] = Object.values(MEASURES).flatMap((measure) =>
  QUARTERS.flatMap((period) => Object.keys(UNITS).map((code) => ({ code, measure, period }))),
);

describe('a share that a reader chose', () => {
  const seen: Read[] = [];

  it(
    'is told by what it counts: to its target, to the next place and to one that is wanted',
    async () => {
      const faults: string[] = [];
      for (const [at, asked] of ALL.entries()) {
        const found = await read(asked, LANGUAGES[at % 2] ?? 'vi');
        // What nobody measures of a unit cannot be chosen.
        if (found.facts.gap.value === null && found.facts.gap.rank === null && !found.gap) continue;
        seen.push(found);
        faults.push(...faultsOf(found));
      }
      expect(faults).toEqual([]);
      expect(seen.length).toBeGreaterThan(100);
    },
    SLOW_MS,
  );

  it('has every case that there are words for', () => {
    const said = seen.flatMap(({ gap, forecast }) => [
      ...[gap?.heading ?? '', ...(gap?.texts ?? [])],
      ...(forecast?.texts ?? []),
    ]);
    const missing = CASES.filter((words) => !said.some((text) => words.test(text)));
    expect(missing).toEqual([]);
  });

  it('is found out where a number of it is altered', () => {
    let altered = 0;
    const unnoticed: string[] = [];
    for (const found of seen) {
      const part = found.asked.measure === MEASURES.scheduled ? 'forecast' : 'gap';
      const section = found[part];
      if (!section) continue;
      for (const [at, text] of [section.heading, ...section.texts].entries()) {
        if (part === 'forecast' && !SCHEDULED.test(text)) continue;
        for (const { 0: number, index } of text.matchAll(NUMBERS)) {
          const last = index + number.length - 1;
          const other = String((Number(text[last]) + 3) % 10);
          const copy = text.slice(0, last) + other + text.slice(last + 1);
          const put =
            at === 0
              ? { ...section, heading: copy }
              : { ...section, texts: section.texts.with(at - 1, copy) };
          altered += 1;
          if (faultsOf({ ...found, [part]: put }).length === 0) unnoticed.push(copy);
        }
      }
    }
    expect(unnoticed).toEqual([]);
    expect(altered).toBeGreaterThan(1000);
  });

  it.each(['99', '0', '2,5', 'một'])('has no place “%s”, and the page says so', async (said) => {
    const period = QUARTERS.at(-1) ?? '';
    const ranking = await small.json<Ranking>(
      `/api/v1/rankings/${MEASURES.scheduled}?period=${period}&group=provinces`,
    );
    const ranked = ranking.rows.filter(({ rank }) => rank !== null);
    const behind = ranked.find(({ rank }) => rank !== 1)?.unitId ?? '';
    const read = async (rank: string) => {
      const about = `measure=${MEASURES.scheduled}&period=${period}&rank=${encodeURIComponent(rank)}`;
      const page = await small.text(`/units/${behind}?${about}`);
      return plain(/<section id="gap".*?<\/section>/s.exec(page)?.[0] ?? '');
    };
    expect(await read(said)).toContain(
      `Không có hạng “${said}”: nhóm này có ${ranked.length} đơn vị được xếp hạng.`,
    );
    expect(await read('1')).not.toContain('Không có hạng');
  });
});

/** Every number but how many others will hold a place, which the API does not tell. */
const NUMBERS = /\d+(?! (?:others?|đơn vị cùng hạng))/g;
const SCHEDULED = /^(?:Lộ trình|Mức thiếu hụt|The unit's own|The schedule|The shortfall)/;

/** A part of each sentence that the world is to bring about, in one language or the other. */
const CASES = [
  /để đạt chỉ tiêu 60%; thêm|more for the 60% target, /,
  /hồ sơ để đạt|dossiers? more for/,
  /văn bản để đạt|documents? more for/,
  /^Thêm .* để lên hạng|^\d.* more for place/,
  /^Bớt .* để lên hạng|fewer for place/,
  /đã quá hạn|was due on/,
  /cần bớt \d|too many for/,
  /tử số hiện có đã đủ|what is counted now is enough/,
  /kỳ đến hạn, cần thêm|of the due day, it needs/,
  /tử số của đơn vị thay đổi|its numerator changed/,
  /^Bãi bỏ|^Retiring/,
  /không cần thêm gì|needs nothing more/,
  /không cần bớt gì|needs nothing less/,
  /đứng yên, bớt|fewer it is level/,
  /kỳ gốc không có số liệu|a period that has no figure/,
  /đúng bằng chỉ tiêu|exactly the share/,
  /Không có chỉ tiêu nào|No target is in force/,
  /Đơn vị đang ở hạng này hoặc|has this place already/,
  /: chưa có nấc nào đến hạn|: no step has been due/,
  /: không đạt nấc đến hạn|step due is not reached/,
  /: đạt nấc đến hạn|step due is reached/,
  /: kỳ này không có số liệu|: there is no figure/,
  /^Lộ trình văn bản giao|^The schedule set by/,
  /cần tăng|points a period\. A schedule/,
  /cần giảm|points less a period/,
  /Mức thiếu hụt được chấp nhận|The shortfall is accepted/,
];
