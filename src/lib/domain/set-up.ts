// How a source was set up when a figure was gathered from it, and what has changed of that. Pure; the
// server and the pages of a figure's origin import it.
import { differences } from './differences.ts';

/** `address` where it is asked · `reading` how its answer is read · `other` schedule, limits, names. */
export const SET_UP_PARTS = ['address', 'reading', 'other'] as const;
export type SetUpPart = (typeof SET_UP_PARTS)[number];

/** A version of how a source is set up. */
export interface SetUp {
  version: number;
  /** In force since then. */
  since: Date;
  /** What is otherwise than in the version before; empty for the first. */
  changed: readonly SetUpPart[];
}

const PART_OF: Readonly<Record<string, SetUpPart>> = {
  address: 'address',
  kind: 'reading',
  mapping: 'reading',
};

/** Which parts of two configurations differ, in the order of `SET_UP_PARTS`. */
export function changedParts(before: unknown, after: unknown): SetUpPart[] {
  const found = new Set(
    differences(before, after).map(({ path }) => PART_OF[path.split('.')[0] ?? ''] ?? 'other'),
  );
  return SET_UP_PARTS.filter((part) => found.has(part));
}

/** Changes between two versions of a set-up. */
export interface SetUpChange {
  /** The version that they led to, and since when it is in force. */
  version: number;
  since: Date;
  changed: SetUpPart[];
}

/**
 * What changed after one version up to another; null where nothing did, or where one is not known.
 *
 * @param setUps of one source, the earliest first
 * @param to the last one that counts; left out: the one in force now
 */
export function changesBetween(
  setUps: readonly SetUp[],
  from: number | null,
  to: number | null = setUps.at(-1)?.version ?? null,
): SetUpChange | null {
  if (from === null || to === null) return null;
  const steps = setUps.filter(({ version }) => version > from && version <= to);
  const last = steps.at(-1);
  if (!last) return null;
  const changed = SET_UP_PARTS.filter((part) => steps.some((step) => step.changed.includes(part)));
  return { version: last.version, since: last.since, changed };
}
