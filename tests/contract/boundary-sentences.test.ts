// What a ranking says where it is drawn by the units of another year, as a reader without scripts meets it, held
// against the API, of all twelve quarters. Shares no code with the page.
import { describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { redrawnFaults, type Redrawn } from './sentences/boundaries.ts';
import type { Name } from './sentences/facts.ts';
import { LANGUAGES, type Language } from './sentences/text.ts';
import { PERIODS } from './sentences/world.ts';

const { json, text } = webWorld('illustrative');
const SLOW_MS = 600_000;

interface Named {
  unitId: string;
  name: Name;
}

async function namesIn(period: string): Promise<Map<string, Name>> {
  const [then, now] = await Promise.all(
    [period, '2025-Q4'].map((each) => json<{ units: Named[] }>(`/api/v1/units?period=${each}`)),
  );
  const units = [...(then?.units ?? []), ...(now?.units ?? [])];
  return new Map(units.map(({ unitId, name }) => [unitId, name]));
}
const askedOf = (period: string) => `period=${period}&boundaries=2025`;
const redrawnIn = (period: string) =>
  json<Redrawn>(`/api/v1/rankings/share_l4?group=provinces&${askedOf(period)}`);
const pageOf = (period: string, language: Language) =>
  text(`${language === 'en' ? '/en' : ''}/rankings/provinces/share_l4?${askedOf(period)}`);

describe('a ranking by the units of another year', () => {
  it(
    'says that nobody published it so, whom units are made of, and whose figure is lacking',
    async () => {
      let [parts, lacking] = [0, 0];
      for (const [turn, period] of PERIODS.entries()) {
        const language = LANGUAGES[turn % 2] ?? 'vi';
        const redrawn = await redrawnIn(period);
        parts += redrawn.rows.filter(({ parts: made = [] }) => made.length > 1).length;
        lacking += redrawn.unranked.filter(({ units }) => units).length;
        const page = await pageOf(period, language);
        const names = await namesIn(period);
        expect(redrawnFaults(page, redrawn, names, language), period).toEqual([]);
      }
      expect(parts).toBeGreaterThan(200);
      expect(lacking).toBeGreaterThan(5);
    },
    SLOW_MS,
  );

  it.each(LANGUAGES)('is found out where a part or the day is another (%s)', async (language) => {
    const period = '2020-Q2';
    const [redrawn, names] = [await redrawnIn(period), await namesIn(period)];
    const page = await pageOf(period, language);
    expect(redrawnFaults(page, redrawn, names, language)).toEqual([]);
    const { boundaries, rows, unranked } = redrawn;
    const others: Redrawn[] = [
      { ...redrawn, boundaries: { ...boundaries, day: '2025-06-30' } },
      { ...redrawn, boundaries: { ...boundaries, year: '2024' } },
      ...rows.map((_, at) => ({
        ...redrawn,
        rows: rows.map((row, place) =>
          place === at ? { ...row, parts: [...(row.parts ?? []), 'p-01', 'p-79'] } : row,
        ),
      })),
      ...unranked.flatMap(({ units }, at) =>
        units
          ? [
              {
                ...redrawn,
                unranked: unranked.map((row, place) =>
                  place === at ? { ...row, units: ['p-01'] } : row,
                ),
              },
            ]
          : [],
      ),
    ];
    expect(others.length).toBeGreaterThan(rows.length + 1);
    const unnoticed = others.filter(
      (other) => redrawnFaults(page, other, names, language).length === 0,
    );
    expect(unnoticed).toEqual([]);
  });
});
