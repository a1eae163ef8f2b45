// A trial of other weights as it stands in the address: `?w.use=50&w-move=40&w-scale=zscore`. The server
// and the browser read the same text, so that every trial can be linked to and works without scripts.
// Pure; the ranking's load and its parts import it.
import { asksTrial, isTrialName } from '#lib/components/release-mark.ts';
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

/** A value that an address may give: a number between two ends, or one of some words. */
type Asked = { least: number; most: number } | { words: readonly string[] };

/** What may be tried, by its name in the address. */
function askedOf(weighing: Weighing): Map<string, Asked> {
  const choices = choicesOf(weighing);
  return new Map<string, Asked>([
    ...pillarsOf(weighing).map((pillar) => [weightName(pillar.code), pillar] as const),
    ['w-move', { least: 0, most: 100 }],
    ['w-scale', { words: [...new Set(choices.map(({ normalisation }) => normalisation))] }],
    ['w-gaps', { words: [...new Set(choices.map(({ missing }) => missing))] }],
    ['w-draws', { least: LEAST_DRAWS, most: MOST_DRAWS }],
  ]);
}

const fits = (text: string, asked: Asked): boolean =>
  'words' in asked
    ? asked.words.includes(text)
    : Number(text) >= asked.least && Number(text) <= asked.most;

/** What an address says of a trial that cannot be meant. */
export interface TrialFault {
  name: string;
  text: string;
  /** What it may be; null where there is no such name. */
  asked: Asked | null;
  /** Every name that there is. */
  known: string[];
}

/** The first that is wrong; null where all can be tried. A field that was left empty asks nothing. */
export function faultIn(params: URLSearchParams, weighing: Weighing | null): TrialFault | null {
  const known = weighing ? askedOf(weighing) : new Map<string, Asked>();
  for (const [name, value] of params) {
    if (!isTrialName(name)) continue;
    const [asked, text] = [known.get(name) ?? null, value.trim()];
    if (asked && (text === '' || fits(text, asked))) continue;
    return { name, text, asked, known: [...known.keys()] };
  }
  return null;
}

/** A number of the address; null where there is none. */
function numberIn(params: URLSearchParams, name: string): number | null {
  const text = params.get(name)?.trim() ?? '';
  return text === '' ? null : Number(text);
}

/** What an address without fault asks to try; null where it asks nothing. */
export function readTrial(params: URLSearchParams, weighing: Weighing): Trial | null {
  if (!asksTrial(params)) return null;
  const weights = new Map<string, number>();
  for (const { code } of pillarsOf(weighing)) {
    const weight = numberIn(params, weightName(code));
    if (weight !== null) weights.set(code, weight);
  }
  const movePercent = numberIn(params, 'w-move');
  const choices = choicesOf(weighing);
  const [scale, gaps] = [params.get('w-scale'), params.get('w-gaps')];
  return {
    weights,
    move: movePercent === null ? null : movePercent / 100,
    normalisation:
      choices.find(({ normalisation }) => normalisation === scale)?.normalisation ?? null,
    missing: choices.find(({ missing }) => missing === gaps)?.missing ?? null,
    draws: Math.round(numberIn(params, 'w-draws') ?? DRAWS),
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
