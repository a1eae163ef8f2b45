// The product's own tasks of parsing, except that a file which ends in "poison:WORD" does to its parser
// what the word says: a table of tasks for isolated.ts.
import { runTask as parse } from '#lib/server/sources/isolated-tasks.ts';
import { runTask as poison } from './poison-tasks.ts';

const MARK = /poison:(\w+)$/;
const MARK_BYTES = 20;

export function runTask(name: string, settings: unknown, content: Uint8Array): unknown {
  const end = new TextDecoder('latin1').decode(content.slice(-MARK_BYTES));
  const word = MARK.exec(end)?.[1];
  return word === undefined ? parse(name, settings, content) : poison(word, settings);
}

/** A file that poisons its parser in the way that `word` says. */
export const poisonousFile = (word: string): Uint8Array =>
  new TextEncoder().encode(`PK, and then poison:${word}`);
