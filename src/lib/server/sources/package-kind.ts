// An index package at an address, as a .zip, or in a folder of this machine. It is unpacked and split
// in a child process; what it says is read by whoever records it. Imported by kinds.ts and by the job
// that records packages.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { invariant, SourceError, UsageError } from '../errors.ts';
import { askFor } from './ask.ts';
import type { Reply } from './fetch.ts';
import { runIsolated } from './isolated.ts';
import type { Page, Question, SourceKind } from './kind.ts';
import { tokensOf } from './mapping.ts';
import { archiveFolder, type OpenedPackage } from './package.ts';
import type { SourceOf } from './source.ts';

/** Bytes of one archive, 16 MiB: its text packs to a tenth. */
const MAX_BYTES = 16_777_216;

/**
 * What opening one may take. Half a million rows are too many for it: such a package is loaded by
 * hand, in a process of its own.
 */
const OPENING = { timeoutMs: 30_000, memoryMb: 512, maxAnswerBytes: 50_331_648 };

/** A package is one page without rows. */
export interface PackagePage extends Page {
  opened: OpenedPackage;
}

/** The folder as one archive, whose bytes are the same as long as its contents are. */
async function readFolder({ address }: SourceOf<'package'>, { onReply }: Question): Promise<Reply> {
  try {
    const body = await archiveFolder(fileURLToPath(address));
    const hash = createHash('sha256').update(body).digest('hex');
    const stated = { etag: null, lastModified: null, receivedAt: new Date() };
    const reply = { url: address, status: 200, contentType: 'application/zip', body, hash };
    onReply({ ...reply, ...stated });
    return { ...reply, ...stated };
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new SourceError('no-package', cause.message, { retryable: true, cause });
  }
}

async function openIsolated({ body }: Reply, { source, signal }: Question): Promise<OpenedPackage> {
  const input = { settings: { name: `${source.id}.zip` }, content: body };
  const found = await runIsolated('open-package', input, { ...OPENING, signal });
  const { manifest, faults, hash, archive } = found;
  const tables = new Map(found.tables.map((table) => [table.file, table]));
  const raw = { manifest, faults, names: new Set(found.names), tables };
  return { raw, hash, archive: Buffer.from(archive, 'base64') };
}

async function* read(question: Question): AsyncGenerator<PackagePage> {
  const { source, period, unitCode } = question;
  invariant(source.kind === 'package', 'a package is read as one');
  const tokens = tokensOf(period, unitCode);
  const { path } = source.mapping;
  const asked = { accept: 'zip', maxBytes: MAX_BYTES } as const;
  const wish = { source, path, headers: {}, tokens, ...asked };
  const isFolder = source.address.startsWith('file:') && question.stored === null;
  const reply = isFolder ? await readFolder(source, question) : await askFor(question, wish, 0);
  const opened = await openIsolated(reply, question);
  yield { reply, ordinal: 1, rows: [], placeOf: () => source.address, opened };
}

/** Takes a package whole: where one rule of it is broken nothing of it is loaded. */
export const packageKind: SourceKind = { read, takes: 'whole' };
