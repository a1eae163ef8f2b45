import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { agrees, closingLine, type Comparison } from '#lib/domain/package/compare.ts';
import { checkPackage, PRODUCT_PACKAGES } from '../../jobs/load-package.ts';
import { comparisonText } from '../../jobs/load-report.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/packages', import.meta.url));
const names = (await readdir(FIXTURES)).filter((name) => name !== 'README.md');

const copies: string[] = [];
afterEach(async () => {
  for (const copy of copies.splice(0)) await rm(copy, { recursive: true });
});

async function check(path: string): Promise<Comparison> {
  const { faults, comparison } = await checkPackage({ path });
  expect(faults).toEqual([]);
  if (!comparison) throw new Error('a package without a fault is compared');
  return comparison;
}

async function copied(name: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'tiendo-altered-'));
  copies.push(copy);
  await cp(join(FIXTURES, name), copy, { recursive: true });
  return copy;
}

/** A copy of a fixture with one text of one file replaced. */
async function altered(name: string, file: string, from: string | RegExp, to: string) {
  const copy = await copied(name);
  const text = await readFile(join(copy, file), 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(join(copy, file), changed);
  return copy;
}

/** One figure of each package that was worked out by hand, and what it is altered to. */
const FIGURES: Record<string, [file: string, from: string, to: string]> = {
  none: ['observations.csv', 'a,x,2020,30', 'a,x,2020,31'],
  goalposts: ['observations.csv', 'a,x,2020,30', 'a,x,2020,31'],
  'goalposts-lower': ['observations.csv', 'a,x,2020,30', 'a,x,2020,31'],
  minmax: ['observations.csv', 'a,x,2020,30', 'a,x,2020,31'],
  'minmax-lower': ['observations.csv', 'a,x,2020,30', 'a,x,2020,31'],
  zscore: ['observations.csv', 'a,x,2020,30', 'a,x,2020,31'],
  'zscore-lower': ['observations.csv', 'a,x,2020,30', 'a,x,2020,31'],
  target: ['observations.csv', 'a,x,2020,30', 'a,x,2020,31'],
  'two-versions': ['observations.csv', 'a,share,2020,,9,25', 'a,share,2020,,10,25'],
  services: ['services.csv', '2020-Q1,4,1,10,6,5,9', '2020-Q1,4,1,10,6,4,9'],
};

describe('a package worked out by hand', () => {
  it('has a figure to alter below, whichever it is', () => {
    expect(Object.keys(FIGURES).toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('%s is scored and ranked as on paper', async (name) => {
    const sum = await check(join(FIXTURES, name));
    expect(sum.differences).toEqual([]);
    const published = await readFile(join(FIXTURES, name, 'published.csv'), 'utf8');
    const rows = published.trim().split('\n').length - 1;
    expect([sum.scoresCompared, sum.ranksCompared]).toEqual([rows, rows]);
  });

  it.each(Object.entries(FIGURES))('%s differs once a figure is altered', async (name, change) => {
    const sum = await check(await altered(name, ...change));
    expect(sum.scoreDifferences).toBeGreaterThan(0);
    expect(agrees(sum)).toBe(false);
  });

  it.each(names)('%s differs once a published score is altered', async (name) => {
    const copy = await altered(name, 'published.csv', /,(\d+)(\.\d+)?,(\d+)\n/, ',$1.0002,$3\n');
    expect((await check(copy)).scoreDifferences).toBe(1);
  });

  it('differs once a published rank is altered, and by rank alone', async () => {
    const sum = await check(await altered('two-versions', 'published.csv', '77.5,1', '77.5,2'));
    expect(closingLine(sum)).toBe(
      'scores compared 23 · ranks compared 23 · score differences over 0.0001: 0 · ' +
        'rank differences: 1 · missing: 0',
    );
  });

  it('counts a published score that we cannot reach as missing', async () => {
    const path = await altered('none', 'observations.csv', 'c,x,2020,70\n', '');
    const sum = await check(path);
    expect(sum.missing).toBe(4);
    expect(sum.differences.filter(({ what }) => what === 'missing')).toMatchObject([
      { published: { measure: 'sum-exclude_unit:total', unitCode: 'c' } },
      { published: { measure: 'mean-exclude_unit:total', unitCode: 'c' } },
      { published: { measure: 'geometric-exclude_unit:total', unitCode: 'c' } },
      { published: { measure: 'geometric-zero:total', unitCode: 'c' } },
    ]);
  });

  it('says that all is well where nothing was published, with no counts of what was not compared', async () => {
    const path = await copied('two-versions');
    await rm(join(path, 'published.csv'));
    const manifest = join(path, 'datapackage.json');
    const { resources, ...said } = JSON.parse(await readFile(manifest, 'utf8')) as {
      resources: { name: string }[];
    };
    const kept = resources.filter(({ name }) => name !== 'published');
    await writeFile(manifest, JSON.stringify({ ...said, resources: kept }));
    const text = comparisonText(await check(path), new Map());
    expect(text).toMatch(/^Gói đúng mọi quy tắc.*\nThe package keeps every rule/);
    expect(text).not.toMatch(/missing|differences|: 0/);
  });

  it('compares a score that is off by exactly the tolerance as equal', async () => {
    const path = await altered('two-versions', 'published.csv', 'a,2019,77.5,', 'a,2019,77.5001,');
    expect(agrees(await check(path))).toBe(true);
  });
});

describe('the packages of the product', () => {
  it.each(PRODUCT_PACKAGES)('%s is ranked as published', async (path) => {
    const sum = await check(path);
    expect(sum.differences).toEqual([]);
    expect(sum.ranksCompared).toBe(path.endsWith('2017') ? 53 : 17);
  });
});
