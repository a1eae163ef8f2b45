// The services of a unit in a release, narrowed and ordered as the address asks, a page at a time, with
// what raising some of them would come to.
import { redirect } from '@sveltejs/kit';
import { markOf } from '#lib/components/release-mark.ts';
import { asksMoment } from '#lib/components/unreleased-words.ts';
import { type Plan, plannedOf, planKey, raisedBy } from '#lib/domain/explain/plan.ts';
import { outcomeOf } from '#lib/domain/explain/plan-outcome.ts';
import { livedPeriods } from '#lib/domain/lived-periods.ts';
import { rowOf, summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { countServices, type ServiceLine } from '#lib/domain/service-count.ts';
import {
  narrowServices,
  orderServices,
  type PlacedService,
  tallyServices,
} from '#lib/domain/service-list.ts';
import { NATION, type MemberUnit } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { readGap } from '#lib/server/explain/gap.ts';
import { planAsked, readPlaced, type UnitPlan } from '#lib/server/explain/plan.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import { pageOf } from '#lib/server/page-asked.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { readSourceNames } from '#lib/server/store/source-state.ts';
import { getDb } from '#lib/server/web.ts';
import { permanentUnitPath } from '../../unit-address.server.ts';
import { pickUnit } from '../relatives.ts';
import type { PageServerLoad } from './$types';
import { readView, type ServicesView } from './services-address.ts';

/** Services of one page. */
const A_PAGE = 50;
/** A plan is printed and kept whole. */
const A_PLAN = 2000;

/** What of a service the table shows. */
const lineOf = (service: PlacedService) => ({
  code: service.code,
  nameVi: service.nameVi,
  procedure: service.procedure,
  field: service.field,
  office: service.office,
  level: service.level,
  eligible: service.eligible,
  received: service.received,
  filedOnline: service.filedOnline,
  place: service.place,
});

function listOf(
  services: readonly PlacedService[],
  { filter, sort, isOfPlan }: ServicesView,
  params: URLSearchParams,
  plan: Plan | null,
) {
  const listed = isOfPlan && plan ? plannedOf(services, plan) : services;
  const found = orderServices(narrowServices(listed, filter), sort.by, sort.isDescending);
  const { items, ...at } = pageOf(found, isOfPlan && plan ? A_PLAN : A_PAGE, params);
  return { found: found.length, ...at, lines: items.map(lineOf) };
}

const talliesOf = (services: readonly PlacedService[]) => ({
  levels: tallyServices(services, ({ level }) => String(level)).toSorted((a, b) =>
    b.name.localeCompare(a.name),
  ),
  fields: tallyServices(services, ({ field }) => field),
  offices: tallyServices(services, ({ office }) => office),
});

function totalsOf(services: readonly ServiceLine[]) {
  const {
    services: all,
    level1,
    level2,
    level3,
    level4,
    received,
    filedOnline,
  } = countServices(services);
  return { all, level1, level2, level3, level4, received, filedOnline };
}

/** What the panel of plans works with, and the names of its group; null where nothing can be tried. */
function planView(release: Release, { world, most, ignored, asked }: UnitPlan) {
  const { answer } = world;
  if (!answer) return null;
  const rivals = asked?.plan.rivals ?? 'still';
  const nameOf = ({ id, nameVi, nameEn }: MemberUnit) => [id, { nameVi, nameEn }] as const;
  const mates = release.rules.units.filter(({ groupId }) => groupId === answer.groupId);
  return {
    world: answer,
    most,
    ignored,
    names: Object.fromEntries(mates.map(nameOf)),
    served: {
      key: asked ? planKey(asked.plan) : '',
      base: outcomeOf(answer, 0, rivals),
      outcome: asked && raisedBy(asked.plan) > 0 ? asked.outcome : null,
    },
  };
}

export const load: PageServerLoad = async ({ params, url }) => {
  const db = getDb();
  const [{ release, course, periods }, units] = await Promise.all([
    releaseIfAny(url.searchParams),
    readUnits(db),
  ]);
  const unit = units.find(({ id }) => id === params.unit && id !== NATION);
  if (!unit) redirect(302, await permanentUnitPath(db, params.unit, url, release, '/services'));
  const member = release?.rules.units.find(({ id }) => id === unit.id) ?? null;
  const top = {
    unit: pickUnit(unit),
    release: release && markOf(release),
    periods: livedPeriods(periods, unit, release?.period ?? null),
    reporting: release && summaryOf(release, HEADLINE_MEASURE, null),
    asked: url.searchParams.get('period'),
    isThen: asksMoment(url.searchParams),
  };
  const view = readView(url.searchParams);
  const nothing = { row: null, own: null, target: null, next: null, source: null, plan: null };
  if (!release || !member) return { ...top, view, ...nothing };
  const question = { unit: unit.id, measure: HEADLINE_MEASURE, rank: null };
  const [services, gap] = await Promise.all([
    readPlaced(db, release, member),
    readGap(db, course, question),
  ]);
  const row = rowOf(release, member.id, HEADLINE_MEASURE);
  const sources = await readSourceNames(db, row?.sourceId ? [row.sourceId] : []);
  const place = gap?.gap.toNextRank.answer ?? null;
  const planned = planAsked(course, member, services, url.searchParams);
  const plan = planned.asked?.plan ?? null;
  return {
    ...top,
    view: { ...view, isOfPlan: view.isOfPlan && plan !== null },
    row: row && {
      value: row.value,
      rank: row.rank,
      missing: row.missing,
      missingNote: row.missingNote,
    },
    own: services && {
      totals: totalsOf(services),
      tallies: talliesOf(services),
      toRaise: services.filter((service) => service.place !== null).length,
      ...listOf(services, view, url.searchParams, plan),
    },
    target: gap && {
      state: gap.gap.row.targetState,
      demand: gap.gap.row.demand,
      isLess: gap.gap.toTarget.answer?.isLess ?? false,
      more: gap.gap.toTarget.answer?.more ?? null,
    },
    next: place && { rank: place.rank, more: place.moves[0]?.standing ?? null },
    source: sources.get(row?.sourceId ?? '') ?? null,
    plan: planView(release, planned),
  };
};
