// Reads one XML part of a workbook, strictly and as it comes: what is not well-formed, cut off, too
// deep or declares a document type (the way to entities that blow up or fetch files) is refused.
// Runs in the child process of sources/isolated.ts.
import { SaxesParser } from 'saxes';
import { SourceError } from '../errors.ts';

export interface XmlHandlers {
  /** Names come without their prefix: `row` also where a file writes `x:row`. */
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/** Elements within elements; a sheet has some ten. */
const MAX_DEPTH = 64;
/** Of one text or tag in UTF-16 units, far above what a cell may hold. */
const MAX_RUN = 1_000_000;

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

const refuse = (part: string, message: string): SourceError =>
  new SourceError('bad-xml', `"${part}" ${message}`);

/** Reads a part to its end. Throws a SourceError `bad-xml`, `xml-entities` or `too-large`. */
export async function readXml(
  part: string,
  chunks: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
): Promise<void> {
  const parser = new SaxesParser();
  let depth = 0;
  let seenAt = 0;
  parser.on('error', (error) => {
    throw refuse(part, `is not well-formed XML: ${error.message}`);
  });
  parser.on('doctype', () => {
    throw new SourceError('xml-entities', `"${part}" declares a document type`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    seenAt = parser.position;
    if (depth > MAX_DEPTH) throw refuse(part, `goes deeper than ${MAX_DEPTH} elements`);
    handlers.open?.(withoutPrefix(name), attributes);
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    seenAt = parser.position;
    handlers.close?.(withoutPrefix(name));
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const feed = (text: string): void => {
    // The parser would gather a document type, comment or text without end before it tells of it.
    if (depth === 0 && text.includes('<!DOCTYPE')) {
      throw new SourceError('xml-entities', `"${part}" declares a document type`);
    }
    parser.write(text);
    if (parser.position - seenAt > MAX_RUN) {
      throw new SourceError('too-large', `"${part}" holds a text longer than ${MAX_RUN}`);
    }
  };
  for await (const chunk of chunks) feed(decode(part, decoder, chunk));
  feed(decode(part, decoder, null));
  parser.close();
}

function decode(part: string, decoder: TextDecoder, chunk: Uint8Array | null): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw refuse(part, 'is not in UTF-8');
  }
}
