// Walks the routes on disk and holds them against the table of who may reach what: no method that
// writes and no page of the back rooms without a line, and no line without a route.
import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isGuarded, needOf, RULES, type Verb } from '#lib/server/access/rules.ts';

const ROUTES = 'src/routes';
const WRITING = ['POST', 'PUT', 'PATCH', 'DELETE', 'fallback'] as const;

const exportsOf = (text: string, name: string): boolean =>
  new RegExp(
    `^export (const|let|function|async function) ${name}\\b|^export \\{[^}]*\\b${name}\\b`,
    'm',
  ).test(text);

/** The methods for which the files of a route ask for a line. */
function verbsOf(file: string, text: string, route: string): Verb[] {
  if (file.endsWith('+page.svelte')) return isGuarded(route) ? ['GET'] : [];
  if (file.endsWith('+page.server.ts')) return exportsOf(text, 'actions') ? ['POST'] : [];
  if (!file.endsWith('+server.ts')) return [];
  const reading = isGuarded(route) && exportsOf(text, 'GET') ? (['GET'] as const) : [];
  return [...reading, ...WRITING.filter((verb) => exportsOf(text, verb))];
}

interface Found {
  route: string;
  verb: Verb;
}

async function walkRoutes(): Promise<{ routes: Set<string>; verbs: Found[] }> {
  const files = await readdir(ROUTES, { recursive: true });
  const routes = new Set<string>();
  const verbs: Found[] = [];
  for (const file of files.filter((name) =>
    /\+(server|page(\.server)?)\.(ts|svelte)$/.test(name),
  )) {
    const folder = dirname(file);
    const route = folder === '.' ? '/' : `/${folder}`;
    routes.add(route);
    const text = await readFile(`${ROUTES}/${file}`, 'utf8');
    verbs.push(...verbsOf(file, text, route).map((verb) => ({ route, verb })));
  }
  return { routes, verbs };
}

const told = ({ route, verb }: Found): string => `${verb} ${route}`;

describe('the table of who may reach what', () => {
  it('has a line for every method that writes and every page of the back rooms', async () => {
    const { verbs } = await walkRoutes();
    expect(verbs.map(told)).toContain('fallback /api/v1/units');
    const without = verbs.filter(({ route, verb }) => needOf(route, verb) === null);
    expect(without.map(told)).toEqual([]);
  });

  it('has no line for a route or method that is not there', async () => {
    const { routes, verbs } = await walkRoutes();
    const there = new Set(verbs.map(told));
    const lines = Object.entries(RULES).flatMap(([route, line]) =>
      Object.keys(line).map((verb) => ({ route, verb: verb as Verb })),
    );
    const lost = lines.filter(
      (line) => !routes.has(line.route) || (line.verb !== 'GET' && !there.has(told(line))),
    );
    expect(lost.map(told)).toEqual([]);
  });

  it('names routes as SvelteKit does: no route stands in a group', async () => {
    const { routes } = await walkRoutes();
    expect([...routes].filter((route) => /\/\(/.test(route))).toEqual([]);
  });
});

describe('what a request needs', () => {
  const rules = {
    '/admin': { GET: 'enter-admin' },
    '/sign-in': { POST: 'anyone' },
    '/api/open': { fallback: 'only-refuses' },
  } as const;
  it.each([
    ['/units', 'GET', 'anyone'],
    ['/units', 'HEAD', 'anyone'],
    ['/units', 'POST', null],
    ['/units', 'BREW', null],
    ['/constructor', 'POST', null],
    ['/sign-in', 'constructor', null],
    ['/sign-in', 'POST', 'anyone'],
    ['/sign-in', 'DELETE', null],
    ['/api/open', 'DELETE', 'only-refuses'],
    ['/admin', 'HEAD', 'enter-admin'],
    ['/admin', 'POST', null],
    ['/admin/new', 'GET', null],
    ['/administration', 'GET', 'anyone'],
    ['/report/[number]', 'GET', null],
    ['/compare-list', 'GET', null],
  ])('%s %s: %s', (route, method, need) => {
    expect(needOf(route, method, rules)).toBe(need);
  });
});
