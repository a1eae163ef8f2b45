// Atom feeds (RFC 4287) as text. Routes named feed.xml import it.

export interface AtomEntry {
  /** A permanent id: a URN or an address that never changes its meaning. */
  id: string;
  title: string;
  /** ISO time. */
  updated: string;
  /** Absolute address of the page about it. */
  link: string;
  /** Plain text. */
  summary: string;
}

export interface AtomFeed {
  id: string;
  title: string;
  /** Language of the texts, such as `vi`. */
  language: string;
  author: string;
  /** Absolute address of the page that the feed belongs to, and of the feed itself. */
  link: string;
  self: string;
  /** The latest first. */
  entries: readonly AtomEntry[];
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** Characters that XML 1.0 has no way to write: controls but tab and line breaks, and lone surrogates. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

/** Text that may stand between tags and in attributes, whatever it holds. */
export const escapeXml = (text: string): string =>
  text.replace(UNWRITABLE, '').replace(/[&<>"']/g, (found) => ESCAPES[found] ?? found);

/** A feed without entries bears the beginning of time, since Atom asks for a moment. */
const NEVER = '1970-01-01T00:00:00.000Z';

const entryText = ({ id, title, updated, link, summary }: AtomEntry): string => `  <entry>
    <id>${escapeXml(id)}</id>
    <title>${escapeXml(title)}</title>
    <updated>${escapeXml(updated)}</updated>
    <link href="${escapeXml(link)}"/>
    <summary>${escapeXml(summary)}</summary>
  </entry>
`;

/** The feed as a document; `updated` is that of its latest entry. */
export function writeAtom(feed: AtomFeed): string {
  const updated =
    feed.entries
      .map((entry) => entry.updated)
      .toSorted()
      .at(-1) ?? NEVER;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(feed.language)}">
  <id>${escapeXml(feed.id)}</id>
  <title>${escapeXml(feed.title)}</title>
  <updated>${escapeXml(updated)}</updated>
  <author><name>${escapeXml(feed.author)}</name></author>
  <link href="${escapeXml(feed.link)}"/>
  <link rel="self" type="application/atom+xml" href="${escapeXml(feed.self)}"/>
${feed.entries.map(entryText).join('')}</feed>
`;
}
