// A source that gives its figures as a sheet of an .xlsx workbook at an address. Imported by kinds.ts.
import { invariant } from '../errors.ts';
import { columnName } from '../spreadsheets/table.ts';
import { askFor } from './ask.ts';
import { runIsolated } from './isolated.ts';
import type { Page, Question, SourceKind } from './kind.ts';
import { tokensOf } from './mapping.ts';
import { tablePage } from './table-page.ts';

/** `sheet "Dịch vụ công", row 12, cell F12`. */
const placeIn = (sheet: string, row: number, column: number | null): string =>
  `sheet "${sheet}", row ${row}${column === null ? '' : `, cell ${columnName(column)}${row}`}`;

/** Bytes of one file, 16 MiB: what it may hold unpacked, at a sixth of it. */
const MAX_BYTES = 16_777_216;

async function* readFile(question: Question): AsyncGenerator<Page> {
  const { source, period, unitCode, signal } = question;
  invariant(source.kind === 'xlsx', 'a workbook is read as one');
  const { mapping } = source;
  const { path, headers } = mapping.request;
  const tokens = tokensOf(period, unitCode);
  const wish = { source, path, headers, tokens, accept: 'xlsx', maxBytes: MAX_BYTES } as const;
  const reply = await askFor(question, wish, 0);
  const sheets = mapping.sheet === null ? 'first' : { name: mapping.sheet };
  const [sheet] = await runIsolated(
    'read-workbook',
    { settings: { sheets }, content: reply.body },
    { signal },
  );
  invariant(sheet, 'the sheet that is asked for is read, or refused');
  yield tablePage(question, reply, sheet, mapping, ({ row, column }) =>
    placeIn(sheet.name, row, column),
  );
}

/** One sheet is one page. */
export const xlsx: SourceKind = { read: readFile, takes: 'rows' };
