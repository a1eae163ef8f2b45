// The file of a report as it was sent, for staff.
import { error } from '@sveltejs/kit';
import { requireReport } from '#lib/server/handing-in/require-report.ts';
import { readStoredReplies } from '#lib/server/store/replies.ts';
import { getDb } from '#lib/server/web.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { unitId, runId, contentType, fileName, number } = await requireReport(
    getDb(),
    locals,
    params.number,
  );
  const [reply] = await readStoredReplies(getDb(), unitId, runId);
  if (!reply) error(404, m.report_not_found());
  const name = encodeURIComponent(fileName ?? `${number}.xlsx`);
  return new Response(reply.body as Uint8Array<ArrayBuffer>, {
    headers: {
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="${number}.xlsx"; filename*=UTF-8''${name}`,
      'content-type': contentType,
      // Whatever is in it, no browser opens it as a page of ours.
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
};
