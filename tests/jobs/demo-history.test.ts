// The past of the demo in a folder that has it already, or had it from an earlier version of the demo:
// nothing is published a second time, and what is new is published as of today.
import { beforeAll, describe, expect, it } from 'vitest';
import { findReleaseId, listReleases, readRelease } from '#lib/server/store/releases.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { gatherHistory } from '../../jobs/demo-content.ts';
import { jobContext } from '../helpers/job-context.ts';
import { answerRows, openSmallPortal, serviceRow, smallSource } from '../helpers/small-portal.ts';
import { illustrativeWorld } from '../helpers/worlds.ts';

const TODAY = '2022-03-01T00:00:00.000Z';
const [UNIT, PERIOD] = ['p-33', '2019-Q3'];
const SLOT = '2019-10-15T06:00+07:00';

const world = illustrativeWorld();
const ctx = () => jobContext(world.db, TODAY);
const heads = async () => (await listReleases(world.db, 'dvc')).map(({ id }) => id);
const shareIn = async (period: string): Promise<number | null | undefined> => {
  const id = await findReleaseId(world.db, { seriesId: 'dvc', period });
  const release = id === null ? null : await readRelease(world.db, id);
  return release?.rows.find((row) => row.unitId === UNIT && row.measure === 'share_l4')?.value;
};

/** Starts a version of the demo that asks a unit, silent in one quarter, in that quarter alone. */
async function start(): Promise<void> {
  const rows = Array.from({ length: 10 }, (_, at) =>
    serviceRow(String(1001 + at), { level: at < 3 ? 4 : 2 }),
  );
  const portal = await openSmallPortal(answerRows(rows));
  try {
    const once = { firstSlot: SLOT, lastSlot: SLOT, illustrative: true };
    const sources = [smallSource('portal-33', UNIT, portal.url, once)];
    await upsertSources(world.db, sources);
    await gatherHistory(ctx(), sources, 'http://tiendo.test');
  } finally {
    await portal.close();
  }
}

describe('a folder with the whole past in it', () => {
  let before: string[];
  beforeAll(async () => {
    before = await heads();
    expect(await shareIn(PERIOD)).toBeNull();
  });

  it('takes a new source of a quarter that is long out, and publishes it as of today', async () => {
    await start();
    expect(await shareIn(PERIOD)).toBe(0.3);
    const added = (await listReleases(world.db, 'dvc')).filter(({ id }) => !before.includes(id));
    expect(added.map(({ period }) => period)).toContain(PERIOD);
    expect(new Set(added.map(({ releasedAt }) => releasedAt))).toEqual(new Set([TODAY]));
  });

  it('has nothing more to publish the next time', async () => {
    before = await heads();
    await start();
    expect(await heads()).toEqual(before);
  });
});
