// What the rows of a ranking say of the past: since when a unit is behind, with the note where that may be longer,
// and from which figure to which it came; and how many rows a filter leaves. Held against the API's rankings.
import { rankingIn, type World } from './nation-facts.ts';
import { periodText, plain, textFaults, type Language, type Sentence } from './text.ts';

const WORDS = {
  vi: {
    note: '† Đã chậm ngay từ kỳ đầu tiên được công bố ở đây, có thể từ trước đó.',
    trend: 'Từ {from} ({fromPeriod}) đến {to} ({toPeriod})',
    alone: 'Chưa đủ số liệu',
    count: '{shown}/{total} đơn vị',
  },
  en: {
    note: '† Behind in the first period published here already, perhaps for longer.',
    trend: 'From {from} ({fromPeriod}) to {to} ({toPeriod})',
    alone: 'Not enough figures',
    count: '{shown} of {total} units',
  },
} as const;

/** Quarters that a line runs over. */
const TREND = 5;

interface Asked {
  code: string;
  group: string;
  period: string;
  /** The state that rows are narrowed to. */
  state?: string | undefined;
}

const headText = (period: string, language: Language): string => {
  const text = periodText(period, language);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const rankedIn = (world: World, { code, group }: Asked, period: string) =>
  rankingIn(world, period, code).rows.filter((row) => row.group === group && row.rank !== null);

/** From the first figure of the last quarters to the last. */
function trendSaid(world: World, asked: Asked, unitId: string, language: Language): Sentence {
  const { periods } = world;
  const end = periods.indexOf(asked.period) + 1;
  const figures = periods.slice(Math.max(0, end - TREND), end).flatMap((period) => {
    const { rows } = rankingIn(world, period, asked.code);
    const value = rows.find((row) => row.unitId === unitId)?.value ?? null;
    return value === null ? [] : [{ period, value }];
  });
  const [first, last] = [figures[0], figures.at(-1)];
  if (!first || !last || first === last) return { words: WORDS[language].alone };
  return {
    words: WORDS[language].trend,
    values: {
      ...{ from: 100 * first.value, fromPeriod: periodText(first.period, language) },
      ...{ to: 100 * last.value, toPeriod: periodText(last.period, language) },
    },
  };
}

/** What is wrong with the rows of a share's ranking, and with the note below them. */
export function rankingRowFaults(
  page: string,
  world: World,
  asked: Asked,
  language: Language,
): string[] {
  const words = WORDS[language];
  const ranked = rankedIn(world, asked, asked.period);
  const shown = ranked.filter(
    ({ targetState }) => asked.state === undefined || targetState === asked.state,
  );
  const html = page.replaceAll(/<!--.*?-->/gs, '');
  const rows = new Map(
    [...html.matchAll(/<tr id="([^"]+)"[^>]*>(.*?)<\/tr>/gs)].map(([, id = '', inner = '']) => [
      id,
      inner,
    ]),
  );
  const isNoted = plain(html).includes(words.note);
  const mayBeLonger = ranked.some(({ behindSince }) => behindSince?.orBefore);
  const count = { shown: shown.length, total: ranked.length };
  const status = /<p role="status"[^>]*>(.*?)<\/p>/s.exec(html)?.[1] ?? '';
  // The way back to all of them stands behind it.
  const counted = plain(status.replaceAll(/&ensp;|\u2002|<a\b.*?<\/a>/gs, ''));
  return [
    ...(isNoted === mayBeLonger ? [] : [`the note is ${isNoted ? '' : 'not '}there`]),
    ...textFaults(counted, [{ words: words.count, values: count }], language),
    ...shown.flatMap(({ unitId, behindSince }) => {
      const row = rows.get(unitId) ?? '';
      const cells = [...row.matchAll(/<td\b[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) =>
        plain(cell),
      );
      const since = behindSince
        ? headText(behindSince.period, language) + (behindSince.orBefore ? '†' : '')
        : null;
      const dated = cells.filter((cell) => /^(?:Quý [IV]+\/|Q\d )\d{4}†?$/.test(cell));
      const isSaid = since === null ? dated.length === 0 : dated.join() === since;
      // Bars say how far a figure is from its target.
      const label = [...row.matchAll(/<svg\b[^>]*aria-label="([^"]*)"/g)]
        .map(([, said = '']) => plain(said))
        .find((said) => !/, (?:chỉ tiêu|target) /.test(said));
      const isFirst = world.periods[0] === asked.period;
      return [
        ...(isSaid ? [] : [`${unitId}: "${dated.join()}" for ${since}`]),
        ...(isFirst
          ? []
          : textFaults(label, [trendSaid(world, asked, unitId, language)], language)),
      ];
    }),
  ];
}
