// The first quarters of a series: asked in vain, then heard of by some before any target was in force, then
// under one without a change, then after a quarter that nobody published.
import { buildRelease } from '#lib/domain/build-release.ts';
import type { Observation } from '#lib/domain/observation.ts';
import { periodOf } from '#lib/domain/period.ts';
import type { ReleaseContent } from '#lib/domain/release.ts';
import type { Db } from '#lib/server/db/client.ts';
import { given, SMALL_RULES, write } from './seed.ts';

/** By what each says first. */
export const EARLY = {
  unheard: '2018-Q3',
  untargeted: '2018-Q4',
  unchanged: '2019-Q1',
  afterGap: '2019-Q3',
} as const;

export const EARLY_PERIODS: string[] = Object.values(EARLY);

/** A ministry, a province and an agency are asked by nobody. */
const COUNTS: [unit: string, counts: [number, number]][] = [
  ['m-bnv', [30, 100]],
  ['p-01', [119, 400]],
  ['p-48', [20, 500]],
];

const FIGURES: Observation[] = EARLY_PERIODS.flatMap((period) =>
  COUNTS.map(([unit, counts]) => given(unit, period, period === EARLY.unheard ? null : counts)),
);

/** Writes the four releases, each out on the first day after its quarter. */
export async function seedEarly(db: Db): Promise<void> {
  let previous: { id: string; content: ReleaseContent } | null = null;
  for (const [at, period] of EARLY_PERIODS.entries()) {
    const releasedOn = ['2018-10-01', '2019-01-01', '2019-04-01', '2019-10-01'][at] ?? '';
    const content = buildRelease({
      ...{ rules: SMALL_RULES, period: periodOf(period), releasedOn },
      observations: FIGURES.filter((each) => each.period <= period),
      // Nothing stands right before the last.
      previous: period === EARLY.afterGap ? null : (previous?.content ?? null),
    });
    const id = `01970000-0000-7000-8000-00000000001${at}`;
    const before = period === EARLY.afterGap ? null : (previous?.id ?? null);
    await write(db, { id, content, at: `${releasedOn}T03:00:00Z`, previous: before });
    previous = { id, content };
  }
}
