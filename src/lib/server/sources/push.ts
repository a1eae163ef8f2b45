// Rows that a unit's portal posts as JSON: `{"period": "2020-Q3", "unit": "68", "rows": […]}`. They
// are read where they were stored; nobody is asked. Imported by kinds.ts.
import * as v from 'valibot';
import { SourceError } from '../errors.ts';
import type { Page, Question, SourceKind } from './kind.ts';
import { readJson } from './json-reply.ts';

const post = v.strictObject({
  period: v.string(),
  /** The sender's official code on the period's last day. */
  unit: v.string(),
  rows: v.array(v.unknown()),
});

/** A JSON pointer to a row of a post, or to a field of it. https://www.rfc-editor.org/rfc/rfc6901 */
function pointerTo(row: number, field: string | null): string {
  const keys = field === null ? [] : field.split('.');
  const steps = keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return `/rows/${row}${steps.join('')}`;
}

/** A post of somebody else, or about another period, must never count as this one. */
function refuseOthers(found: { period: string; unit: string }, question: Question): void {
  const expected = { period: question.period.code, unit: question.unitCode };
  for (const name of ['period', 'unit'] as const) {
    if (found[name] === expected[name]) continue;
    throw new SourceError(
      `wrong-${name}`,
      `the post is about ${name} "${found[name]}", it was sent as "${expected[name]}"`,
    );
  }
}

function readPost(question: Question): Page {
  const [reply] = question.stored ?? [];
  if (!reply) throw new SourceError('not-handed-in', 'nothing was handed in about this period');
  question.onReply(reply);
  const read = v.safeParse(post, readJson(reply));
  if (!read.success) {
    const [fault] = read.issues;
    throw new SourceError('shape', `${v.getDotPath(fault) ?? 'the post'}: ${fault.message}`);
  }
  const { rows, ...subject } = read.output;
  refuseOthers(subject, question);
  if (rows.length === 0) throw new SourceError('empty', 'the post lists nothing at all');
  return { reply, ordinal: 1, rows, placeOf: pointerTo };
}

async function* read(question: Question): AsyncGenerator<Page> {
  yield await new Promise<Page>((resolve) => resolve(readPost(question)));
}

/** Takes a post whole: one refused row returns it, so that its sender knows what counts. */
export const push: SourceKind = { read, takes: 'whole' };
