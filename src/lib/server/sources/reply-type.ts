// Whether a reply is the kind of thing that was asked for, by what it says of itself and by its first
// bytes. Only the client's own files import it.
import { failure } from './failures.ts';

/** What a kind of source can read. */
export type MediaKind = 'json' | 'csv' | 'xlsx' | 'zip';

interface Media {
  accept: string;
  contentType: RegExp;
}

const ZIP = String.raw`application\/(zip|x-zip-compressed|octet-stream)`;

/** Portals are lax about tables and files, so their types are; about JSON they need not be. */
const MEDIA: Readonly<Record<MediaKind, Media>> = {
  json: { accept: 'application/json', contentType: /^application\/([\w.+-]+\+)?json\b/i },
  csv: {
    accept: 'text/csv, text/plain;q=0.5',
    contentType:
      /^(text\/(csv|plain|comma-separated-values)|application\/(csv|vnd\.ms-excel|octet-stream))\b/i,
  },
  xlsx: {
    accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    contentType: new RegExp(
      String.raw`^(application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet|${ZIP})\b`,
      'i',
    ),
  },
  zip: { accept: 'application/zip', contentType: new RegExp(`^${ZIP}\\b`, 'i') },
};

export const acceptOf = (kind: MediaKind): string => MEDIA[kind].accept;

/** Refuses a reply by its Content-Type, before its body is read: `html`, `not-json`, `wrong-type`. */
export function refuseContentType(contentType: string, kind: MediaKind): void {
  if (MEDIA[kind].contentType.test(contentType)) return;
  // A page of maintenance or sign-in comes with status 200; the next try may meet the portal again.
  if (/^(text\/html|application\/xhtml\+xml)\b/i.test(contentType)) throw failure('html');
  const text = `answered with "${contentType.slice(0, 100)}"`;
  throw failure(kind === 'json' ? 'not-json' : 'wrong-type', { text });
}

/** How far into a reply its nature shows. */
const HEAD_BYTES = 1_024;
const HTML =
  /^(?:<!--[^]*?-->|<\?xml[^>]*>|\s)*<(!doctype\s+html|html|head|body|script|meta|title)\b/i;
const ZIP_MARK = 'PK';

/** Refuses what its first bytes give away, whatever it says of itself. */
export function refuseDisguise(body: Uint8Array, kind: MediaKind): void {
  const head = new TextDecoder('latin1').decode(body.subarray(0, HEAD_BYTES));
  if (HTML.test(head.replace(/^\u00EF\u00BB\u00BF/, ''))) throw failure('html');
  if ((kind === 'xlsx' || kind === 'zip') && !head.startsWith(ZIP_MARK))
    throw failure('wrong-type');
}
