// One request of a source, with the headers and secrets it was registered with. Imported by the kinds
// of source that ask somebody.
import { SourceError } from '../errors.ts';
import type { Reply } from './fetch.ts';
import type { Question } from './kind.ts';
import { fillTemplate, type Tokens } from './mapping.ts';
import type { MediaKind } from './reply-type.ts';
import { fillSecrets } from './secrets.ts';
import type { Allowed, AskedSource } from './source.ts';

export interface Wish {
  source: AskedSource;
  /** Template of what is put behind the source's address. */
  path: string;
  headers: Readonly<Record<string, string>>;
  tokens: Tokens;
  accept: MediaKind;
  /** Bytes that the reply may have, unpacked: a page of JSON is one of many, a file is all there is. */
  maxBytes: number;
}

/** Where a source may be asked: what it was allowed, else its own host and port. */
function allowedOf({ address, allow }: AskedSource): readonly Allowed[] {
  if (allow.length > 0) return allow;
  const { hostname, port, protocol } = new URL(address);
  const usual = protocol === 'https:' ? 443 : 80;
  return [{ host: hostname, port: port === '' ? usual : Number(port) }];
}

/** Where a wish leads: the source's address and its path, every token percent-encoded. */
export const urlOf = ({ source, path, tokens }: Wish): string =>
  source.address.replace(/\/$/, '') + fillTemplate(path, tokens, encodeURIComponent);

function headersOf({ source, headers }: Wish, url: string): Record<string, string> {
  const { auth } = source;
  return {
    ...headers,
    ...(auth && { [auth.header]: fillSecrets(auth.value, url, process.env) }),
  };
}

/**
 * Asks for one reply and tells the question of it. Where replies are at hand nobody is asked: the one
 * of this place (from 0) is taken. One that was just heard was told of then.
 *
 * @throws SourceError as the client does; `incomplete` where no reply of this place is at hand
 */
export async function askFor(question: Question, wish: Wish, place: number): Promise<Reply> {
  const { stored, heard, onReply } = question;
  const url = urlOf(wish);
  const ready = heard?.[place];
  if (ready?.url === url) return ready;
  const reply = stored ? storedReply(stored, place) : await ask(question, wish, url);
  onReply(reply);
  return reply;
}

/**
 * Asks again where the last good run was answered, in its order, until an answer is another than then;
 * none is read. Each address followed from the answers before it, which are the same. Nobody is asked
 * where that run did not begin with this wish.
 *
 * @throws SourceError as the client does
 */
export async function retrace(question: Question, wish: Wish): Promise<Reply[]> {
  const trail = question.known?.trail ?? [];
  const replies: Reply[] = [];
  if (trail[0]?.url !== urlOf(wish)) return replies;
  for (const { url, hash } of trail) {
    const reply = await ask(question, wish, url);
    question.onReply(reply);
    replies.push(reply);
    if (reply.hash !== hash) break;
  }
  return replies;
}

function storedReply(stored: readonly Reply[], place: number): Reply {
  const reply = stored[place];
  if (reply) return reply;
  throw new SourceError('incomplete', `reply ${place + 1} of ${stored.length} was not stored`);
}

/** Asks whether the known reply still stands, where there is one; if so, it is the answer. */
async function ask({ client, signal, known }: Question, wish: Wish, url: string): Promise<Reply> {
  const reply = await client.ask({
    url,
    headers: headersOf(wish, url),
    accept: wish.accept,
    maxBytes: wish.maxBytes,
    allow: allowedOf(wish.source),
    timeoutMs: wish.source.timeoutMs,
    known: known?.validatorsOf(url) ?? null,
    signal,
  });
  if (reply.status !== 304 || !known) return reply;
  const { status, receivedAt } = reply;
  return { ...(await known.read(url)), status, receivedAt };
}
