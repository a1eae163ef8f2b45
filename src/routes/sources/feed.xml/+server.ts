// Faults of sources as an Atom feed, in the language of the address: an entry where one begins, and
// another where it ends, so that a reader that has shown the first still shows the second.
import { inLanguage, nameOf } from '#lib/components/words.ts';
import { locale, localHref } from '#lib/components/address.ts';
import { m } from '#lib/paraglide/messages.js';
import { writeAtom, type AtomEntry } from '#lib/server/atom.ts';
import { api, otherMethods, readParameters, respond } from '#lib/server/http.ts';
import { readSite } from '#lib/server/site.ts';
import { readIncidents, type NamedIncident } from '#lib/server/store/incidents.ts';
import { getDb } from '#lib/server/web.ts';
import { endingText, incidentText } from '../source-words.ts';

const INCIDENTS = 50;

function entriesOf(incident: NamedIncident, origin: string): AtomEntry[] {
  const source = nameOf(incident);
  const unit = inLanguage(incident.unitNameVi, incident.unitNameEn);
  const mark = incident.illustrative ? ` ${m.common_illustrative()}` : '';
  const common = {
    link: origin + localHref(`/sources/${incident.sourceId}`),
    summary: `${unit}: ${incidentText(incident)}.${mark}`,
  };
  const began = {
    ...common,
    id: `urn:uuid:${incident.id}`,
    title: m.sources_feed_opened({ source }),
    updated: incident.detectedAt.toISOString(),
  };
  if (incident.closedAt === null || incident.endedBy === null) return [began];
  const ended = {
    ...common,
    id: `urn:uuid:${incident.id}#closed`,
    title: m.sources_feed_closed({ source, how: endingText(incident.endedBy) }),
    updated: incident.closedAt.toISOString(),
  };
  return [ended, began];
}

export const GET = api(async ({ request, url }) => {
  readParameters(url, []);
  const incidents = await readIncidents(getDb(), { most: INCIDENTS });
  const self = url.origin + localHref('/sources/feed.xml');
  const body = writeAtom({
    id: self,
    title: `${m.app_name()}: ${m.sources_feed()}`,
    language: locale(),
    author: readSite(process.env).publisher ?? m.app_name(),
    link: url.origin + localHref('/sources'),
    self,
    entries: incidents
      .flatMap((incident) => entriesOf(incident, url.origin))
      .toSorted((a, b) => (a.updated < b.updated ? 1 : -1)),
  });
  return respond(request, { body, contentType: 'application/atom+xml; charset=utf-8' });
});

export const fallback = otherMethods;
