// From the bytes of a reply to JSON. Imported by the kinds of source that read JSON.
import { SourceError } from '../errors.ts';
import type { Reply } from './fetch.ts';

/**
 * The JSON of a reply.
 *
 * @throws SourceError `bad-json`, of which another try may bring the whole
 */
export function readJson({ body }: Pick<Reply, 'body'>): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch (cause) {
    throw new SourceError('bad-json', 'the reply is not whole JSON in UTF-8', {
      retryable: true,
      cause,
    });
  }
}
