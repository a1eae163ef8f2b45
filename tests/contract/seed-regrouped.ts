// Two quarters between which the list of units changes: one is founded, one is gone, one moves to another
// group, and a share is measured that nobody had measured before.
import { buildRelease } from '#lib/domain/build-release.ts';
import { periodOf } from '#lib/domain/period.ts';
import type { ReleaseContent, Rules } from '#lib/domain/release.ts';
import type { Db } from '#lib/server/db/client.ts';
import { anIndicator } from '../helpers/engine-cases.ts';
import { given, SMALL_RULES, write } from './seed.ts';

export const REGROUPED = {
  from: '2020-Q1',
  to: '2020-Q2',
  founded: 'm-btp',
  gone: 'p-48',
  moved: 'm-bhxh',
  kept: 'p-01',
  /** Measured in the second quarter alone. */
  newMeasure: 'share_l3_plus',
} as const;

const FIGURES = SMALL_RULES.units.flatMap(({ id }, at) =>
  [REGROUPED.from, REGROUPED.to].flatMap((period) => {
    const own = given(id, period, [20 + 7 * at, 100]);
    const ofNew = { ...own, indicatorId: anIndicator(REGROUPED.newMeasure).id };
    return period === REGROUPED.to ? [own, ofNew] : [own];
  }),
);

const isThere = (period: string, id: string): boolean =>
  id !== (period === REGROUPED.to ? REGROUPED.gone : REGROUPED.founded);

/** The units of a quarter, in the groups of that quarter, and what is measured in it. */
const rulesOf = (period: string): Rules => ({
  ...SMALL_RULES,
  units: SMALL_RULES.units
    .filter(({ id }) => isThere(period, id))
    .map((unit) =>
      unit.id === REGROUPED.moved && period === REGROUPED.to
        ? { ...unit, groupId: 'ministries' }
        : unit,
    ),
  indicators: [
    ...SMALL_RULES.indicators,
    ...(period === REGROUPED.to ? [anIndicator(REGROUPED.newMeasure)] : []),
  ],
});

/** Writes the two releases. */
export async function seedRegrouped(db: Db): Promise<void> {
  let previous: { id: string; content: ReleaseContent } | null = null;
  for (const [at, period] of [REGROUPED.from, REGROUPED.to].entries()) {
    const releasedOn = ['2020-04-20', '2020-07-20'][at] ?? '';
    const content: ReleaseContent = buildRelease({
      ...{ rules: rulesOf(period), period: periodOf(period), releasedOn },
      observations: FIGURES.filter(
        (each) => each.period <= period && isThere(each.period, each.unitId),
      ),
      previous: previous?.content ?? null,
    });
    const id = `01970000-0000-7000-8000-00000000003${at}`;
    await write(db, {
      ...{ id, content, at: `${releasedOn}T00:00:00Z` },
      previous: previous?.id ?? null,
    });
    previous = { id, content };
  }
}
