// Every dated promise with what became of it: targets in force, promises that nothing measures here, and
// plans that press articles report; beside each what was published of it, and what releases say. Pages
// and API read through this.
import { hanoiDay } from '#lib/domain/format.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import { nationalGroups } from '#lib/domain/overview.ts';
import { answersTo, PRESS_PLANS } from '#lib/domain/promise-answers.ts';
import {
  inPromiseOrder,
  lastDayOf,
  promiseOutcome,
  type Asked,
  type Outcome,
  type Told,
} from '#lib/domain/promise-outcomes.ts';
import { rowOf, summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release, Series } from '#lib/domain/release.ts';
import { isThin } from '#lib/domain/reporting.ts';
import type { LegalBasis, NotLoadedReason, Target } from '#lib/domain/target.ts';
import type { Group, UnitId } from '#lib/domain/unit.ts';
import type { Db } from './db/client.ts';
import type { Published } from './published.ts';
import {
  readNationalFacts,
  readPressFacts,
  readTargetsNotLoaded,
  type NationalFact,
  type PressFact,
  type TargetNotLoaded,
} from './store/facts.ts';
import { readAllSeries, readGroups, readIndicators, readTargets } from './store/rules.ts';

/** What says what happened: a published figure, a press article, or a release of figures that are real. */
export type Witness = Told & { fact?: NationalFact; press?: PressFact; release?: Release };

/** What a release says of a target on the day on which it fell due, or last of one that did not yet. */
export interface Released {
  release: Release;
  /** Of the one unit or group that is meant, or of the nation; a share is a fraction. */
  value: number;
  /** Units that met it, of those it is for; null where the release is judged by another target. */
  met: number | null;
  withTarget: number | null;
}

interface Common {
  id: string;
  /** An indicator's code, or that of what is promised; a press fact's id. */
  subject: string;
  /** ISO. */
  due: string;
  state: Outcome<Witness>['state'];
  by: Witness | null;
  latest: Witness | null;
}

export interface PromisedTarget extends Common {
  origin: 'target';
  indicator: Indicator;
  target: Target;
  released: Released | null;
}

/** A promise of a document that nothing measures here. */
export interface PromisedOnly extends Common {
  origin: 'listed';
  listed: TargetNotLoaded;
}

/** What an article reports as planned. */
export interface PressPlan extends Common {
  origin: 'press';
  fact: PressFact;
  /** The day of the article, ISO. */
  said: string;
}

export type DatedPromise = PromisedTarget | PromisedOnly | PressPlan;

export interface PromiseList {
  /** The day by which everything is judged, ISO. */
  today: string;
  /** Overdue ones first. */
  dated: DatedPromise[];
  /** Promises that name no single day: nothing can be said of them by a date. */
  undated: TargetNotLoaded[];
}

interface Sources {
  facts: NationalFact[];
  today: string;
}

/** A scheme of points is no promise. */
const NO_PROMISE: NotLoadedReason = 'points-not-target';

const issuedOf = (bases: readonly LegalBasis[]): string =>
  bases.map(({ documentDate }) => documentDate).toSorted()[0] ?? '';

const witnessesOf = (
  subject: string,
  issued: string,
  { facts }: Sources,
): (Told & { fact: NationalFact })[] =>
  answersTo({ subject, issued }, facts).map(({ figure, ...told }) => ({ ...told, fact: figure }));

/**
 * Whether a target means the nation: what is said of it alone then says whether it was reached.
 *
 * @param national the groups that the nation's figures are of; none where nobody is a member yet
 */
const meansNation = ({ unitId, groupIds }: Target, national: readonly Group[]): boolean =>
  unitId === null &&
  (groupIds.length === 0 ||
    (national.length > 0 && national.every(({ id }) => groupIds.includes(id))));

/**
 * Null where the release has no figure of the one unit or group that is meant, or of the nation; or has
 * one of so few units that nothing can be said of the whole.
 */
function releasedOf(target: Target, { code }: Indicator, release: Release): Released | null {
  const { id, unitId, groupIds } = target;
  if (unitId !== null) {
    const value = rowOf(release, unitId, code)?.value ?? null;
    return value === null ? null : { release, value, met: null, withTarget: null };
  }
  const meant = meansNation(target, nationalGroups(release)) ? [null] : groupIds;
  const summary = meant.length === 1 ? summaryOf(release, code, meant[0] ?? null) : null;
  if (!summary || summary.value === null || isThin(summary)) return null;
  const judges = summary.targetId === id;
  return {
    release,
    value: summary.value,
    met: judges ? summary.met : null,
    withTarget: judges ? summary.withTarget : null,
  };
}

interface InSeries {
  /** The release of each period, oldest first. */
  releases: readonly Release[];
  national: readonly Group[];
}

