// What somebody is shown who may not see or do a thing, in the frame of the site. The hook fetches this
// page in place of the one that it refuses (server/access/guard.ts).
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { safeNext } from '#lib/server/access/next.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => {
  const address = safeNext(url.searchParams.get('at'), url.origin);
  error(403, { message: m.access_forbidden(), ...(address ? { address } : {}) });
};
