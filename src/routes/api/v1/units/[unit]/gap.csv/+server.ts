// The services that one unit could raise, in the order in which to raise them.
import { gapCsv, gapFileName, requireGap } from '#lib/server/api/gap.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async (event) => {
  const gap = await requireGap(getDb(), getPublished(), event.params.unit ?? '', event);
  return respond(event.request, {
    body: gapCsv(gap),
    contentType: 'text/csv; charset=utf-8',
    fileName: gapFileName(gap),
  });
});

export const fallback = otherMethods;
