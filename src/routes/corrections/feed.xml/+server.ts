// Corrections as an Atom feed: an entry for each release that states figures otherwise than the one
// that it replaced, in the language of the address.
import { locale, localHref } from '#lib/components/address.ts';
import { m } from '#lib/paraglide/messages.js';
import { writeAtom, type AtomEntry } from '#lib/server/atom.ts';
import { readEditions, type EditionChanges } from '#lib/server/corrections.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { readSite } from '#lib/server/site.ts';
import { getPublished } from '#lib/server/web.ts';
import { editionText } from '../edition-words.ts';

const ENTRIES = 50;

function entryOf({ before, after, corrections }: EditionChanges, origin: string): AtomEntry {
  const late = corrections.filter(({ kind }) => kind === 'late').length;
  return {
    id: `urn:uuid:${after.id}`,
    title: editionText({
      ...{ period: after.period, is: after, was: before },
      ...{ revised: corrections.length - late, late },
    }),
    updated: after.releasedAt,
    link: origin + localHref('/corrections', { period: after.period }),
    summary: after.illustrative ? m.common_illustrative() : m.corrections_lead(),
  };
}

export const GET = api(async ({ request, url }) => {
  const editions = (await readEditions(getPublished()))
    .filter(({ corrections }) => corrections.length > 0)
    .slice(0, ENTRIES);
  const link = url.origin + localHref('/corrections');
  const self = url.origin + localHref('/corrections/feed.xml');
  const body = writeAtom({
    id: self,
    title: `${m.app_name()}: ${m.corrections_title()}`,
    language: locale(),
    author: readSite(process.env).publisher ?? m.app_name(),
    link,
    self,
    entries: editions.map((edition) => entryOf(edition, url.origin)),
  });
  return respond(request, { body, contentType: 'application/atom+xml; charset=utf-8' });
});

export const fallback = otherMethods;
