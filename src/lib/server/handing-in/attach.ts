// A workbook as the answer of a page that hands it out to be filled in or corrected. Routes under
// /report and /compare-list import it.

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The workbook under its name; for the person alone who asked. */
export const attachWorkbook = (bytes: Uint8Array, fileName: string): Response =>
  new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="${fileName}"`,
      'content-type': XLSX,
    },
  });
