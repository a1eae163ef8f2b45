// The services of one unit as a workbook for people, under the heads of the report form: it is read,
// corrected and sent back to /compare-list, so that it has one sheet alone. The names of the API stand
// in services.csv.
import { locale } from '#lib/components/address.ts';
import { formatPeriodInText } from '#lib/domain/format.ts';
import {
  type AskedServices,
  requireServiceTable,
  servicesFileName,
} from '#lib/server/api/services.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { serviceSheet } from '#lib/server/reports/service-sheet.ts';
import { type TableToWrite, writeTables } from '#lib/server/spreadsheets/write-table.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { illustrativeLines, originLine } from '../../../origin-lines.server.ts';

function sheetOf({ unit, release, found }: AskedServices): TableToWrite {
  const title = [
    `Dịch vụ công của ${unit.nameVi}, ${formatPeriodInText(release.period, locale())}`,
    originLine(release),
    ...illustrativeLines(release),
  ];
  const records = found.map(({ nameVi, ...service }) => ({ ...service, name: nameVi }));
  return serviceSheet(title, records, [
    { head: 'Mức độ kỳ trước', cells: found.map(({ previousLevel }) => previousLevel) },
    { head: 'Thứ tự nên nâng', cells: found.map(({ place }) => place) },
  ]);
}

export const GET = api(async ({ params, request, url }) => {
  const asked = await requireServiceTable(getDb(), getPublished(), params.unit ?? '', url);
  const bytes = await writeTables([sheetOf(asked)]);
  return respond(request, {
    body: new Uint8Array(bytes),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: servicesFileName(asked, 'xlsx'),
    // A workbook says when it was written; what it says of services hangs on this alone.
    tag: `3.${asked.release.id}.${asked.unit.id}.${url.searchParams.toString()}`,
  });
});

export const fallback = otherMethods;
