// The quarterly report that a unit uploads: our own form, read where it was stored; nobody is asked.
// Beside its service rows it brings duties and obstacles. Imported by kinds.ts.
import { invariant, SourceError } from '../errors.ts';
import { columnOf, SERVICES, type ServiceColumn } from '../reports/form.ts';
import { cellPlace, readForm, type FormReading } from '../reports/read-form.ts';
import { recordReport } from '../store/reports.ts';
import { runIsolated } from './isolated.ts';
import type { Page, Question, SourceKind } from './kind.ts';

/** What a report's page holds beside its service rows. */
export interface ReportPage extends Page {
  report: Pick<FormReading, 'duties' | 'obstacles'>;
}

const isReport = (page: Page): page is ReportPage => 'report' in page;

const placeOf =
  ({ services }: FormReading) =>
  (row: number, field: string | null): string =>
    cellPlace(
      SERVICES.name,
      services[row]?.row ?? SERVICES.headerRow,
      columnOf(SERVICES, (field ?? 'code') as ServiceColumn),
    );

async function* read(question: Question): AsyncGenerator<ReportPage> {
  const { stored, period, unitCode, signal, onReply } = question;
  const [reply] = stored ?? [];
  if (!reply) throw new SourceError('not-handed-in', 'nothing was handed in about this period');
  onReply(reply);
  const sheets = await runIsolated(
    'read-workbook',
    { settings: { sheets: 'all' }, content: reply.body },
    { signal },
  );
  const reading = readForm(sheets, { unitCode, period });
  yield {
    reply,
    ordinal: 1,
    rows: reading.services.map(({ raw }) => raw),
    placeOf: placeOf(reading),
    findings: reading.findings,
    report: { duties: reading.duties, obstacles: reading.obstacles },
  };
}

/** Takes a report whole: one refused cell returns it, so that its sender knows what counts. */
export const xlsxReport: SourceKind = {
  read,
  takes: 'whole',
  async recordMore(tx, claim, period, pages) {
    const [page] = pages;
    invariant(page && isReport(page), 'a report is one page');
    return recordReport(tx, claim, period, page.report);
  },
};
