// One figure of one unit, followed back to where it came from.
import { error, redirect } from '@sveltejs/kit';
import { markOf } from '#lib/components/release-mark.ts';
import { livedPeriods } from '#lib/domain/lived-periods.ts';
import { rankedIn } from '#lib/domain/release-lookup.ts';
import { countServices, isCompared } from '#lib/domain/service-count.ts';
import { findRule } from '#lib/domain/validate/catalogue.ts';
import { m } from '#lib/paraglide/messages.js';
import { isStaff, may } from '#lib/server/access/person.ts';
import { releaseAsked } from '#lib/server/page-release.ts';
import { type Provenance, type PublishedVersion, readProvenance } from '#lib/server/provenance.ts';
import { hostOf, tellHost } from '#lib/server/sources/public-host.ts';
import type { FigureVersion, ReplyBehind, RunBehind } from '#lib/server/store/provenance.ts';
import { readUnit } from '#lib/server/store/facts.ts';
import { permanentUnitPath } from '../../../unit-address.server.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** Services of a page; the file has them all. */
const SERVICES_A_PAGE = 25;

export const load: PageServerLoad = async ({ params, url, locals }) => {
  const db = getDb();
  const unit = await readUnit(db, params.unit);
  const series = url.searchParams.get('series') ?? unit?.seriesId ?? undefined;
  const { release, periods } = await releaseAsked(url.searchParams, series);
  if (!unit) {
    const below = `/figures/${params.indicator}`;
    redirect(302, await permanentUnitPath(db, params.unit, url, release, below));
  }
  const staff = isStaff(locals.person);
  const found = await readProvenance(
    db,
    getPublished(),
    { release, unit: params.unit, indicator: params.indicator },
    { isStaff: staff },
  );
  if (!found) error(404, m.common_error_404());
  return {
    release: markOf(release),
    periods: livedPeriods(periods, unit, release.period),
    staff,
    unit: found.unit,
    indicator: found.indicator,
    row: found.row,
    ranked: rankedIn(release, found.row.groupId, found.row.measure),
    version: found.version && versionOf(found.version),
    versions: found.versions.map(versionOf),
    months: found.months.map((each) => ({ ...each, ...timesOf(each) })),
    run: found.run && runOf(found.run, staff),
    setUp: found.setUp,
    maySeeReport: may(locals.person, 'see-report', found.unit.id),
    services: servicesOf(found, url.searchParams),
    others: found.others.map((each) => ({ ...each, ...timesOf(each) })),
    findings: found.findings.map((each) => ({ ...each, words: wordsOf(each.rule) })),
  };
};

/** What a rule says; its id where no rule bears it any more. */
function wordsOf(id: string): { messageVi: string; messageEn: string } {
  const rule = findRule(id);
  return { messageVi: rule?.messageVi ?? id, messageEn: rule?.messageEn ?? id };
}

const timesOf = ({ recordedAt, supersededAt }: FigureVersion) => ({
  recordedAt: recordedAt.toISOString(),
  supersededAt: supersededAt?.toISOString() ?? null,
});

const versionOf = <Version extends PublishedVersion>(version: Version) => ({
  ...version,
  ...timesOf(version),
});

const runOf = ({ replies, decisions, ...run }: RunBehind, staff: boolean) => ({
  ...run,
  decisions: decisions.map((each) => ({ ...each, decidedAt: each.decidedAt.toISOString() })),
  slotAt: run.slotAt.toISOString(),
  asOf: run.asOf.toISOString(),
  replies: replies.map((reply) => replyOf(reply, staff)),
});

/** Where the reply came from: the whole address may hold what is not for everybody. */
const replyOf = ({ url, allow, ...reply }: ReplyBehind, staff: boolean) => ({
  ...reply,
  receivedAt: reply.receivedAt.toISOString(),
  ...(staff ? { host: hostOf(url), hostReason: null } : tellHost(url, allow)),
  scheme: URL.parse(url)?.protocol ?? null,
  url: staff ? url : null,
});

function servicesOf({ services, recounted }: Provenance, params: URLSearchParams) {
  const pages = Math.max(Math.ceil(services.length / SERVICES_A_PAGE), 1);
  const page = Math.min(Math.max(Math.trunc(Number(params.get('page'))) || 1, 1), pages);
  const from = (page - 1) * SERVICES_A_PAGE;
  return {
    total: services.length,
    counts: countServices(services),
    isCompared: isCompared(services),
    recounted,
    lines: services.slice(from, from + SERVICES_A_PAGE),
    from,
    page,
    pages,
  };
}
