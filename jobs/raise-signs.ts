// Looks through each release once it is current and asks units about signs of formality. The scheduler
// looks once a minute, the demo after it told its history; what was looked through stands in the database.
import { formatDay, formatPeriodInText, hanoiDay } from '#lib/domain/format.ts';
import { signsIn } from '#lib/domain/explain/signs.ts';
import { rowsToCount } from '#lib/domain/explain/withdrawn.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { workingDaysAfter } from '#lib/domain/working-days.ts';
import { m } from '#lib/paraglide/messages.js';
import { may } from '#lib/server/access/person.ts';
import { readHolidays } from '#lib/server/catalogue/holidays.ts';
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { createPublished } from '#lib/server/published.ts';
import { countWithdrawn } from '#lib/server/store/gap-services.ts';
import { putMail } from '#lib/server/store/outbox.ts';
import { readPeople } from '#lib/server/store/people.ts';
import { type Found, raiseFound, readUnreadReleases } from '#lib/server/store/signs.ts';
import { CATALOGUE_FOLDER } from './load-package.ts';

/** How long a unit has before readers see what it was asked. */
export const WORKING_DAYS = 10;
/** Whoever gets a mail works in Vietnamese. */
const VI = { locale: 'vi' } as const;

export interface RaiseOptions {
  /** Scheme and host that people type; mail leads there. */
  origin: string;
  /** The moment at which a release's signs are raised; now where it is left out. */
  raisedAt?: (release: Release) => Date;
}

async function tellReporters(
  tx: Db,
  { release, raisedAt, dueOn }: Found,
  asked: ReadonlyMap<string, readonly string[]>,
  origin: string,
): Promise<void> {
  const people = asked.size === 0 ? [] : await readPeople(tx);
  const period = formatPeriodInText(release.period, 'vi');
  for (const [unit, kinds] of asked) {
    for (const person of people.filter((each) => may(each, 'answer-sign', unit))) {
      const told = { period, count: kinds.length, due: formatDay(dueOn, 'vi') };
      await putMail(
        tx,
        {
          key: `sign:${release.id}:${unit}:${person.id}`,
          to: person.email,
          subject: m.signs_mail_subject(told, VI),
          body: m.signs_mail_body({ ...told, url: `${origin}/admin/signs` }, VI),
        },
        raisedAt,
      );
    }
  }
}

/** Of units that newly meet the target for eligible services, how many of these they took out. */
async function withdrawnIn(db: Db, course: readonly Release[]): Promise<Map<UnitId, number>> {
  const [before, release] = course.slice(-2);
  const of = rowsToCount(course).flatMap(({ unitId, sourceId }) =>
    sourceId === null ? [] : [{ unitId, sourceId }],
  );
  if (!before || !release || of.length === 0) return new Map();
  const { period, periodEnd } = release;
  return countWithdrawn(db, { of, period, periodEnd, knownAt: new Date(release.knownAt) }, before);
}

/**
 * Asks units about what is found in releases that became current since the last look.
 *
 * @returns how many units were asked
 */
export async function raiseSigns(
  ctx: Pick<JobContext, 'db' | 'now' | 'log'>,
  { origin, raisedAt = ctx.now }: RaiseOptions,
): Promise<number> {
  const unread = await readUnreadReleases(ctx.db);
  if (unread.length === 0) return 0;
  const holidays = await readHolidays(CATALOGUE_FOLDER);
  const published = createPublished(ctx.db);
  let units = 0;
  for (const { releaseId, seriesId } of unread) {
    const { release, course } = await published.shown({ series: seriesId, release: releaseId });
    if (!release) continue;
    const at = raisedAt(release);
    const { id, period, illustrative } = release;
    const found = {
      release: { id, seriesId, period, illustrative },
      signs: signsIn(course, await withdrawnIn(ctx.db, course)),
      raisedAt: at,
      dueOn: workingDaysAfter(hanoiDay(at.toISOString()), WORKING_DAYS, holidays),
    };
    const asked = await inTransaction(ctx.db, async (tx) => {
      const raised = await raiseFound(tx, found);
      await tellReporters(tx, found, raised, origin);
      return raised;
    });
    units += asked.size;
    if (asked.size > 0) ctx.log.info({ seriesId, period, units: asked.size }, 'signs raised');
  }
  return units;
}
