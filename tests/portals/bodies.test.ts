// Works out the scores and ranks of the province's own index from its files, by plain arithmetic and
// without the product, and holds published.csv against them.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

const FOLDER = 'tests/portals/illustrative/bodies-lam-dong';
type Row = Record<string, string>;
const rows = (file: string) =>
  parse<Row>(readFileSync(`${FOLDER}/${file}`, 'utf8'), { columns: true });
const [units, nodes, observations, published] = [
  rows('units.csv'),
  rows('index.csv'),
  rows('observations.csv'),
  rows('published.csv'),
];

/** Where a figure lies between its goalposts, 0–100; by unit, indicator and period. */
const figures = new Map(
  observations.map((row) => {
    const isCounted = row['denominator'] !== '';
    const share = Number(row['numerator']) / Number(row['denominator']);
    return [
      `${row['unit']} ${row['indicator']} ${row['period']}`,
      isCounted ? (row['denominator'] === '0' ? null : share) : Number(row['value']),
    ];
  }),
);

/** The score of a node: weighted mean of the parts that are there; of a root, of all or none. */
function scoreOf(node: Row, unit: string, period: string): number | null {
  if (node['indicator']) {
    const figure = figures.get(`${unit} ${node['indicator']} ${period}`) ?? null;
    return figure === null ? null : (100 * (figure - Number(node['min']))) / Number(node['max']);
  }
  const parts = nodes
    .filter((part) => part['index'] === node['index'] && part['parent'] === node['node'])
    .map((part) => ({ weight: Number(part['weight']), score: scoreOf(part, unit, period) }));
  const present = parts.filter(({ score }) => score !== null);
  if (present.length === 0) return null;
  if (node['missing'] === 'exclude_unit' && present.length < parts.length) return null;
  const weights = present.reduce((sum, { weight }) => sum + weight, 0);
  return present.reduce((sum, { weight, score }) => sum + weight * (score ?? 0), 0) / weights;
}

const GROUPS = Map.groupBy(units, (unit) => unit['group']);
const PERIODS = [...new Set(observations.map((row) => row['period'] ?? ''))];

describe("the package of a province's bodies", () => {
  it('publishes every score and rank that its figures give, and no other', () => {
    const expected = nodes
      .filter((node) => node['indicator'] === '')
      .flatMap((node) =>
        PERIODS.flatMap((period) => {
          const rankedIn = (group: Row[]) => {
            const scored = group
              .map(({ code = '' }) => ({ code, score: scoreOf(node, code, period) }))
              .flatMap(({ code, score }) => (score === null ? [] : [{ code, score }]));
            return scored.map(({ code, score }) => {
              const above = scored.filter((other) => other.score > score + 1e-9);
              const key = [node['index'], node['node'], code, period].join(' ');
              return [key, score.toFixed(4), String(above.length + 1)].join(' ');
            });
          };
          return [...GROUPS.values()].flatMap(rankedIn);
        }),
      );
    const found = published.map((row) => {
      const key = [row['index'], row['node'], row['unit'], row['period']].join(' ');
      return [key, Number(row['score']).toFixed(4), row['rank']].join(' ');
    });
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it('ranks twenty departments and twelve districts of one province', () => {
    expect([...GROUPS].map(([group, members]) => [group, members.length])).toEqual([
      ['departments', 20],
      ['districts', 12],
    ]);
    expect(new Set(units.map((unit) => unit['parent']))).toEqual(new Set(['68']));
    expect(PERIODS).toHaveLength(8);
  });

  it('has a shared place and units that did not report', () => {
    const roots = published.filter((row) => row['index'] === row['node']);
    const groupOf = new Map(units.map((unit) => [unit['code'], unit['group']]));
    const places = roots.map((row) =>
      [groupOf.get(row['unit']), row['period'], row['rank']].join(' '),
    );
    expect(places.length - new Set(places).size).toBe(2);
    expect(roots).toHaveLength(8 * 32 - 3);
  });

  it('says that it is made up', () => {
    const manifest: unknown = JSON.parse(readFileSync(`${FOLDER}/datapackage.json`, 'utf8'));
    expect(manifest).toMatchObject({ name: 'lam-dong-ict', illustrative: true });
  });
});
