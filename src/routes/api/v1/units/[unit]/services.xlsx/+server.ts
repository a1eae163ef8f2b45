// The services of one unit as a workbook.
import { requireServiceTable, servicesFileName, servicesTable } from '#lib/server/api/services.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { writeTables } from '#lib/server/spreadsheets/write-table.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) => {
  const asked = await requireServiceTable(getDb(), getPublished(), params.unit ?? '', url);
  const bytes = await writeTables([{ name: 'services', ...servicesTable(asked) }]);
  return respond(request, {
    body: new Uint8Array(bytes),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: servicesFileName(asked, 'xlsx'),
    // A workbook says when it was written; what it says of services hangs on this alone.
    tag: `${asked.release.id}.${asked.unit.id}.${url.searchParams.toString()}`,
  });
});

export const fallback = otherMethods;
