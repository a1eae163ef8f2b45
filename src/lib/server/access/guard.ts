// Lets requests through by the table of rules (rules.ts), or refuses them. The hook calls `enforce` for
// every request; routes call `requirePerson` once they know which unit is meant.
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { problemResponse, type Problem } from '../http.ts';
import { may, type Action, type Person } from './person.ts';
import { needOf, type Need } from './rules.ts';

const SIGNED_OUT: Problem = {
  status: 401,
  code: 'signed-out',
  title: 'Nobody is signed in',
  detail: 'Sign in at /sign-in, or show a token where the address takes one.',
};
const REFUSED: Problem = {
  status: 403,
  code: 'forbidden',
  title: 'Not allowed',
  detail: 'No rule allows this request.',
};

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** A browser that shows what it gets, or SvelteKit's own client on its behalf. */
function isPage({ isDataRequest, request, route }: RequestEvent): boolean {
  if (route.id?.startsWith('/api')) return false;
  const accept = request.headers.get('accept') ?? '';
  return isDataRequest || accept.includes('text/html') || request.headers.has('x-sveltekit-action');
}

/** SvelteKit's own client shows the page of errors by itself; a browser gets it made on the server. */
const isOfClient = ({ isDataRequest, request }: RequestEvent): boolean =>
  isDataRequest || request.headers.has('x-sveltekit-action');

/** The address of the page that a request is about: a form action's name is no part of it. */
function pageAddress({ pathname, searchParams }: URL): string {
  const kept = new URLSearchParams([...searchParams].filter(([name]) => !name.startsWith('/')));
  return kept.size === 0 ? pathname : `${pathname}?${kept}`;
}

/** Why the page of refusals refuses; what each says stands in its load. */
export type Refusal = 'forbidden' | 'too-large' | 'upload-too-large';

/**
 * What an error thrown in the hook would show is a bare page without our frame. So the page of errors
 * is made as any other page is, from the route /refused.
 */
export function showRefusal({ fetch, url }: RequestEvent, why: Refusal): Promise<Response> {
  const query = new URLSearchParams({ why, at: pageAddress(url) });
  return fetch(`${localizeHref('/refused')}?${query}`);
}

function refuse(event: RequestEvent): Response | Promise<Response> {
  if (!isPage(event)) return problemResponse(REFUSED, event.url.pathname);
  if (isOfClient(event)) error(403, m.access_forbidden());
  return showRefusal(event, 'forbidden');
}

/** Whoever sent a form is told that it did not arrive, and comes back to its page. */
function askToSignIn(event: RequestEvent): Response {
  if (!isPage(event)) return problemResponse(SIGNED_OUT, event.url.pathname);
  const query = new URLSearchParams({ next: pageAddress(event.url) });
  if (!SAFE.includes(event.request.method)) query.set('lost', 'form');
  redirect(303, `${localizeHref('/sign-in')}?${query}`);
}

/**
 * Whether a request that writes comes from one of our own pages. SvelteKit asks this of forms alone; a
 * session's cookie must do nothing for any other site, whatever the content type.
 */
function isFromElsewhere({ request, url }: RequestEvent, need: Need): boolean {
  if (SAFE.includes(request.method) || need === 'push-token' || need === 'only-refuses')
    return false;
  return request.headers.get('origin') !== url.origin;
}

/**
 * The refusal of a request that the table does not allow; null where it may pass.
 *
 * @throws SvelteKit's redirect to the sign-in page; its 403, where its client asked for a page
 */
export function enforce(event: RequestEvent): Response | Promise<Response> | null {
  if (event.route.id === null) return null;
  const need = needOf(event.route.id, event.request.method);
  if (need === null || isFromElsewhere(event, need)) return refuse(event);
  if (need === 'anyone' || need === 'push-token' || need === 'only-refuses') return null;
  if (event.locals.person === null) return askToSignIn(event);
  return need === 'signed-in' || may(event.locals.person, need) ? null : refuse(event);
}

/**
 * The person behind a request, who may do this.
 *
 * @param unitId the unit that is acted for or looked at; left out where the act concerns none
 * @throws SvelteKit's 401 or 403
 */
export function requirePerson(
  event: Pick<RequestEvent, 'locals'>,
  action: Action,
  unitId?: string,
): Person {
  const { person } = event.locals;
  if (person === null) error(401, m.access_signed_out());
  if (!may(person, action, unitId)) error(403, m.access_forbidden());
  return person;
}
