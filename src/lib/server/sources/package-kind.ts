// An index package at an address, as a .zip, or in a folder of this machine. What is in it is read by
// whoever records it. Imported by kinds.ts.
import { fileURLToPath } from 'node:url';
import { invariant, SourceError, UsageError } from '../errors.ts';
import { askFor } from './ask.ts';
import type { Reply } from './fetch.ts';
import type { Page, Question, SourceKind } from './kind.ts';
import { tokensOf } from './mapping.ts';
import { openPackage } from './package.ts';
import type { SourceOf } from './source.ts';

/** Bytes of one archive, 16 MiB: its text packs to a tenth. */
const MAX_BYTES = 16_777_216;

/** The folder as one archive, whose bytes are the same as long as its contents are. */
async function readFolder({ address }: SourceOf<'package'>, { onReply }: Question): Promise<Reply> {
  try {
    const { archive: body, hash } = await openPackage(fileURLToPath(address));
    const receivedAt = new Date();
    const stated = { etag: null, lastModified: null, receivedAt };
    const reply = { url: address, status: 200, contentType: 'application/zip', body, hash };
    onReply({ ...reply, ...stated });
    return { ...reply, ...stated };
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new SourceError('no-package', cause.message, { retryable: true, cause });
  }
}

async function* read(question: Question): AsyncGenerator<Page> {
  const { source, period, unitCode } = question;
  invariant(source.kind === 'package', 'a package is read as one');
  const tokens = tokensOf(period, unitCode);
  const { path } = source.mapping;
  const asked = { accept: 'zip', maxBytes: MAX_BYTES } as const;
  const wish = { source, path, headers: {}, tokens, ...asked };
  const isFolder = source.address.startsWith('file:') && question.stored === null;
  const reply = isFolder ? await readFolder(source, question) : await askFor(question, wish, 0);
  yield { reply, ordinal: 1, rows: [], placeOf: () => source.address };
}

/** Takes a package whole: where one rule of it is broken nothing of it is loaded. */
export const packageKind: SourceKind = { read, takes: 'whole' };
