// A unit's gaps as the API answers them, as JSON and as CSV. Names are part of the API and never
// change. Routes under /api/v1/units import it.
import type { Answered } from '#lib/domain/explain/gap-answer.ts';
import { cheapestMoves, type Move, type PlaceGap } from '#lib/domain/explain/place-gap.ts';
import type { Raising } from '#lib/domain/explain/raising.ts';
import type { TargetGap, TrendGap } from '#lib/domain/explain/target-gap.ts';
import { officesOf } from '#lib/domain/explain/counted-things.ts';
import { rankedIn, rowOf } from '#lib/domain/release-lookup.ts';
import type { ServiceLine } from '#lib/domain/service-count.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { type CsvCell, writeCsv } from '../csv.ts';
import type { Db } from '../db/client.ts';
import { TooLongError } from '../explain/gap-thread.ts';
import { readGap, type UnitGap } from '../explain/gap.ts';
import { ProblemError, readParameters } from '../http.ts';
import { BusyError } from '../keep-last.ts';
import { courseTo, type Published } from '../published.ts';
import { marksOf } from './release.ts';
import { requireSubject, SUBJECT_PARAMETERS, type Subject } from './subject.ts';

/** What an address asks for; `found` is null where the release has no row of the unit, as of the nation. */
export interface AskedGap extends Subject {
  found: UnitGap | null;
}

/**
 * The gaps that an address asks for: those of a subject, share_l4 where no measure is named, and of
 * `rank`, a place that is wanted.
 *
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
export async function requireGap(
  db: Db,
  published: Published,
  name: string,
  { url, request }: { url: URL; request: Request },
): Promise<AskedGap> {
  const given = readParameters(url, [...SUBJECT_PARAMETERS, 'rank']);
  const subject = await requireSubject({ db, published }, name, HEADLINE_MEASURE, given);
  const { unit, release, measure } = subject;
  const rank = given.rank === undefined ? null : requireRank(given.rank, subject);
  const course = await courseTo(published, release);
  const question = { unit: unit.id, measure, rank };
  const found = await readGap(db, course, question, request.signal).catch(refuseUnanswered);
  return { ...subject, found };
}

function refuseUnanswered(error: unknown): never {
  if (error instanceof BusyError) {
    throw new ProblemError({
      status: 503,
      code: 'too-many-gaps',
      title: 'Too many ask for such gaps',
      detail: 'Gaps on an index that is scored by the spread of its group take a while. Try again.',
      headers: { 'retry-after': '10' },
    });
  }
  if (!(error instanceof TooLongError)) throw error;
  throw new ProblemError({
    status: 503,
    code: 'gap-too-long',
    title: 'Not found in time',
    detail: 'The gap on this index takes too long to work out; ask about a part of it.',
    parameter: 'measure',
  });
}

function requireRank(text: string, { release, unit, measure }: Subject): number {
  const group = rowOf(release, unit.id, measure)?.groupId;
  const ranked = group === undefined ? Infinity : rankedIn(release, group, measure);
  const rank = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : NaN;
  if (rank <= ranked) return rank;
  throw new ProblemError({
    status: 400,
    code: 'bad-parameter',
    title: 'Bad parameter',
    detail:
      group === undefined
        ? 'rank is a whole number from 1.'
        : `rank is a whole number from 1 to ${ranked}, the places that the unit's group has.`,
    parameter: 'rank',
  });
}

const namedOf = ({ code, nameVi, office, level, received, procedure, field }: ServiceLine) => ({
  service: code,
  name: nameVi,
  office,
  level,
  dossiers: received,
  procedure,
  field,
});

/** The first so many services, those of each office summed up, and how many there are too few. */
function namesOf({ services }: UnitGap, more: number | null) {
  if (services === null || more === null) return { named: null, offices: null, tooFew: null };
  const named = services.slice(0, more);
  return {
    named: named.map(namedOf),
    offices: officesOf(named),
    tooFew: more - named.length,
  };
}

const trendJson = ({ more, denominator, perPeriod, overPeriods, periodsLeft }: TrendGap) => ({
  services: more,
  denominator,
  perPeriod,
  overPeriods,
  periodsLeft,
});

const targetJson = (unitGap: UnitGap, found: TargetGap) => ({
  services: found.more,
  fewer: found.isLess,
  due: found.target.due,
  demand: found.demand,
  state: unitGap.gap.row.targetState,
  ...told('onTrend', found.onTrend, trendJson),
  retiring: found.retired,
  // Services are named to be raised, never to be lowered.
  ...namesOf(unitGap, found.isLess ? null : found.more),
});

/** Units by id, as the release names them. */
function unitsJson({ release }: UnitGap, ids: readonly UnitId[]) {
  return ids.flatMap((id) => {
    const found = release.rules.units.find((unit) => unit.id === id);
    if (!found) return [];
    return [{ unit: found.code, unitId: id, name: { vi: found.nameVi, en: found.nameEn } }];
  });
}

