// Which national procedures would lift most units at once, were each unit to raise its services of them
// to level 4: one by one, and together. Pure; the page of procedures and its API import it.
import { compareTexts } from '../order.ts';
import type { UnitId } from '../unit.ts';
import { exceedsEligible } from './eligible.ts';

/** What one unit could raise of one procedure: services that qualify for level 4 and are below it. */
export interface Raisable {
  procedure: string;
  unit: UnitId;
  services: number;
  /** Dossiers that those services received in the period; of a source that tells by the month, in its last. */
  dossiers: number;
}

export interface ProcedureLift {
  procedure: string;
  /** Units that have a service of it to raise. */
  units: number;
  services: number;
  dossiers: number;
  /** Of those units, how many are short of the target, and how many would reach it by this alone. */
  short: number;
  reachAlone: number;
}

/** How many services each unit lacks to its target; units that lack none are not in it. */
export type Lacks = ReadonlyMap<UnitId, number>;

/** How many services each unit has to raise; units whose single services are unknown are not in it. */
export type RaisableBy = ReadonlyMap<UnitId, number>;

/** Units that lack more services to their target than they have to raise. */
export const shortOfEligible = (raisable: RaisableBy, lacks: Lacks): UnitId[] =>
  [...raisable].flatMap(([unit, services]) =>
    exceedsEligible(lacks.get(unit) ?? 0, services) ? [unit] : [],
  );

/**
 * How many of the units short of the target can be judged, as their single services are known; what
 * those lack and have to raise, how much of what they lack that would make up, and how many of them
 * would reach the target by it.
 */
export function coveredBy(
  raisable: RaisableBy,
  lacks: Lacks,
): Record<'shortKnown' | 'lackingKnown' | 'eligible' | 'coverable' | 'reaching', number> {
  let [shortKnown, lackingKnown, eligible, coverable, reaching] = [0, 0, 0, 0, 0];
  for (const [unit, lack] of lacks) {
    const services = raisable.get(unit);
    if (services === undefined) continue;
    shortKnown += 1;
    lackingKnown += lack;
    eligible += services;
    coverable += Math.min(services, lack);
    reaching += Number(services >= lack);
  }
  return { shortKnown, lackingKnown, eligible, coverable, reaching };
}

/** Every procedure with something to raise: most units first, then most dossiers. */
export function liftsOf(raisable: readonly Raisable[], lacks: Lacks): ProcedureLift[] {
  return [...Map.groupBy(raisable, ({ procedure }) => procedure)]
    .map(([procedure, own]): ProcedureLift => {
      const sum = (pick: (each: Raisable) => number): number =>
        own.reduce((total, each) => total + pick(each), 0);
      return {
        procedure,
        units: own.length,
        services: sum(({ services }) => services),
        dossiers: sum(({ dossiers }) => dossiers),
        short: sum(({ unit }) => Number(lacks.has(unit))),
        reachAlone: sum(({ unit, services }) =>
          Number(services >= (lacks.get(unit) ?? Number.POSITIVE_INFINITY)),
        ),
      };
    })
    .toSorted(
      (a, b) =>
        b.units - a.units || b.dossiers - a.dossiers || compareTexts(a.procedure, b.procedure),
    );
}

/** One more procedure of a list, raised by every unit that can, after those before it. */
export interface LiftStep {
  procedure: string;
  /** Units still short of the target that this brings nearer. */
  helped: number;
  /** Services that it takes off what those units lack. */
  services: number;
  /** Units that have reached the target by now, with those before it. */
  reached: number;
  /** What all units together still lack. */
  lacking: number;
}

/**
 * A short list of procedures to raise together, the best next one at each step: that which brings most
 * units over the line, then that which takes most off what units lack, then that with most dossiers.
 * A greedy list: each step is the best after those before it, the whole need not be the best of its
 * length. Ends where nobody lacks anything, or nothing is left that helps.
 *
 * @param most how many procedures at most
 */
export function liftTogether(
  raisable: readonly Raisable[],
  lacks: Lacks,
  most: number,
): LiftStep[] {
  const left = new Map(lacks);
  const open = Map.groupBy(
    raisable.filter(({ unit }) => lacks.has(unit)),
    ({ procedure }) => procedure,
  );
  const steps: LiftStep[] = [];
  let reached = 0;
  while (steps.length < most) {
    const best = bestOf(open, left);
    if (!best) break;
    const [procedure, { helped, services, over }] = best;
    for (const { unit, services: own } of open.get(procedure) ?? []) {
      left.set(unit, Math.max(0, (left.get(unit) ?? 0) - own));
    }
    open.delete(procedure);
    reached += over;
    const lacking = [...left.values()].reduce((sum, lack) => sum + lack, 0);
    steps.push({ procedure, helped, services, reached, lacking });
  }
  return steps;
}

interface Worth {
  /** Units that would be over the line. */
  over: number;
  services: number;
  dossiers: number;
  helped: number;
}

function worthOf(own: readonly Raisable[], left: Lacks): Worth {
  const worth: Worth = { over: 0, services: 0, dossiers: 0, helped: 0 };
  for (const { unit, services, dossiers } of own) {
    const lack = left.get(unit) ?? 0;
    if (lack === 0) continue;
    worth.over += Number(services >= lack);
    worth.services += Math.min(services, lack);
    worth.dossiers += dossiers;
    worth.helped += 1;
  }
  return worth;
}

/** The open procedure that is worth most; null where none helps anybody. */
function bestOf(
  open: ReadonlyMap<string, readonly Raisable[]>,
  left: Lacks,
): [procedure: string, worth: Worth] | null {
  let best: [string, Worth] | null = null;
  for (const [procedure, own] of open) {
    const worth = worthOf(own, left);
    if (worth.helped === 0) continue;
    if (best === null || isBetter([procedure, worth], best)) best = [procedure, worth];
  }
  return best;
}

function isBetter([code, a]: [string, Worth], [bestCode, b]: [string, Worth]): boolean {
  const more =
    a.over - b.over ||
    a.services - b.services ||
    a.dossiers - b.dossiers ||
    compareTexts(bestCode, code);
  return more > 0;
}
