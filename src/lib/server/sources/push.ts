// Rows that a unit's portal posts as JSON. They are read where they were stored; nobody is asked.
// Imported by kinds.ts.
import { SourceError } from '../errors.ts';
import type { Page, Question, SourceKind } from './kind.ts';
import { pointerTo, readPostRows } from './push-post.ts';

function readPost({ stored, period, unitCode, onReply }: Question): Page {
  const [reply] = stored ?? [];
  if (!reply) throw new SourceError('not-handed-in', 'nothing was handed in about this period');
  onReply(reply);
  const rows = readPostRows(reply, { period: period.code, unit: unitCode });
  return { reply, ordinal: 1, rows, placeOf: pointerTo };
}

async function* read(question: Question): AsyncGenerator<Page> {
  yield await new Promise<Page>((resolve) => resolve(readPost(question)));
}

/** Takes a post whole: one refused row returns it, so that its sender knows what counts. */
export const push: SourceKind = { read, takes: 'whole' };
