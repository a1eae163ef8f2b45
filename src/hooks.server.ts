// What every request passes through: the store of pages that were made before, the headers that close a
// browser's doors, its language, who it is from, and the table of who may reach what
// (server/access/rules.ts).
// The Content-Security-Policy stands in svelte.config.js; pages/page-scripts.ts adds the hash of the script in the head.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Handle, HandleServerError, RequestEvent } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { dev } from '$app/environment';
import { tellSentWhole } from '#lib/charts/drawn-svg.ts';
import { m } from '#lib/paraglide/messages.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { isSessionCookie } from '#lib/server/access/auth.ts';
import { enforce } from '#lib/server/access/guard.ts';
import { isGuarded, needOf } from '#lib/server/access/rules.ts';
import { refuseLargeBody } from '#lib/server/body-limit.ts';
import { readPerson } from '#lib/server/access/session.ts';
import { encodeFor } from '#lib/server/pages/encoding.ts';
import { writeScripts } from '#lib/server/pages/page-scripts.ts';
import { getAuth, getDb, getKeptPages, getLog } from '#lib/server/web.ts';

const HEADERS: Record<string, string> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Whether a page is the same for everybody: nobody is signed in, and there is no form of ours on it. */
function isForAll({ cookies, isDataRequest, isSubRequest, request, route }: RequestEvent): boolean {
  const { id } = route;
  if (id === null || isDataRequest || isSubRequest) return false;
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  // What the table lets nobody write to is a page to read; files and the API have lines of their own.
  if (isGuarded(id) || needOf(id, 'POST') !== null) return false;
  return !cookies.getAll().some(({ name }) => isSessionCookie(name));
}

/** While the pages are being worked on, each is made anew. */
const keepPages: Handle = ({ event, resolve }) =>
  dev || !isForAll(event)
    ? resolve(event)
    : getKeptPages().answer(event.request, async () => resolve(event));

/** Other pages travel compressed too, and what SvelteKit's client asks for; not what one person sees. */
const compress: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const isPage = event.isDataRequest || response.headers.get('content-type') === 'text/html';
  const isOurs = isPage && !event.isSubRequest && !response.headers.has('content-encoding');
  return isOurs && !event.locals.person ? encodeFor(event.request, response) : response;
};

/** The language is that of the address, and stands on <html lang>. */
const speak: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ locale }) =>
    resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%lang%', locale),
    }),
  );

/** Whether what is being answered is a whole page, or the data of one alone. */
const sendsWhole = new AsyncLocalStorage<boolean>();
tellSentWhole(() => sendsWhole.getStore() ?? false);
const noteSending: Handle = ({ event, resolve }) =>
  sendsWhole.run(!event.isDataRequest, () => resolve(event));

/** Embedded charts stand on pages of others; nothing on them can be done in anybody's name. */
function openToFrames(headers: Headers): void {
  headers.delete('X-Frame-Options');
  const policy = headers.get('content-security-policy');
  if (policy === null) return;
  const open = policy.replace("frame-ancestors 'none'", 'frame-ancestors *');
  headers.set('content-security-policy', open);
}

const guard: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
  if (event.route.id?.startsWith('/embed/')) openToFrames(response.headers);
  return response;
};

/** What stands on the page of a person is for that person alone, and for no cache. */
const identify: Handle = async ({ event, resolve }) => {
  event.locals.person = await readPerson(event, getAuth, getDb);
  const response = await resolve(event);
  if (event.locals.person !== null || isGuarded(event.route.id ?? '')) {
    response.headers.set('cache-control', 'private, no-store');
  } else if (event.locals.isPassing) {
    response.headers.set('cache-control', 'no-cache');
  }
  return response;
};

/** Before anybody is looked up, and before a byte of the body is read. */
const limitBody: Handle = ({ event, resolve }) => refuseLargeBody(event) ?? resolve(event);

const admit: Handle = ({ event, resolve }) => enforce(event) ?? resolve(event);

export const handle = sequence(
  compress,
  keepPages,
  noteSending,
  guard,
  speak,
  limitBody,
  identify,
  admit,
  writeScripts,
);

/** What went wrong is for the log; the reader is told that it was not their doing. */
export const handleError: HandleServerError = ({ error, event, status }) => {
  // An address may hold a token that opens something: its route is told instead.
  const path = event.route.id?.includes('[token]') ? event.route.id : event.url.pathname;
  if (status >= 500) getLog().error({ err: error, path, status }, 'failed');
  return { message: status === 404 ? m.common_error_404() : m.common_error_other() };
};
