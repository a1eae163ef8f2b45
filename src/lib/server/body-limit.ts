// How large the body of a request may be, by route. The web server itself takes as much as the largest
// route (BODY_SIZE_LIMIT, set in jobs/web.ts); every other route keeps to what a form needs. The
// hook asks before anything is read.
import { error, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { showRefusal } from './access/guard.ts';
import { problemResponse } from './http.ts';

/** Forms of ours hold a few kilobytes; this is SvelteKit's own limit. */
const FORM_BYTES = 524_288;
/** A file of ten megabytes, and what a form puts around it. */
const UPLOAD_BYTES = 11_000_000;
/** The route counts while it reads (push/body.ts). */
const COUNTED_BY_ROUTE = Number.POSITIVE_INFINITY;

const LARGER: Readonly<Record<string, number>> = {
  '/api/v1/push/[source]': COUNTED_BY_ROUTE,
  '/report': UPLOAD_BYTES,
  '/compare-list': UPLOAD_BYTES,
};

/** Bytes that a route takes at most; what has no line of its own takes a form. */
export const bodyLimitOf = (route: string | null): number => LARGER[route ?? ''] ?? FORM_BYTES;

/**
 * Lets a body go by while the answer is on its way: it may never come. What is left unread would stand
 * before the browser's next request on the same connection, which would wait for nothing. Of more than
 * the web server takes Node lets go by itself.
 */
const passOver = async ({ body }: Request): Promise<void> =>
  body?.pipeTo(new WritableStream()).catch(() => undefined);

/**
 * The refusal of a request whose body is larger than its route takes, or does not say how large it is;
 * null where it may pass. Node holds a body to the length that was announced.
 *
 * @throws SvelteKit's 411 where a page was asked for: browsers always say how large a form is
 */
export function refuseLargeBody(event: RequestEvent): Response | Promise<Response> | null {
  const { request, route, url } = event;
  const limit = bodyLimitOf(route.id);
  if (limit === COUNTED_BY_ROUTE) return null;
  const announced = request.headers.get('content-length');
  const isUntold = announced === null && request.headers.has('transfer-encoding');
  if (!isUntold && Number(announced ?? 0) <= limit) return null;
  const status = isUntold ? 411 : 413;
  if (!route.id?.startsWith('/api')) {
    if (isUntold) error(status, m.access_too_large());
    void passOver(request);
    return showRefusal(event, limit === UPLOAD_BYTES ? 'upload-too-large' : 'too-large');
  }
  return problemResponse(
    {
      status,
      code: isUntold ? 'length-required' : 'body-too-large',
      title: isUntold ? 'Length required' : 'Body too large',
      detail: `This address takes ${limit} bytes at most, announced with Content-Length.`,
      headers: { connection: 'close' },
    },
    url.pathname,
  );
}
