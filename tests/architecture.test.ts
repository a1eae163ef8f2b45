// Holds the arrows between the rooms of the house (README, "The house"): who may import whom.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IRegularForbiddenRuleType } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';

/** Everything that npm installs, under whichever name the resolver gives it. */
const NPM = 'node_modules';
const TEST = '\\.test\\.ts$';

const forbid = (
  name: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IRegularForbiddenRuleType => ({ name, severity: 'error', from, to });

const RULES: IRegularForbiddenRuleType[] = [
  forbid(
    'the domain imports nothing but the domain',
    { path: '^src/lib/domain/', pathNot: TEST },
    {
      pathNot: '^src/lib/domain/',
    },
  ),
  forbid(
    'charts import the domain, ECharts and words only',
    { path: '^src/lib/charts/', pathNot: TEST },
    {
      pathNot: [`^src/lib/(charts|domain|paraglide)/`, `${NPM}/echarts`],
    },
  ),
  forbid(
    'charts and components never import the server',
    { path: '^src/lib/(charts|components)/' },
    {
      path: '^src/lib/server/',
    },
  ),
  forbid(
    'the server imports neither components nor routes',
    { path: '^src/lib/server/', pathNot: TEST },
    {
      path: '^src/(lib/components|routes)/',
    },
  ),
  forbid(
    'nothing but routes and hooks imports routes',
    { path: '^src/lib/|^jobs/' },
    {
      path: '^src/routes/',
    },
  ),
  forbid(
    'store and db alone speak to PostgreSQL',
    { path: '^(src|jobs)/', pathNot: [TEST, '^src/lib/server/(db|store)/'] },
    { path: `${NPM}/(postgres|drizzle-orm)/` },
  ),
  forbid(
    'releases are packed in a thread of their own',
    { path: '^(src|jobs)/', pathNot: '^src/lib/server/publish/export-worker\\.ts$' },
    { path: '^src/lib/server/publish/export\\.ts$', dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'ECharts is run in one place',
    { path: '^(src|jobs)/', pathNot: '^src/lib/charts/render\\.ts$' },
    { path: `${NPM}/echarts`, dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'TanStack is touched in one place',
    { path: '^(src|jobs)/', pathNot: '^src/lib/components/table-rows\\.ts$' },
    { path: `${NPM}/@tanstack`, dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'the product imports nothing from the tests',
    { path: '^(src|jobs)/', pathNot: TEST },
    {
      path: '^tests/',
    },
  ),
  forbid(
    'the stand-ins import nothing from the product',
    { path: '^tests/portals/', pathNot: TEST },
    {
      path: '^(src|jobs)/',
    },
  ),
  forbid('nothing goes round in a circle', {}, { circular: true }),
  // What SvelteKit makes up as it builds has no file.
  forbid('every import leads somewhere', {}, { couldNotResolve: true, pathNot: '^[$]app/' }),
];

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SQL = /\bsql`|\.sql\b|\bsql\./;
const SQL_ROOMS = /^src\/lib\/server\/(db|store)\//;

/** Texts of the product's own files by path, tests left out. */
async function sourcesOf(...folders: string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const folder of folders) {
    const names = await readdir(join(ROOT, folder), { recursive: true });
    const sources = names.filter((name) => /\.(ts|js|svelte)$/.test(name));
    for (const name of sources.filter((name) => !/\.test\.ts$|lib\/paraglide\//.test(name))) {
      const path = `${folder}/${name}`;
      texts.set(path, await readFile(join(ROOT, path), 'utf8'));
    }
  }
  return texts;
}

describe('the house', () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    const { output } = await cruise(['src', 'jobs', 'tests'], {
      ruleSet: { forbidden: RULES },
      validate: true,
      doNotFollow: { path: NPM },
      exclude: { path: '^src/lib/paraglide/|/\\$types' },
      tsPreCompilationDeps: true,
      enhancedResolveOptions: {
        conditionNames: ['import', 'node', 'default', 'svelte', 'types'],
        exportsFields: ['exports'],
        extensions: ['.ts', '.js', '.svelte', '.d.ts'],
      },
    });
    if (typeof output === 'string') throw new Error(output);
    result = output;
  });

  // Without these a resolver that finds nothing would find every rule kept.
  it.each([
    ['src/lib/components/table-rows.ts', /@tanstack/],
    ['src/lib/charts/render.ts', /echarts/],
    ['src/lib/server/db/client.ts', /drizzle-orm/],
    ['src/lib/server/store/rules.ts', /^src\/lib\/domain\//],
    ['src/routes/+page.svelte', /^src\/lib\/components\//],
    ['jobs/demo.ts', /^jobs\/web\.ts$/],
  ])('is seen through: %s imports %s', (source, target) => {
    const found = result.modules.find((module) => module.source === source);
    expect(found?.dependencies.map(({ resolved }) => resolved)).toContainEqual(
      expect.stringMatching(target),
    );
  });

  it('keeps the rule: SQL stands in store and db alone', async () => {
    const sources = await sourcesOf('src', 'jobs');
    const withSql = [...sources].filter(([, text]) => SQL.test(text)).map(([file]) => file);
    expect(withSql).toContain('src/lib/server/store/facts.ts');
    expect(withSql.filter((file) => !SQL_ROOMS.test(file))).toEqual([]);
  });

  it.each(RULES.map((rule) => rule.name ?? ''))('keeps the rule: %s', (name) => {
    const broken = result.summary.violations
      .filter((violation) => violation.rule.name === name)
      .map(({ from, to }) => `${from} → ${to}`);
    expect(broken).toEqual([]);
  });
});
