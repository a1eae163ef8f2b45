// Which sources give a unit's services, and of what kind: where a report is handed in, and what a
// unit's own list is compared with. Pages of what is handed in import it.
import { hanoiDay } from '#lib/domain/format.ts';
import { openPeriods } from '#lib/domain/intake.ts';
import { periodOf, type Frequency, type Reckoning } from '#lib/domain/period.ts';
import type { Db } from '../db/client.ts';
import { nextSlot, periodOfSlot, periodsAsked } from '../sources/slots.ts';

export interface ServiceSource {
  id: string;
  unit: string;
  kind: string;
  unitNameVi: string;
  unitNameEn: string;
  nameVi: string;
  nameEn: string;
  frequency: Frequency;
  reckoning: Reckoning;
  schedule: string;
  timeZone: string;
  firstSlot: Date;
  lastSlot: Date | null;
  /** ISO day on which the unit ended; null while it is there. */
  unitEnds: string | null;
}

/**
 * Sources in use of units' services, in the order of their units' names; reports apart from those that
 * are counted.
 *
 * @param units only of these
 */
export async function readServiceSources(
  db: Db,
  wanted: { reports: boolean; units: 'all' | readonly string[] },
): Promise<ServiceSource[]> {
  const ofUnits =
    wanted.units === 'all' ? db.sql`` : db.sql`and s.unit_id = any(${[...wanted.units]}::text[])`;
  const rows = await db.sql<
    (Omit<ServiceSource, 'firstSlot' | 'lastSlot'> & {
      firstSlot: string;
      lastSlot: string | null;
    })[]
  >`
    select s.id, s.unit_id as unit, s.kind, u.name_vi as "unitNameVi", u.name_en as "unitNameEn",
      s.name_vi as "nameVi", s.name_en as "nameEn", s.frequency, s.reckoning,
      s.schedule, s.time_zone as "timeZone", s.first_slot as "firstSlot", s.last_slot as "lastSlot",
      u.valid_to::text as "unitEnds"
    from source s join unit u on u.id = s.unit_id
    where s.active and s.mapping ->> 'produces' = 'services'
      and (s.kind = 'xlsx-report') = ${wanted.reports} ${ofUnits}
    order by u.name_vi collate "vi-x-icu", s.id`;
  return rows.map((row) => ({
    ...row,
    firstSlot: new Date(row.firstSlot),
    lastSlot: row.lastSlot === null ? null : new Date(row.lastSlot),
  }));
}

const scheduledOf = ({ firstSlot, lastSlot, ...source }: ServiceSource) => ({
  ...source,
  firstSlot: firstSlot.toISOString(),
  lastSlot: lastSlot?.toISOString() ?? null,
});

const DAY_MS = 86_400_000;
const dayAfter = (day: string): string =>
  new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

/**
 * The periods that a source may be handed figures for, as of a moment: those that its slots ask
 * for. The latest first, and none that the unit did not live to see the end of.
 */
export function periodsOf(source: ServiceSource, now: Date): string[] {
  const { unitEnds } = source;
  const days = [hanoiDay(now.toISOString()), ...(unitEnds === null ? [] : [dayAfter(unitEnds)])];
  const [today = ''] = days.toSorted();
  return openPeriods({ ...source, asked: periodsAsked(scheduledOf(source)) }, today);
}

/** When what a source is asked about a period is due; null where no slot asks for it. */
export function dueAtOf(source: ServiceSource, period: string): Date | null {
  const scheduled = scheduledOf(source);
  const { end } = periodOf(period, source.reckoning);
  const at = nextSlot(scheduled, new Date(`${end}T23:59:59+07:00`));
  return at && periodOfSlot(scheduled, at) === period ? at : null;
}
