// The clock jumps by an hour, summer time begins and ends, a leap day and a year's end come by.
import {
  answerRows,
  openSmallPortal,
  serviceRow,
  smallSource,
} from '../../helpers/small-portal.ts';
import type { FaultCase, FaultWorld } from '../case.ts';
import { setUpClock, type SlotRow } from '../clock.ts';

const ZONE = 'Europe/Berlin';
const HOUR_MS = 3_600_000;
const STEP_MS = HOUR_MS / 3;
const DAYS = 3;

/** When the three days begin, and by how much the clock jumps in their middle, and back later. */
const SPANS = [
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

/** What must have run: the one of each local day, and every hour that there was. */
function expected(from: number): Record<keyof typeof keyOf, Set<string>> {
  const hours = Array.from({ length: DAYS * 24 }, (_, hour) => new Date(from + hour * HOUR_MS));
  const until = new Date(from + DAYS * 24 * HOUR_MS);
  // The span is three times 24 hours; where a day has 23, the half past two of a fourth is not in it.
  const days = new Set(hours.filter((at) => at < until).map((at) => dayIn.format(at)));
  if (dayIn.format(until) !== dayIn.format(new Date(until.getTime() - 3 * HOUR_MS))) {
    days.delete([...days].length > DAYS ? ([...days].at(-1) ?? '') : '');
  }
  return {
    daily: new Set([...days].slice(0, DAYS)),
    hourly: new Set([...hours, until].map((at) => at.toISOString())),
  };
}

function compare(found: readonly SlotRow[], wanted: Set<string>, key: (at: Date) => string) {
  const ran = found.filter(({ state }) => state === 'done').map(({ slotAt }) => key(slotAt));
  const twice = ran.length - new Set(ran).size;
  const skipped = [...wanted].filter((one) => !ran.includes(one)).length;
  return { twice, skipped };
}

async function runSpan(world: FaultWorld, place: number, portalUrl: string) {
  const { from, jumpMs, name } = SPANS[place]!;
  const { db, close } = await world.openDatabase(`calendar_${place}`);
  try {
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
    const twice = daily.twice + hourly.twice;
    const skipped = daily.skipped + hourly.skipped;
    if (twice + skipped > 0) world.print(`  ${name}: ${twice} twice, ${skipped} skipped`);
    return { twice, skipped };
  } finally {
    await close();
  }
}

export const faultCase: FaultCase = {
  id: 'F15',
  title: `clock one hour off, summer time in ${ZONE}, leap day, end of a year`,
  limit: 'slots run twice 0, skipped 0',
  async run(world) {
    const portal = await openSmallPortal(answerRows([serviceRow('a')]));
    let [twice, skipped] = [0, 0];
    try {
      for (const place of SPANS.keys()) {
        const found = await runSpan(world, place, portal.url);
        twice += found.twice;
        skipped += found.skipped;
      }
    } finally {
      await portal.close();
    }
    return {
      ok: twice === 0 && skipped === 0,
      figure: `${SPANS.length} spans of ${DAYS} days: ${twice} slots twice, ${skipped} skipped`,
    };
  },
};
