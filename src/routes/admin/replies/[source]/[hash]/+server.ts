// A reply as its source sent it, byte for byte, for staff: always saved to a file and never shown, for
// anything may be in it.
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { requirePerson } from '#lib/server/access/guard.ts';
import { readReplyBody } from '#lib/server/store/replies.ts';
import { getDb } from '#lib/server/web.ts';
import type { RequestHandler } from './$types';

const ENDINGS: readonly [type: RegExp, ending: string][] = [
  [/json/i, 'json'],
  [/csv/i, 'csv'],
  [/spreadsheetml/i, 'xlsx'],
  [/html/i, 'html.txt'],
];

const endingOf = (contentType: string): string =>
  ENDINGS.find(([type]) => type.test(contentType))?.[1] ?? 'bin';

export const GET: RequestHandler = async (event) => {
  requirePerson(event, 'see-gathering');
  const { source, hash } = event.params;
  const isHash = /^[\da-f]{64}$/.test(hash) && /^[a-z0-9-]+$/.test(source);
  const reply = isHash ? await readReplyBody(getDb(), source, hash) : null;
  if (!reply) error(404, m.common_error_404());
  const name = `${source}-${hash.slice(0, 12)}.${endingOf(reply.contentType)}`;
  return new Response(new Uint8Array(reply.body), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${name}"`,
      'content-length': String(reply.body.byteLength),
      'cache-control': 'private, no-store',
      'content-security-policy': "sandbox; default-src 'none'",
    },
  });
};
