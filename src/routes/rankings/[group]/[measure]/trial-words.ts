// What a trial of other weights comes to, in a sentence or two, each true of every answer. The ranking's
// load and its parts import it.
import { locale } from '#lib/components/address.ts';
import { nameOf, unitNameOf } from '#lib/components/words.ts';
import { weightShares, type Pillar, type Tried } from '#lib/domain/explain/trial.ts';
import { formatDemand, formatNumber } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TrialFault } from './trial-address.ts';
import type { ServedAnswer } from './trial-answer.ts';

type Reason = Extract<ServedAnswer, { reason: string }>['reason'];

const FAULTS = {
  'no-weight': m.trial_fault_no_weight,
  'no-choice': m.trial_fault_no_choice,
  busy: m.trial_fault_busy,
  failed: m.trial_fault_failed,
} as const satisfies Record<Reason, () => string>;

export const faultText = (reason: Reason): string => FAULTS[reason]();

/** What is wrong with an address, and what it may say instead. */
export function addressFault({ name, text, asked, known }: TrialFault): {
  message: string;
  hint: string;
} {
  if (asked === null) {
    const hint =
      known.length === 0
        ? m.trial_address_nothing()
        : m.trial_address_names({ names: known.join(', ') });
    return { message: m.trial_address_unknown({ name }), hint };
  }
  const hint =
    'words' in asked
      ? m.common_error_word_text({ name, words: asked.words.join(', ') })
      : m.trial_address_ends({ name, least: count(asked.least), most: count(asked.most) });
  return { message: m.common_error_word({ given: `${name}=${text}` }), hint };
}

interface Ranked {
  id: string;
  nameVi: string;
  nameEn: string;
  rank: number | null;
}

const count = (value: number): string => formatNumber(value, locale());

const leadersText = (leaders: readonly Ranked[]): string => {
  const [only] = leaders;
  return leaders.length === 1 && only
    ? m.ranking_head_leader({ name: unitNameOf(only) })
    : m.ranking_head_tied({ n: leaders.length });
};

/** Whose ranking this is, who leads in it, and who leads in the one that was released. */
export function trialHeadline(tried: readonly Tried[], published: readonly Ranked[]): string {
  const first = new Set<string>(tried.flatMap(({ unitId, rank }) => (rank === 1 ? [unitId] : [])));
  const own = published.filter(({ id }) => first.has(id));
  if (own.length === 0) return m.trial_headline_nobody();
  const released = published.filter(({ rank }) => rank === 1);
  const leader = leadersText(own);
  return own.length === released.length && own.every(({ rank }) => rank === 1)
    ? m.trial_headline_same({ leader })
    : m.trial_headline({ leader, released: leadersText(released) });
}

interface WeightPart {
  code: string;
  name: string;
  tried: string | null;
  published: string;
}

/** Each weight with what it comes to of the whole, tried and as published; of no weight at all it is nothing. */
export function weightParts(
  pillars: readonly Pillar[],
  weights: ReadonlyMap<string, number>,
): WeightPart[] {
  const tried = pillars.map(({ code, weight }) => weights.get(code) ?? weight);
  const shares = weightShares(tried);
  const own = weightShares(pillars.map(({ weight }) => weight));
  const text = (share: number | undefined) => formatDemand(share ?? 0, locale());
  return pillars.map((pillar, at) => ({
    code: pillar.code,
    name: nameOf(pillar),
    tried: tried.some((weight) => weight > 0) ? text(shares[at]) : null,
    published: text(own[at]),
  }));
}

/** All weights in one line; null where they come to nothing. */
export function weightsAs(parts: readonly WeightPart[]): string | null {
  const told = parts.flatMap(({ tried, ...part }) =>
    tried === null ? [] : [m.trial_weight_as({ ...part, tried })],
  );
  return told.length > 0 ? told.join('; ') : null;
}

/** How many units change their rank, who does most, and who is left without one. */
export function movedText(tried: readonly Tried[], published: readonly Ranked[]): string {
  const byId = new Map(published.map((unit) => [unit.id, unit]));
  const moves = tried.flatMap(({ unitId, rank: to }) => {
    const unit = byId.get(unitId);
    return unit?.rank == null || to === null ? [] : [{ unit, from: unit.rank, to }];
  });
  const stepsOf = ({ from, to }: (typeof moves)[number]): number => Math.abs(from - to);
  const moved = moves.filter(({ from, to }) => from !== to);
  const steps = Math.max(0, ...moved.map(stepsOf));
  const furthest = moved.filter((move) => stepsOf(move) === steps);
  const leftOut = tried.filter(({ rank }) => rank === null).length;
  const told = {
    ...{ n: count(moved.length), of: count(moves.length), steps },
    who: whoText(furthest),
  };
  // Where nobody has a rank, nobody kept one either.
  const moving = moved.length === 0 ? m.trial_moved_none() : m.trial_moved(told);
  return [
    ...(moves.length > 0 ? [moving] : []),
    ...(leftOut > 0 ? [m.trial_left_out({ n: leftOut })] : []),
  ].join(' ');
}

/** So many are named; more are counted. */
const NAMED = 2;

function whoText(moves: readonly { unit: Ranked; from: number; to: number }[]): string {
  if (moves.length > NAMED) return m.trial_moved_many({ n: count(moves.length) });
  return moves
    .map(({ unit, from, to }) => m.trial_moved_one({ name: unitNameOf(unit), from, to }))
    .join(', ');
}
