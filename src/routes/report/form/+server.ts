// The form of a unit and period, filled with its own codes and what it said last.
import { error } from '@sveltejs/kit';
import { formatPeriod } from '#lib/domain/format.ts';
import { periodOf, shiftPeriod } from '#lib/domain/period.ts';
import { isWithin } from '#lib/domain/unit.ts';
import { requirePerson } from '#lib/server/access/guard.ts';
import type { Db } from '#lib/server/db/client.ts';
import { attachWorkbook } from '#lib/server/handing-in/attach.ts';
import { chooseUnit } from '#lib/server/handing-in/choose-unit.ts';
import { writeForm, type EarlierCounts } from '#lib/server/reports/write-form.ts';
import { readDatedCodes } from '#lib/server/store/catalogue.ts';
import { readReport } from '#lib/server/store/reports.ts';
import { findLatestRows, readServiceRecords } from '#lib/server/store/service-records.ts';
import { periodsOf, type ServiceSource } from '#lib/server/store/service-sources.ts';
import { getDb } from '#lib/server/web.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** The unit's dossiers of the latest period before. */
async function readEarlier(
  db: Db,
  { unit, reckoning }: ServiceSource,
  code: string,
): Promise<EarlierCounts> {
  const until = periodOf(shiftPeriod(code, -1), reckoning).end;
  const before = await findLatestRows(db, { unitId: unit, until });
  const rows = before ? await readServiceRecords(db, before) : [];
  return {
    periodVi: before && formatPeriod(before.period, 'vi'),
    of: new Map(rows.map((row) => [row.code, row])),
  };
}

export const GET: RequestHandler = async ({ locals, url }) => {
  const db = getDb();
  const person = requirePerson({ locals }, 'see-report');
  const asked = url.searchParams.get('unit') ?? '';
  const wanted = { action: 'see-report', reports: true, asked } as const;
  const { source } = await chooseUnit(db, person, wanted);
  const code = url.searchParams.get('period') ?? '';
  if (source === null || !periodsOf(source, new Date()).includes(code)) {
    error(404, m.common_error_404());
  }
  const { end } = periodOf(code, source.reckoning);
  const [codes, latest] = await Promise.all([
    readDatedCodes(db),
    findLatestRows(db, { unitId: source.unit, until: end }),
  ]);
  const unitCode = codes.find((each) => each.unitId === source.unit && isWithin(end, each))?.code;
  // What the unit itself said of this very period is there to be mended; of what others say of it only
  // the list of services is taken, so that nobody copies their counts for the unit's own.
  const isOwn = latest?.sourceId === source.id && latest.period === code;
  const said = isOwn ? await readReport(db, source.unit, code) : null;
  const form = await writeForm({
    unit: { code: unitCode ?? source.unit, nameVi: source.unitNameVi },
    period: { code, nameVi: formatPeriod(code, 'vi') },
    services: latest ? await readServiceRecords(db, latest) : [],
    earlier: isOwn ? null : await readEarlier(db, source, code),
    duties: said?.duties ?? [],
  });
  return attachWorkbook(form, `bao-cao-${unitCode ?? source.unit}-${code}.xlsx`);
};
