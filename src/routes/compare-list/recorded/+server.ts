// The services that stand recorded for a unit and a period: what a list that is handed in for them is
// compared with, to be corrected and sent back.
import { error } from '@sveltejs/kit';
import { formatPeriodInText } from '#lib/domain/format.ts';
import { requirePerson } from '#lib/server/access/guard.ts';
import { attachWorkbook } from '#lib/server/handing-in/attach.ts';
import { chooseUnit } from '#lib/server/handing-in/choose-unit.ts';
import { writeServiceList } from '#lib/server/reports/service-sheet.ts';
import { readServiceRecords } from '#lib/server/store/service-records.ts';
import { periodsOf } from '#lib/server/store/service-sources.ts';
import { getDb } from '#lib/server/web.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const person = requirePerson({ locals }, 'compare-list');
  const asked = url.searchParams.get('unit') ?? '';
  const wanted = { action: 'compare-list', reports: false, asked } as const;
  const { source } = await chooseUnit(getDb(), person, wanted);
  const period = url.searchParams.get('period') ?? '';
  if (source === null || !periodsOf(source, new Date()).includes(period)) {
    error(404, m.common_error_404());
  }
  const of = { unitId: source.unit, sourceId: source.id, period };
  const list = await writeServiceList(
    {
      unitVi: source.unitNameVi,
      periodVi: formatPeriodInText(period, 'vi'),
      sourceVi: source.nameVi,
    },
    await readServiceRecords(getDb(), of),
  );
  return attachWorkbook(list, `dich-vu-${source.unit}-${period}.xlsx`);
};
