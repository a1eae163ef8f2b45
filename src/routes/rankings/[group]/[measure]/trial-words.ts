// What a trial of other weights comes to, in a sentence or two, each true of every answer. Used by
// TrialPanel.svelte alone.
import { locale } from '#lib/components/address.ts';
import { unitNameOf } from '#lib/components/words.ts';
import type { Tried } from '#lib/domain/explain/trial.ts';
import { formatNumber } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ServedAnswer } from './trial-answer.ts';

type Reason = Extract<ServedAnswer, { reason: string }>['reason'];

const FAULTS = {
  'no-weight': m.trial_fault_no_weight,
  'no-choice': m.trial_fault_no_choice,
  busy: m.trial_fault_busy,
  failed: m.trial_fault_failed,
} as const satisfies Record<Reason, () => string>;

export const faultText = (reason: Reason): string => FAULTS[reason]();

interface Ranked {
  id: string;
  nameVi: string;
  nameEn: string;
  rank: number | null;
}

const count = (value: number): string => formatNumber(value, locale());

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
  return [
    moved.length === 0
      ? m.trial_moved_none()
      : m.trial_moved({
          n: count(moved.length),
          of: count(moves.length),
          steps,
          who: whoText(furthest),
        }),
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
