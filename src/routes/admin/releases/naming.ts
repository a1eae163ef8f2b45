// Which units the page of held releases names: all where they are few; else those of one finding, or one
// unit alone, as the address asks. Pure; the load of the page imports it.
import type { GuardFinding } from '#lib/domain/guard.ts';
import type { UnitId } from '#lib/domain/unit.ts';

/** Units that the page names by itself. */
const MOST_NAMED = 200;

export interface Naming {
  isWhole: boolean;
  /** This unit alone, and only what names it. */
  unit: UnitId | null;
  /** The key of the finding whose units are asked for. */
  finding: string | null;
}

export function namingOf(
  params: URLSearchParams,
  waiting: readonly { findings: readonly Pick<GuardFinding, 'units'>[] }[],
): Naming {
  const named = waiting.flatMap(({ findings }) => findings.flatMap(({ units }) => units));
  return {
    isWhole: named.length <= MOST_NAMED,
    unit: named.find((id) => id === params.get('unit')) ?? null,
    finding: params.get('finding'),
  };
}

/** The units of a finding that are named. */
export function namedUnits(
  { key, units }: { key: string; units: readonly UnitId[] },
  { isWhole, unit, finding }: Naming,
): readonly UnitId[] {
  if (unit !== null) return units.filter((id) => id === unit);
  return isWhole || finding === key ? units : [];
}
