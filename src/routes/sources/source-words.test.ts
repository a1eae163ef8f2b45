// Every failure that the client names is put into words that a reader understands.
import { expect, it } from 'vitest';
import { FAILURE_CODES } from '#lib/server/sources/failures.ts';
import { m } from '#lib/paraglide/messages.js';
import { failureText } from './source-words.ts';

it.each([...FAILURE_CODES, 'http-404', 'http-503'])('%s has words of its own', (code) => {
  expect(failureText(code)).not.toBe(m.sources_fault_other({ code }));
});
