// A trial of other weights as it stands in the address: `?w.use=50&w-move=40&w-scale=zscore`. The server
// and the browser read the same text, so that every trial can be linked to and works without scripts.
// Pure; the ranking's load and its parts import it.
import { choicesOf } from '#lib/domain/explain/choices.ts';
import { DRAWS } from '#lib/domain/explain/rank-interval.ts';
import { pillarsOf, type Trial } from '#lib/domain/explain/trial.ts';
import type { Weighing } from '#lib/domain/explain/weighing.ts';

export const LEAST_DRAWS = 100;
/** So that an answer of the largest index takes a second at most. */
export const MOST_DRAWS = 20_000;

/** What a reader who changes nothing tries. */
export const AS_PUBLISHED: Trial = {
  weights: new Map(),
  move: null,
  normalisation: null,
  missing: null,
  draws: DRAWS,
};

export const weightName = (code: string): string => `w.${code}`;
/** Whether a name of the address belongs to the trial. */
export const isTrialName = (name: string): boolean => /^w[.-]/.test(name);

const within = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** A number of the address; null where there is none. */
function numberIn(params: URLSearchParams, name: string): number | null {
  const text = params.get(name)?.trim() ?? '';
  const value = Number(text);
  return text === '' || !Number.isFinite(value) ? null : value;
}

/**
 * What the address asks to try, held within its ends; null where it asks nothing. What it does not know
 * is left out, never an error.
 */
export function readTrial(params: URLSearchParams, weighing: Weighing): Trial | null {
  if (![...params.keys()].some(isTrialName)) return null;
  const weights = new Map<string, number>();
  for (const { code, least, most } of pillarsOf(weighing)) {
    const weight = numberIn(params, weightName(code));
    if (weight !== null) weights.set(code, within(weight, least, most));
  }
  const movePercent = numberIn(params, 'w-move');
  const choices = choicesOf(weighing);
  const [scale, gaps] = [params.get('w-scale'), params.get('w-gaps')];
  return {
    weights,
    move: movePercent === null ? null : within(movePercent, 0, 100) / 100,
    normalisation:
      choices.find(({ normalisation }) => normalisation === scale)?.normalisation ?? null,
    missing: choices.find(({ missing }) => missing === gaps)?.missing ?? null,
    draws: within(Math.round(numberIn(params, 'w-draws') ?? DRAWS), LEAST_DRAWS, MOST_DRAWS),
  };
}

/** `params` with this trial in place of the one it held; what stays as published is left out. */
export function writeTrial(
  params: URLSearchParams,
  trial: Trial | null,
  weighing: Weighing,
): URLSearchParams {
  const written = new URLSearchParams([...params].filter(([name]) => !isTrialName(name)));
  if (trial === null) return written;
  for (const { code, weight } of pillarsOf(weighing)) {
    const own = trial.weights.get(code) ?? weight;
    if (own !== weight) written.set(weightName(code), String(own));
  }
  if (trial.move !== null) written.set('w-move', String(Math.round(trial.move * 1000) / 10));
  if (trial.normalisation !== null) written.set('w-scale', trial.normalisation);
  if (trial.missing !== null) written.set('w-gaps', trial.missing);
  if (trial.draws !== DRAWS) written.set('w-draws', String(trial.draws));
  return written;
}

/** The same for trials that ask the same. */
export const trialKey = (trial: Trial, weighing: Weighing): string =>
  writeTrial(new URLSearchParams(), trial, weighing).toString();
