// A source that gives its figures as a CSV at an address. Imported by kinds.ts.
import { invariant } from '../errors.ts';
import { askFor } from './ask.ts';
import { runIsolated } from './isolated.ts';
import type { Page, Question, SourceKind } from './kind.ts';
import { tokensOf } from './mapping.ts';
import { tablePage } from './table-page.ts';

/** Bytes of one file, 16 MiB: as many rows as a table may have, at 800 bytes each. */
const MAX_BYTES = 16_777_216;

/**
 * What reading one may take. 12 MB of Vietnamese take 2.7 s and 270 MB, since bytes, text, cells and
 * answer are held at once; the answer has some 30 bytes beside the text of each of 400,000 cells.
 */
const READING = { timeoutMs: 30_000, memoryMb: 512, maxAnswerBytes: 33_554_432 };

async function* readFile(question: Question): AsyncGenerator<Page> {
  const { source, period, unitCode, signal } = question;
  invariant(source.kind === 'csv', 'a CSV is read as one');
  const { mapping } = source;
  const { path, headers } = mapping.request;
  const tokens = tokensOf(period, unitCode);
  const wish = { source, path, headers, tokens, accept: 'csv', maxBytes: MAX_BYTES } as const;
  const reply = await askFor(question, wish, 0);
  const { headerRow, delimiter } = mapping;
  const sheet = await runIsolated(
    'read-csv',
    { settings: { header: headerRow, delimiter }, content: reply.body },
    { ...READING, signal },
  );
  yield tablePage(question, reply, sheet, mapping, ({ row, column, header }) =>
    column === null ? `line ${row}` : `line ${row}, column "${header}"`,
  );
}

/** One file is one page. */
export const csv: SourceKind = { read: readFile, takes: 'rows' };
