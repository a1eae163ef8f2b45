// One source: how it stands, its runs, what was handed in, what the rules found, its incidents, and what
// it was told to do.
import { error } from '@sveltejs/kit';
import { inLanguage } from '#lib/components/words.ts';
import { findRule } from '#lib/domain/validate/catalogue.ts';
import { m } from '#lib/paraglide/messages.js';
import { may } from '#lib/server/access/person.ts';
import { MOST_RUNS, readSourcePast, type SourcePast } from '#lib/server/api/sources.ts';
import type { Db } from '#lib/server/db/client.ts';
import { hostOf } from '#lib/server/sources/public-host.ts';
import { readSourceViews, type SourceView } from '#lib/server/source-view.ts';
import { readIndicatorNames } from '#lib/server/store/source-history.ts';
import { readStandingReceipts } from '#lib/server/store/receipts.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';
import { tellIncident, tellSource } from '../told-source.ts';

const tellRuns = ({ runs }: SourcePast) =>
  runs.map(({ slotAt, at, nextAttemptAt, ...run }) => ({
    ...run,
    slotAt: slotAt.toISOString(),
    at: at.toISOString(),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
  }));

/** What was handed in, period by period; who did it is told to staff alone. */
async function readReceived(db: Db, view: SourceView, isStaff: boolean) {
  if (!view.isHandedIn) return [];
  const receipts = await readStandingReceipts(db, { id: view.id, unit: view.unitId });
  return [...receipts.values()]
    .toSorted((a, b) => (a.stands.period < b.stands.period ? 1 : -1))
    .map(({ stands: { number, period, state, receivedAt, sender }, later }) => ({
      ...{ number, period, state, receivedAt: receivedAt.toISOString() },
      sender: isStaff ? sender : null,
      later: later && { number: later.number, state: later.state },
    }));
}

async function readConfig(db: Db, id: string, isStaff: boolean) {
  const [config] = await readSources(db, [id]);
  return (
    config && {
      timeZone: config.timeZone,
      frequency: config.frequency,
      reckoning: config.reckoning,
      /** For staff alone. */
      host: isStaff ? hostOf(config.address) : null,
    }
  );
}

export const load: PageServerLoad = async ({ params, locals }) => {
  const db = getDb();
  const isStaff = may(locals.person, 'see-gathering');
  const sources = await readSourceViews(db, new Date());
  const view = sources.find(({ id }) => id === params.source);
  if (!view) error(404, m.sources_one_unknown());
  const [past, received, config, indicators] = await Promise.all([
    readSourcePast(db, view.id),
    readReceived(db, view, isStaff),
    readConfig(db, view.id, isStaff),
    readIndicatorNames(db, view.id),
  ]);
  return {
    source: tellSource(view),
    illustrative: view.illustrative,
    config: config ?? null,
    indicators,
    host: config?.host ?? past.versions[0]?.host ?? null,
    hostReason: past.versions[0]?.hostReason ?? null,
    received,
    runs: tellRuns(past),
    hasMoreRuns: past.runs.length === MOST_RUNS,
    findings: past.findings.map(({ rule, ...found }) => {
      const words = findRule(rule);
      return { ...found, rule, says: words ? inLanguage(words.messageVi, words.messageEn) : rule };
    }),
    incidents: past.incidents.map((incident) =>
      tellIncident({ ...incident, sourceId: view.id, unitId: view.unitId }),
    ),
    versions: past.versions.map(({ version, changedAt, reason, schedule, host, hostReason }) => ({
      ...{ version, changedAt: changedAt.toISOString(), reason, schedule, host, hostReason },
    })),
    isStaff,
  };
};
