// COPY … FROM STDIN that ends whatever the server says to it, and the text that it reads. Only the stores import it.
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
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

interface Told {
  refusal: Error | null;
}

/** Hears what the server says against a COPY, also once its query is settled, and ends its stream then. */
function listenTo(query: postgres.PendingQuery<postgres.Row[]>): Told {
  const told: Told = { refusal: null };
  let sink: Writable | null = null;
  const settled = query as unknown as {
    resolve: (result: unknown) => void;
    reject: (reason: Error) => void;
  };
  const { resolve, reject } = settled;
  settled.resolve = (result) => {
    if (result instanceof Writable) sink = result.on('error', () => undefined);
    resolve(result);
  };
  settled.reject = (reason) => {
    told.refusal = reason;
    reject(reason);
    sink?.destroy(reason);
  };
  return told;
}

/** Waits until a stream takes more, or takes no more. */
const drained = (sink: Writable): Promise<void> =>
  new Promise((resolve) => {
    const goOn = (): void => {
      sink.off('drain', goOn).off('close', goOn);
      resolve();
    };
    sink.on('drain', goOn).on('close', goOn);
  });

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
 *
 * Chunks are written one by one, not through Node's `Readable.from` and `pipeline`: functions that are
 * assigned to a property, as theirs are, lie among V8's old objects from the first, and whatever they can
 * reach, here all rows of a reply, was copied there too and stayed until the next full collection.
 */
export async function copyIn(
  query: postgres.PendingQuery<postgres.Row[]>,
  chunks: Iterable<string | Buffer>,
): Promise<void> {
  const told = listenTo(query);
  const sink = await query.writable();
  try {
    for (const chunk of chunks) {
      if (sink.destroyed) break;
      if (!sink.write(chunk)) await drained(sink);
    }
    sink.end();
    await finished(sink);
  } catch (error) {
    sink.destroy(error as Error);
    throw told.refusal ?? error;
  }
}
