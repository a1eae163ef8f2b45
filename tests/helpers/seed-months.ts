// A quarter after those of the illustrative world, of which one source tells by the month.
import { v7 as newId } from 'uuid';
import { indicatorId } from '#lib/domain/indicator.ts';
import { periodOf } from '#lib/domain/period.ts';
import { monthsOf } from '#lib/domain/roll-up.ts';
import { unitId } from '#lib/domain/unit.ts';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { recordObservations, type NewObservation } from '#lib/server/store/observations.ts';
import { publishPeriod } from '../../jobs/publish.ts';
import { publishAnyway } from './publish-anyway.ts';
import { jobContext } from './job-context.ts';

export const MONTHLY = { unit: 'p-26', period: '2022-Q1' };
/** Documents of a month; 1, 2 and 3 of them are signed. */
const DOCUMENTS = 10;

function monthly(month: string, at: number): NewObservation {
  const { start, end } = periodOf(month);
  return {
    unitId: unitId(MONTHLY.unit),
    indicatorId: indicatorId('docs_signed'),
    period: month,
    periodStart: start,
    periodEnd: end,
    value: (at + 1) / DOCUMENTS,
    numerator: at + 1,
    denominator: DOCUMENTS,
    missing: null,
    missingNote: null,
    status: 'A',
    qualifier: null,
    illustrative: true,
    sourceId: 'monthly',
    origin: 'report',
    runId: newId(),
  };
}

const RELEASED_AT = '2022-04-20T00:00:00Z';
const SUBJECT = { seriesId: 'dvc', period: MONTHLY.period };

async function recordMonths(db: Db): Promise<void> {
  const batch = monthsOf(MONTHLY.period).map(monthly);
  await inTransaction(db, (tx) => recordObservations(tx, batch, new Date('2022-04-10T00:00:00Z')));
}

/** Records three months of one unit and releases their quarter. */
export async function seedMonths(db: Db): Promise<void> {
  await recordMonths(db);
  await publishAnyway(jobContext(db, RELEASED_AT), SUBJECT);
}

/** The same, with the release held: of all units one alone has figures. */
export async function seedHeld(db: Db): Promise<void> {
  await recordMonths(db);
  await publishPeriod(jobContext(db, RELEASED_AT), SUBJECT);
}
