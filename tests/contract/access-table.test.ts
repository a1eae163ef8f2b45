// Who reaches what over real HTTP, route by route and role by role, as the one table of access says.
import { describe, expect, it } from 'vitest';
import { may, type Action, type Role } from '#lib/server/access/person.ts';
import { needOf, RULES, type Need } from '#lib/server/access/rules.ts';
import { officeWorld } from '../helpers/office.ts';
import type { Browser } from '../helpers/staff.ts';

const office = officeWorld();

const VISITORS: { role: Role | null; browser: () => Browser }[] = [
  { role: null, browser: () => office.stranger() },
  { role: 'unit_reporter', browser: () => office.reporter },
  { role: 'publisher', browser: () => office.publisher },
  { role: 'administrator', browser: () => office.administrator },
];
const OPEN: readonly (Need | null)[] = ['anyone', 'push-token', 'only-refuses'];
const isAllowed = (role: Role | null, need: Need): boolean =>
  need === 'signed-in'
    ? role !== null
    : role !== null &&
      may({ id: '', name: '', email: '', roles: [{ role, unitId: 'p-26' }] }, need as Action);

/** Every line of the table that asks for somebody. */
const lines = Object.entries(RULES).flatMap(([route, line]) =>
  Object.keys(line).flatMap((verb) => {
    const method = verb === 'fallback' ? 'DELETE' : verb;
    const need = needOf(route, method);
    return need === null || OPEN.includes(need) ? [] : [{ route, method, need }];
  }),
);
const pathOf = (route: string) =>
  route.replaceAll(/\[[^\]]+\]/g, '018f0000-0000-7000-8000-000000000000');

describe.each(lines)('$method $route', ({ route, method, need }) => {
  it.each(VISITORS)('lets in whom the table names: $role', async ({ role, browser }) => {
    // An unknown field keeps a form that is let in from doing anything.
    const send = () =>
      method === 'GET'
        ? browser().get(pathOf(route))
        : browser().fetch(pathOf(route), {
            method,
            body: new URLSearchParams({ userId: 'administrator' }),
            headers: { origin: office.origin },
          });
    const { status, headers } = await send();
    const leadsToSignIn = headers.get('location')?.startsWith('/sign-in') ?? false;
    if (role === null) expect(status === 401 || leadsToSignIn).toBe(true);
    else if (isAllowed(role, need)) expect(status === 403 || leadsToSignIn).toBe(false);
    else expect(status).toBe(403);
  });
});

/** Pages that take forms, also where nobody need be signed in. */
const forms = Object.entries(RULES).flatMap(([route, { POST: need }]) =>
  need === undefined || need === 'push-token' ? [] : [route],
);
/** Types that a form may have, or a script of another site that asks nobody first. */
const TYPES = ['text/plain', 'APPLICATION/X-WWW-FORM-URLENCODED', 'multipart/form-data', null];
const elsewhere = ['https://elsewhere.example', 'null', null].flatMap((origin) =>
  TYPES.map((type) => ({ origin, type })),
);

describe.each(forms)('a form for %s', (route) => {
  it.each(elsewhere)('from $origin as $type is refused', async ({ origin, type }) => {
    const headers = new Headers();
    if (origin !== null) headers.set('origin', origin);
    if (type !== null) headers.set('content-type', type);
    const body = new TextEncoder().encode('email=a%40example.vn&password=a');
    const sent = { method: 'POST', headers, body };
    expect((await office.administrator.fetch(pathOf(route), sent)).status).toBe(403);
  });
});

describe('who reaches what', () => {
  it.each([
    ['/admin', 303, 200, 200, 200],
    ['/admin/people', 303, 403, 403, 200],
    ['/admin/tokens', 303, 200, 403, 200],
    ['/admin/mail', 303, 403, 403, 200],
    ['/en/admin/people', 303, 403, 403, 200],
    ['/admin/people/__data.json', 200, 403, 403, 200],
  ])('%s: nobody %i, reporter %i, publisher %i, administrator %i', async (path, ...expected) => {
    const statuses = await Promise.all(
      VISITORS.map(async ({ browser }) => (await browser().get(path)).status),
    );
    expect(statuses).toEqual(expected);
  });

  it('asks a client of the data of a page to sign in, and brings none of it', async () => {
    const answer = await office.stranger().get('/admin/people/__data.json');
    expect(await answer.json()).toMatchObject({
      type: 'redirect',
      location: '/sign-in?next=%2Fadmin%2Fpeople',
    });
  });

  it('refuses every writing method that no line names', async () => {
    for (const path of ['/', '/units', '/admin', '/sources']) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await office.administrator.fetch(path, {
          method,
          headers: { origin: office.origin },
        });
        expect([path, method, answer.status]).toEqual([path, method, 403]);
      }
    }
  });

  it('shows in the menu what a person may see, and nothing else', async () => {
    const roomsOf = async (browser: Browser) => {
      const text = await (await browser.get('/admin')).text();
      return ['/admin/people', '/admin/tokens', '/admin/mail'].filter((path) =>
        text.includes(`href="${path}"`),
      );
    };
    expect(await roomsOf(office.reporter)).toEqual(['/admin/tokens']);
    expect(await roomsOf(office.publisher)).toEqual([]);
    expect(await roomsOf(office.administrator)).toEqual([
      '/admin/people',
      '/admin/tokens',
      '/admin/mail',
    ]);
  });
});
