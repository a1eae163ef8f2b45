// What somebody is shown who may not see or do a thing, or who sends too much, in the frame of the site.
// The hook fetches this page in place of the one that it refuses (server/access/guard.ts).
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { Refusal } from '#lib/server/access/guard.ts';
import { safeNext } from '#lib/server/access/next.ts';
import type { PageServerLoad } from './$types';

interface Said {
  status: number;
  message: () => string;
  hint?: () => string;
}

const REFUSALS: Record<Refusal, Said> = {
  forbidden: { status: 403, message: m.access_forbidden },
  'too-large': {
    ...{ status: 413, message: m.access_too_large, hint: m.access_too_large_text },
  },
  'upload-too-large': {
    ...{ status: 413, message: m.report_fault_too_large, hint: m.report_too_large_text },
  },
};

const isRefusal = (text: string | null): text is Refusal =>
  text !== null && Object.hasOwn(REFUSALS, text);

export const load: PageServerLoad = ({ url: { searchParams, origin } }) => {
  const address = safeNext(searchParams.get('at'), origin);
  const why = searchParams.get('why');
  const { status, message, hint } = REFUSALS[isRefusal(why) ? why : 'forbidden'];
  error(status, {
    message: message(),
    ...(hint ? { hint: hint() } : {}),
    ...(address ? { address } : {}),
  });
};