const moveJson = (
  { indicator, path, thing, room, sharesServices, standing, moving, movingRoom }: Move,
  isCheapest: boolean,
) => ({
  indicator: indicator.code,
  name: { vi: indicator.nameVi, en: indicator.nameEn },
  path: path.map(({ code, nameVi, nameEn }) => ({ node: code, name: { vi: nameVi, en: nameEn } })),
  counted: thing,
  room,
  services: standing,
  moving,
  movingRoom,
  cheapestOfPillar: isCheapest,
  sharesServices,
});

/** Services raised one after another, with all that is counted from services counted anew. */
const raisingJson = ({ indicators, order, standing, moving }: Raising) => ({
  services: standing,
  moving,
  candidates: order.length,
  indicators: indicators.map(({ code }) => code),
  named: order.slice(0, standing ?? 0).map(namedOf),
  offices: officesOf(order.slice(0, standing ?? 0)),
});

function placeJson(unitGap: UnitGap, { rank, holders, heldRank, next, moves, raising }: PlaceGap) {
  const only = unitGap.gap.thing === null ? null : moves[0];
  const services = only?.standing ?? null;
  const cheapest = cheapestMoves(moves);
  const [unit = null, ...level] = unitsJson(unitGap, holders);
  const [nextUnit = null] = unitsJson(unitGap, next.holders);
  return {
    services,
    rank,
    unit,
    level,
    heldRank,
    moving: {
      services: only?.moving ?? null,
      period: next.period,
      unit: nextUnit,
      heldRank: next.heldRank,
    },
    ...namesOf(unitGap, services),
    moves: only ? null : moves.map((move) => moveJson(move, cheapest.has(move))),
    ...told('raising', raising, raisingJson),
  };
}

/** `{ key: answer, keyReason }`: one of the two is null. */
const told = <K extends string, A, J>(
  key: K,
  answered: Answered<A, string>,
  json: (answer: A) => J,
) =>
  ({
    [key]: answered.answer && json(answered.answer),
    [`${key}Reason`]: answered.reason,
  }) as Record<K, J | null> & Record<`${K}Reason`, string | null>;

/** Why nothing is told of a unit that the release does not list. */
const ABSENT = 'not-in-release';
const NOTHING = {
  ...{ group: null, value: null, numerator: null, denominator: null, score: null },
  ...{ reason: ABSENT, rank: null, ranked: 0, counted: null, pace: null },
  ...{ candidates: null, namedReason: ABSENT },
  ...{ toTarget: null, toTargetReason: ABSENT },
  ...{ toNextRank: null, toNextRankReason: ABSENT },
  ...{ toRank: null, toRankReason: ABSENT },
};

/** The answer as JSON. */
export const gapJson = ({ release, unit, measure, found }: AskedGap) => ({
  release: marksOf(release),
  unit: found?.unit.code ?? null,
  unitId: unit.id,
  name: { vi: unit.nameVi, en: unit.nameEn },
  measure,
  period: release.period,
  ...(found ? foundJson(found) : NOTHING),
});

function foundJson(unitGap: UnitGap) {
  const { gap, services, namelessReason } = unitGap;
  const { row, pace } = gap;
  const place = (answer: PlaceGap) => placeJson(unitGap, answer);
  return {
    group: row.groupId,
    value: row.value,
    numerator: row.numerator,
    denominator: row.denominator,
    score: row.score,
    reason: row.missing,
    rank: row.rank,
    ranked: gap.ranked,
    counted: gap.thing,
    pace,
    candidates: services?.length ?? null,
    namedReason: namelessReason,
    ...told('toTarget', gap.toTarget, (answer) => targetJson(unitGap, answer)),
    ...told('toNextRank', gap.toNextRank, place),
    ...told('toRank', gap.toRank ?? { answer: null, reason: 'not-asked' }, place),
  };
}

export const GAP_COLUMNS =
  'illustrative release period unit measure place service name procedure office field level ' +
  'dossiers to_target to_next_rank to_rank';

/**
 * Every service that would add one, in the order in which to raise them, and whether it is among those
 * that reach the target, the next place and the place asked for; a header alone where none is named.
 */
export function gapCsv({ release, found, measure }: AskedGap): string {
  const toTarget = found?.gap.toTarget.answer;
  const needed = [
    toTarget?.isLess ? null : toTarget?.more,
    found?.gap.toNextRank.answer?.moves[0]?.standing,
    found?.gap.toRank?.answer?.moves[0]?.standing,
  ];
  const lines = (found?.services ?? []).map((line, at): CsvCell[] => [
    release.illustrative,
    release.id,
    release.period,
    found?.unit.code ?? null,
    measure,
    at + 1,
    line.code,
    line.nameVi,
    line.procedure,
    line.office,
    line.field,
    line.level,
    line.received,
    ...needed.map((more) => (more == null ? null : at < more)),
  ]);
  return writeCsv(GAP_COLUMNS.split(' '), lines, { mark: true });
}

/** `tiendo-gap-p-26-share_l4-2020-Q1-1-minh-hoa.csv`: made-up figures say so in their name. */
export const gapFileName = ({ release, unit, measure }: AskedGap): string =>
  `tiendo-gap-${unit.id}-${measure.replace(':', '-')}-${release.period}-${release.number}` +
  `${release.illustrative ? '-minh-hoa' : ''}.csv`;
