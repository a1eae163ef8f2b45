// Everything that was found in a report, as a list to work through.
import { readCellPlace } from '#lib/domain/place.ts';
import { writeCsv } from '#lib/server/csv.ts';
import { requireReport } from '#lib/server/handing-in/require-report.ts';
import { getDb } from '#lib/server/web.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { cellWord, mendWord, originalWords } from '../../report-words.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { findings, number } = await requireReport(getDb(), locals, params.number);
  const isVietnamese = getLocale() === 'vi';
  const columns = [
    m.report_col_sheet(),
    m.report_col_cell(),
    m.report_col_message(),
    m.report_col_mend(),
    m.report_col_original(),
    m.report_col_code(),
    m.report_col_name(),
  ];
  const rows = findings.map((finding) => {
    const { place, messageVi, messageEn } = finding;
    const { value, code, name } = originalWords(finding);
    const at = readCellPlace(place);
    return [
      at?.sheet ?? '',
      cellWord(place, at),
      isVietnamese ? messageVi : messageEn,
      mendWord(finding),
      value,
      code,
      name,
    ];
  });
  return new Response(writeCsv(columns, rows, { mark: true }), {
    headers: {
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="tiendo-${number}.csv"`,
      'content-type': 'text/csv; charset=utf-8',
    },
  });
};
