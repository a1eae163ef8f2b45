// A source that gives its figures as a CSV at an address. Imported by kinds.ts.
import { invariant } from '../errors.ts';
import { askFor } from './ask.ts';
import { runIsolated } from './isolated.ts';
import type { Page, Question, SourceKind } from './kind.ts';
import { tokensOf } from './mapping.ts';
import { tablePage } from './table-page.ts';

async function* readFile(question: Question): AsyncGenerator<Page> {
  const { source, period, unitCode, signal } = question;
  invariant(source.kind === 'csv', 'a CSV is read as one');
  const { mapping } = source;
  const { path, headers } = mapping.request;
  const tokens = tokensOf(period, unitCode);
  const reply = await askFor(question, { source, path, headers, tokens, accept: 'csv' }, 0);
  const { headerRow, delimiter } = mapping;
  const sheet = await runIsolated(
    'read-csv',
    { settings: { header: headerRow, delimiter }, content: reply.body },
    { signal },
  );
  yield tablePage(question, reply, sheet, mapping, ({ row, column, header }) =>
    column === null ? `line ${row}` : `line ${row}, column "${header}"`,
  );
}

/** One file is one page. */
export const csv: SourceKind = { read: readFile, takes: 'rows' };