function promisedTarget(
  target: Target,
  indicator: Indicator,
  { releases, national }: InSeries,
  sources: Sources,
): PromisedTarget {
  const { due, operator, value } = target;
  const told = releases.flatMap((release) => releasedOf(target, indicator, release) ?? []);
  const released =
    sources.today <= due
      ? told.at(-1)
      : told.find(({ release: { periodEnd } }) => periodEnd === due);
  // A relative demand has no number that a published figure could be held against.
  const asked = operator === 'x' ? null : { operator, value };
  const published = meansNation(target, national)
    ? witnessesOf(indicator.code, issuedOf(target.bases), sources)
    : [];
  // Made-up figures say nothing of what happened.
  const gathered = told
    .filter(({ release }) => !release.illustrative)
    .map(({ release, value: own }) => ({
      day: release.periodEnd,
      value: own,
      qualifier: '',
      release,
    }));
  const witnesses: Witness[] = asked ? [...published, ...gathered] : [];
  return {
    origin: 'target',
    id: target.id,
    subject: indicator.code,
    indicator,
    target,
    released: released ?? null,
    due,
    ...promiseOutcome({ asked, due }, witnesses, sources.today),
  };
}

/** The number that a listed promise asks; the lower end of a span, null where it names none. */
function askedOfListed({ operator, value }: TargetNotLoaded): Asked | undefined {
  const number = Number(/^[\d.]+/.exec(value)?.[0]);
  const known = (['>=', '<=', '='] as const).find((each) => each === operator);
  return known && Number.isFinite(number) ? { operator: known, value: number } : undefined;
}

function promisedOnly(listed: TargetNotLoaded, due: string, sources: Sources): PromisedOnly {
  const asked = askedOfListed(listed);
  const witnesses = asked ? witnessesOf(listed.indicator, listed.documentDate, sources) : [];
  return {
    origin: 'listed',
    id: `listed:${listed.id}`,
    subject: listed.indicator,
    listed,
    due,
    ...promiseOutcome<Witness>({ asked: asked ?? null, due }, witnesses, sources.today),
  };
}

function pressPlans(press: readonly PressFact[], today: string): PressPlan[] {
  const named = new Map(press.map((fact) => [fact.id, fact]));
  const dayOf = (fact: PressFact) =>
    lastDayOf(fact.valueUnit === 'date' ? fact.value : '') ?? lastDayOf(fact.day);
  return PRESS_PLANS.flatMap(({ fact: id, said, answer }) => {
    const fact = named.get(id);
    const due = fact && dayOf(fact);
    if (!fact || !due || said > today) return [];
    const came = answer === null ? undefined : named.get(answer);
    const day = came && dayOf(came);
    const witnesses: Witness[] = came && day ? [{ day, value: 1, qualifier: '', press: came }] : [];
    const outcome = promiseOutcome({ asked: null, due }, witnesses, today);
    const own = { origin: 'press' as const, id: `press:${id}`, subject: id };
    return [{ ...own, fact, said, due, ...outcome }];
  });
}

async function promisedTargets(
  db: Db,
  published: Published,
  sources: Sources & { asOf: Date | undefined },
): Promise<PromisedTarget[]> {
  const ofSeries = async ({ id }: Series): Promise<PromisedTarget[]> => {
    const [indicators, targets, groups, releases] = await Promise.all([
      readIndicators(db, id),
      readTargets(db, id),
      readGroups(db, id, sources.today),
      published.history(id, sources.asOf),
    ]);
    const inSeries = { releases, national: groups.filter(({ inNational }) => inNational) };
    const named = new Map(indicators.map((each) => [each.id, each]));
    const issued = targets.filter(
      ({ bases, schedule }) => !schedule && issuedOf(bases) <= sources.today,
    );
    return issued.flatMap((target) => {
      const indicator = named.get(target.indicatorId);
      return indicator ? [promisedTarget(target, indicator, inSeries, sources)] : [];
    });
  };
  // A package's targets are its owner's: they bind nobody else.
  const catalogued = (await readAllSeries(db)).filter(({ kind }) => kind !== 'package');
  return (await Promise.all(catalogued.map(ofSeries))).flat();
}

/**
 * Every promise that names a day, as a moment sees it, and those that name none.
 *
 * @param asOf the moment that the reader named: what was published and due by then is looked at. What is
 *   yet to come nobody knows: a later moment is `now`.
 */
export async function readPromises(
  db: Db,
  published: Published,
  { now, asOf }: { now: Date; asOf: Date | undefined },
): Promise<PromiseList> {
  const today = hanoiDay((asOf && asOf < now ? asOf : now).toISOString());
  const [facts, press, notLoaded] = await Promise.all([
    readNationalFacts(db),
    readPressFacts(db),
    readTargetsNotLoaded(db),
  ]);
  const sources: Sources = { facts, today };
  const listed = notLoaded.filter(
    ({ why, documentDate }) => !why.includes(NO_PROMISE) && documentDate <= today,
  );
  const onDay = listed.flatMap((each) => {
    const due = lastDayOf(each.due);
    return due === null ? [] : [promisedOnly(each, due, sources)];
  });
  return {
    today,
    dated: [
      ...(await promisedTargets(db, published, { ...sources, asOf })),
      ...onDay,
      ...pressPlans(press, today),
    ].toSorted(inPromiseOrder),
    undated: listed.filter(({ due }) => lastDayOf(due) === null),
  };
}

/** Whom a promise is for: one unit, or groups by their codes. */
export function whomOf(promise: DatedPromise): { unitId: UnitId | null; groupIds: string[] } {
  if (promise.origin === 'press') return { unitId: promise.fact.unitId, groupIds: [] };
  if (promise.origin === 'listed') {
    return { unitId: null, groupIds: promise.listed.groups.split('|') };
  }
  const { unitId, groupIds } = promise.target;
  return { unitId, groupIds };
}
