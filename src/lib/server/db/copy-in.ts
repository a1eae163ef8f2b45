// COPY … FROM STDIN that ends whatever the server says to it, and the text that it reads. Only the stores import it.
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type postgres from 'postgres';

const SPECIAL = /[\\\t\n\r]/;
const ALL_SPECIAL = /[\\\t\n\r]/g;
const NAMES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Text as COPY reads it. */
const escapeText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(ALL_SPECIAL, (found) => NAMES[found] ?? found) : text;

/** A row of texts as COPY reads it. */
export const copyLine = (texts: readonly string[]): string =>
  `${texts.map(escapeText).join('\t')}\n`;

/**
 * Sends chunks to a COPY and waits until the server has taken all of it, or rejects with what the
 * server (or the connection) says against it, such as 23505 for a row that is there already. The
 * connection is usable afterwards; a transaction that it stands in is lost, as after any error.
 *
 * postgres.js settles the query as soon as the server is ready for rows. What is wrong with the last
 * of them comes after the stream has handed everything over: it is then told to the settled query
 * alone, and the stream waits for an end that does not come. So the telling is listened to. What is
 * wrong before the first row comes in one breath with the stream, which then breaks before anybody
 * could listen: so a listener is put on it as it is handed over.
 */
export async function copyIn(
  query: postgres.PendingQuery<postgres.Row[]>,
  chunks: Iterable<string | Buffer>,
): Promise<void> {
  const refusal = new AbortController();
  const told = query as unknown as {
    resolve: (result: unknown) => void;
    reject: (reason: unknown) => void;
  };
  const { resolve, reject } = told;
  told.resolve = (result) => {
    if (result instanceof Writable) result.on('error', () => undefined);
    resolve(result);
  };
  told.reject = (reason) => {
    reject(reason);
    refusal.abort(reason);
  };
  const sink = await query.writable();
  try {
    await pipeline(Readable.from(chunks, { objectMode: false }), sink, { signal: refusal.signal });
  } catch (error) {
    refusal.signal.throwIfAborted();
    throw error;
  }
}
