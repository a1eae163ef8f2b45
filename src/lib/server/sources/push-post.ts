// The body of a push: `{"period": "2020-Q3", "unit": "68", "rows": […]}`, read and held against what
// it was sent as. The kind of source beside it and the trial of a push (push/check.ts) import it.
import * as v from 'valibot';
import { SourceError } from '../errors.ts';
import type { Reply } from './fetch.ts';
import { readJson } from './json-reply.ts';

/** How deep objects and lists may lie in each other; ours lie three deep. */
export const MOST_DEPTH = 16;

const post = v.strictObject({
  period: v.string(),
  /** The sender's official code on the period's last day. */
  unit: v.string(),
  rows: v.array(v.unknown()),
});

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENS = new Set([0x5b, 0x7b]);
const CLOSES = new Set([0x5d, 0x7d]);

/** Whether objects and lists lie in each other deeper than allowed, told without building any. */
function isTooDeep(json: Uint8Array): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (OPENS.has(byte)) depth += 1;
    else if (CLOSES.has(byte)) depth -= 1;
    if (depth > MOST_DEPTH) return true;
  }
  return false;
}

/** A post of somebody else, or about another period, must never count as this one. */
function refuseOthers(found: PostSubject, expected: PostSubject): void {
  for (const name of ['period', 'unit'] as const) {
    if (found[name] === expected[name]) continue;
    throw new SourceError(
      `wrong-${name}`,
      `the body says ${name} "${found[name]}", it was sent as "${expected[name]}"`,
    );
  }
}

/** What a push is about: the code of a period, and the unit's code on its last day. */
export interface PostSubject {
  period: string;
  unit: string;
}

/**
 * The rows of a push.
 *
 * @param expected the period that it was sent as, and the unit that its token is for
 * @throws SourceError `bad-json`, `shape` with the part at fault, `wrong-period`, `wrong-unit` or
 * `empty`; their words tell of nothing but the body
 */
export function readPostRows(reply: Pick<Reply, 'body'>, expected: PostSubject): unknown[] {
  if (isTooDeep(reply.body)) {
    throw new SourceError('bad-json', `the body is nested deeper than ${MOST_DEPTH} levels`);
  }
  const read = v.safeParse(post, readJson(reply));
  if (!read.success) {
    const [fault] = read.issues;
    throw new SourceError('shape', `${v.getDotPath(fault) ?? 'the body'}: ${fault.message}`);
  }
  const { rows, ...subject } = read.output;
  refuseOthers(subject, expected);
  if (rows.length === 0) throw new SourceError('empty', 'the body has no rows');
  return rows;
}

/** A JSON pointer to a row of a post, or to a field of it. https://www.rfc-editor.org/rfc/rfc6901 */
export function pointerTo(row: number, field: string | null): string {
  const keys = field === null ? [] : field.split('.');
  const steps = keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return `/rows/${row}${steps.join('')}`;
}
