// What the first page is sent of each fact: names and figures, and nothing that it does not show.
// Used by its load alone.
import { documentNames } from '#lib/components/legal-words.ts';
import type { DueDay, TargetLine, UnitRow } from '#lib/domain/overview.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';

const named = (unit: MemberUnit) => ({ id: unit.id, nameVi: unit.nameVi, nameEn: unit.nameEn });

/** A target as tables name it. */
const askedOf = ({ target, indicator }: Pick<TargetLine, 'target' | 'indicator'>) => ({
  id: target.id,
  measure: indicator.code,
  kind: indicator.measure,
  nameVi: indicator.nameVi,
  nameEn: indicator.nameEn,
  target: {
    operator: target.operator,
    value: target.value,
    baseline: target.baseline,
    due: target.due,
  },
});

/** One row of the table of targets. */
export const lineOf = ({ target, indicator, national, groups, state }: TargetLine) => ({
  ...askedOf({ target, indicator }),
  documents: documentNames(target),
  value: national?.value ?? null,
  demand: national?.demand ?? null,
  state,
  groups: groups.map(({ groupId, summary }) => ({
    groupId,
    met: summary.met,
    of: summary.withTarget,
  })),
});

export type ShownLine = ReturnType<typeof lineOf>;

/** One due day with the targets that some unit has not met. */
export const dueOf = ({ due, daysLeft, lines }: DueDay) => ({
  due,
  daysLeft,
  lines: lines.map((line) => ({
    ...askedOf(line),
    groups: line.groups,
    isSuperseded: line.isSuperseded,
  })),
});

export type ShownDue = ReturnType<typeof dueOf>;

/** A unit without a figure, with the last one known. */
export const silentOf = ({ unit, row }: UnitRow) => ({
  ...named(unit),
  missing: row.missing,
  missingNote: row.missingNote,
  /** Who was asked in vain. */
  sourceId: row.sourceId,
  periodsMissed: row.periodsMissed,
  lastKnown: row.lastKnown && { period: row.lastKnown.period, value: row.lastKnown.value },
});

export type ShownSilent = ReturnType<typeof silentOf>;

/** A unit with how much it lacks. */
export const behindOf = ({ unit, row, shortfall }: UnitRow & { shortfall: number }) => ({
  ...named(unit),
  value: row.value,
  shortfall,
});

export type ShownBehind = ReturnType<typeof behindOf>;
