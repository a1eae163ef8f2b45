// A report by the number of its receipt, for those who may see it. Routes under /report import it.
import { error } from '@sveltejs/kit';
import { comparePlaces } from '#lib/domain/place.ts';
import { m } from '#lib/paraglide/messages.js';
import { may } from '../access/person.ts';
import type { Db } from '../db/client.ts';
import { SHEET_NAMES } from '../reports/form.ts';
import { readIntake, type IntakeOutcome } from '../store/intakes.ts';

/**
 * The report, its findings in the order in which the workbook is gone through.
 *
 * @throws SvelteKit's 404 where there is no such report, or it is none of this person's business
 */
export async function requireReport(
  db: Db,
  { person }: App.Locals,
  number: string,
): Promise<IntakeOutcome> {
  const report = await readIntake(db, number);
  const isTheirs = report?.kind === 'report' && may(person, 'see-report', report.unitId);
  if (!report || !isTheirs) error(404, m.report_not_found());
  const findings = report.findings.toSorted((a, b) => comparePlaces(a.place, b.place, SHEET_NAMES));
  return { ...report, findings };
}
