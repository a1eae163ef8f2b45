// Reads from a page as it was sent what its picture says. The route of the pictures imports it.
import type { CardTexts } from '#lib/charts/card.ts';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The text of a piece of our own HTML: no tags, its entities read, its spaces single. */
const textOf = (html: string): string =>
  html
    .replaceAll(/<!--.*?-->|<[^>]*>/gs, '')
    .replaceAll(/&(#39|[a-z]+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim();

const metaOf = (html: string, name: string): string => {
  const found = new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html);
  return textOf(found?.[1] ?? '');
};

/** What the picture of a page says; null where the page has no headline. */
export function cardTexts(html: string): CardTexts | null {
  const headline = textOf(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? '');
  if (headline === '') return null;
  return {
    headline,
    lead: metaOf(html, 'description'),
    release: metaOf(html, 'tiendo:release'),
    mark: metaOf(html, 'tiendo:mark'),
  };
}
