// Three days of looks at what is due, over an odd moment of the calendar or a clock that jumps, and which
// slots ran twice or never. The case and its slice import it.
import { smallSource } from '../helpers/small-portal.ts';
import type { Db } from '#lib/server/db/client.ts';
import { setUpClock, type SlotRow } from './clock.ts';

export const ZONE = 'Europe/Berlin';
const HOUR_MS = 3_600_000;
const STEP_MS = HOUR_MS / 3;
export const DAYS = 3;

/** When the three days begin, and by how much the clock jumps in their middle, and back later. */
export const SPANS = [
  { name: 'summer time begins', from: '2020-03-28T00:00:00+01:00', jumpMs: 0 },
  { name: 'summer time ends', from: '2020-10-24T00:00:00+02:00', jumpMs: 0 },
  { name: 'leap day', from: '2020-02-28T00:00:00+01:00', jumpMs: 0 },
  { name: 'end of a year', from: '2020-12-30T00:00:00+01:00', jumpMs: 0 },
  { name: 'an hour forward', from: '2020-06-10T00:00:00+02:00', jumpMs: HOUR_MS },
  { name: 'an hour back', from: '2020-06-10T00:00:00+02:00', jumpMs: -HOUR_MS },
];

/** The moments at which a look is taken: every twenty minutes of a clock that may jump. */
function* looks(from: number, jumpMs: number): Generator<Date> {
  const until = from + DAYS * 24 * HOUR_MS;
  const [third, twoThirds] = [from + 26 * HOUR_MS, from + 46 * HOUR_MS];
  for (let at = from; at <= until; at += STEP_MS) {
    const isOff = at >= third && at < twoThirds;
    yield new Date(isOff ? at + jumpMs : at);
  }
}

const dayIn = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, dateStyle: 'short' });
const keyOf = { daily: (at: Date) => dayIn.format(at), hourly: (at: Date) => at.toISOString() };

/** What must have run: the one of each of three local days, and every hour that there was. */
function expected(from: number): Record<keyof typeof keyOf, Set<string>> {
  const hours = Array.from({ length: DAYS * 24 + 1 }, (_, hour) => new Date(from + hour * HOUR_MS));
  return {
    daily: new Set([...new Set(hours.map(keyOf.daily))].slice(0, DAYS)),
    hourly: new Set(hours.map(keyOf.hourly)),
  };
}

function compare(found: readonly SlotRow[], wanted: Set<string>, key: (at: Date) => string) {
  const ran = found.filter(({ state }) => state === 'done').map(({ slotAt }) => key(slotAt));
  const twice = ran.length - new Set(ran).size;
  const skipped = [...wanted].filter((one) => !ran.includes(one)).length;
  return { twice, skipped };
}

export type Span = (typeof SPANS)[number];

/** Works a span off on an empty database; `portalUrl` answers whatever it is asked. */
export async function runSpan(db: Db, { from, jumpMs }: Span, portalUrl: string) {
  const start = Date.parse(from);
  const timed = { timeZone: ZONE, firstSlot: from, missedPolicy: 'all' as const };
  const clock = await setUpClock(db, [
    smallSource('daily', 'p-68', portalUrl, { ...timed, schedule: '30 2 * * *' }),
    smallSource('hourly', 'p-48', portalUrl, { ...timed, schedule: '0 * * * *' }),
  ]);
  for (const now of looks(start, jumpMs)) await clock.look(now);
  const slots = Map.groupBy(await clock.slots(), ({ sourceId }) => sourceId);
  const wanted = expected(start);
  const daily = compare(slots.get('daily') ?? [], wanted.daily, keyOf.daily);
  const hourly = compare(slots.get('hourly') ?? [], wanted.hourly, keyOf.hourly);
  return { twice: daily.twice + hourly.twice, skipped: daily.skipped + hourly.skipped };
}
