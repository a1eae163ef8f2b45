// What the feed of figures told otherwise must hold: an entry for each release that tells any so, the latest
// first, with the sentence of the page, when it came out, and where the page tells of it.
import { editionLine, type Again } from './released-again.ts';
import { plain, textFaults, type Language } from './text.ts';

const SUMMARY = { vi: /minh họa/, en: /illustrat/i };

/** What is wrong with the feed. */
export function feedFaults(feed: string, agains: readonly Again[], language: Language): string[] {
  const wanted = agains
    .filter(({ changes }) => changes.length > 0)
    .toSorted((a, b) => b.after.releasedAt.localeCompare(a.after.releasedAt));
  const [head = '', ...entries] = feed.split('<entry>');
  const partOf = (text: string | undefined, name: string) =>
    plain(new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(text ?? '')?.[1] ?? '');
  const first = wanted[0]?.after.releasedAt ?? '';
  // Of several that came out at once any may stand before the other.
  const entryOf = ({ after }: Again) =>
    entries.find((entry) => partOf(entry, 'id') === `urn:uuid:${after.id}`);
  const times = entries.map((entry) => Date.parse(partOf(entry, 'updated')));
  const isOrdered = times.every((time, at) => at === 0 || time <= (times[at - 1] ?? NaN));
  return [
    ...(entries.length === wanted.length ? [] : [`${entries.length} of ${wanted.length} entries`]),
    ...(Date.parse(partOf(head, 'updated')) === Date.parse(first) ? [] : ['another time']),
    ...(isOrdered ? [] : ['the latest does not stand first']),
    ...wanted.flatMap((again) => {
      const { id, period, releasedAt } = again.after;
      const entry = entryOf(again);
      const link = new URL(/<link href="([^"]*)"/.exec(entry ?? '')?.[1] ?? 'none:');
      const path = `${language === 'en' ? '/en' : ''}/corrections?period=${period}`;
      return [
        ...textFaults(partOf(entry, 'title'), [editionLine(again, language)], language),
        ...(Date.parse(partOf(entry, 'updated')) === Date.parse(releasedAt)
          ? []
          : [`${id} came out at another time`]),
        ...(link.pathname + link.search === path ? [] : [`${id} leads to ${link.href}`]),
        ...(SUMMARY[language].test(partOf(entry, 'summary')) ? [] : [`${id} is not illustrative`]),
      ];
    }),
  ];
}
