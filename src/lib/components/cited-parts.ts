// A citation taken apart into words and links. Pure; components import it.

export interface CitedPart {
  text: string;
  href: string | null;
}

const ADDRESS = /https?:\/\/[^\s;]*[^\s;,.)]/g;

/**
 * Splits a citation so that each web address in it becomes a link that bears its site's name.
 *
 * @example citedParts('UN survey: https://example.org/a ; VnExpress')
 * // [{ text: 'UN survey: ', href: null }, { text: 'example.org', href: 'https://example.org/a' }, …]
 */
export function citedParts(source: string): CitedPart[] {
  const parts: CitedPart[] = [];
  let from = 0;
  for (const match of source.matchAll(ADDRESS)) {
    if (match.index > from) parts.push({ text: source.slice(from, match.index), href: null });
    parts.push({ text: siteOf(match[0]), href: match[0] });
    from = match.index + match[0].length;
  }
  if (from < source.length) parts.push({ text: source.slice(from), href: null });
  return parts;
}

const siteOf = (address: string): string => new URL(address).hostname.replace(/^www\./, '');
