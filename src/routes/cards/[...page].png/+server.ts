// The picture that stands beside a page's address where it is sent to somebody: the page's own headline,
// drawn on the server. The page is asked as readers ask it, so that no page has words of its own here.
import { error } from '@sveltejs/kit';
import { drawCard } from '#lib/charts/card.ts';
import { m } from '#lib/paraglide/messages.js';
import { otherMethods, respond } from '#lib/server/http.ts';
import { pngOf } from '#lib/server/pictures/png.ts';
import { getPublished } from '#lib/server/web.ts';
import { keepLast } from '#lib/server/keep-last.ts';
import { cardTexts } from '../card-texts.ts';
import { pageOfCard } from '../card-address.ts';
import type { RequestHandler } from './$types';

const KEPT = 64;
/** Whoever shows it asks again within the hour, and gets what is then released. */
const CACHE = 'public, max-age=3600';

const keep = keepLast<string>(KEPT);

async function drawPage(fetch: typeof globalThis.fetch, address: string): Promise<string> {
  const response = await fetch(address, { credentials: 'omit', redirect: 'manual' });
  const isPage = response.ok && response.headers.get('content-type')?.startsWith('text/html');
  const texts = isPage ? cardTexts(await response.text()) : null;
  return texts ? drawCard(texts) : error(404, m.common_error_404());
}

export const GET: RequestHandler = async ({ fetch, params, request, url }) => {
  // A picture of a picture is none.
  if (/^(api|cards)(\/|$)/.test(params.page)) error(404, m.common_error_404());
  const address = pageOfCard(params.page, url.searchParams);
  const heads = await getPublished().heads();
  const released = heads.filter(({ current }) => current).map(({ id }) => id);
  const svg = await keep([address, ...released].join(' '), () => drawPage(fetch, address));
  return respond(request, {
    body: await pngOf(svg),
    contentType: 'image/png',
    cacheControl: CACHE,
  });
};

export const fallback = otherMethods;
