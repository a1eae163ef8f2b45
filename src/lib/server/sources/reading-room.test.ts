// What runs may hold between them: bounded, and nobody waits for ever.
import { beforeEach, describe, expect, it } from 'vitest';
import { createReadingRoom, type ReadingRoom } from './reading-room.ts';

const LIMITS = { ownBytes: 0, sharedBytes: 100, runBytes: 60, patienceMs: 60_000 };
const { signal } = new AbortController();

let room: ReadingRoom;
beforeEach(() => {
  room = createReadingRoom(LIMITS);
});

/** Whether it is let in without waiting for anybody. */
async function isAtOnce(held: Promise<void>): Promise<boolean> {
  let isIn = false;
  held.then(
    () => (isIn = true),
    () => undefined,
  );
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  return isIn;
}

describe('a reading room', () => {
  it('holds what all share and one run more, and lets the next in where one leaves', async () => {
    const [a, b, c, d] = [room.enter(), room.enter(), room.enter(), room.enter()];
    expect(await isAtOnce(a.hold(50, signal))).toBe(true);
    expect(await isAtOnce(b.hold(50, signal))).toBe(true);
    // The reserve, for all that it may still hold.
    expect(await isAtOnce(c.hold(20, signal))).toBe(true);
    expect(await isAtOnce(c.hold(40, signal))).toBe(true);
    const waits = d.hold(50, signal);
    expect(await isAtOnce(waits)).toBe(false);
    a.leave();
    expect(await isAtOnce(waits)).toBe(true);
  });

  it('lets runs that wait for each other end one after another', async () => {
    const places = Array.from({ length: 8 }, () => room.enter());
    const firsts = places.map((place) => place.hold(20, signal).then(() => place));
    const ended: number[] = [];
    await Promise.all(
      firsts.map(async (first, at) => {
        const place = await first;
        await place.hold(40, signal);
        ended.push(at);
        place.leave();
      }),
    );
    expect(ended).toHaveLength(8);
  });

  it('never has a run wait that needs little, however long the large ones stay', async () => {
    room = createReadingRoom({ ...LIMITS, ownBytes: 10 });
    for (let at = 0; at < 3; at += 1) await room.enter().hold(60, signal);
    const ordinary = room.enter();
    expect(await isAtOnce(ordinary.hold(6, signal))).toBe(true);
    expect(await isAtOnce(ordinary.hold(4, signal))).toBe(true);
    expect(await isAtOnce(ordinary.hold(1, signal))).toBe(false);
  });

  it('refuses a run that holds more than one may', async () => {
    const place = room.enter();
    await place.hold(60, signal);
    await expect(place.hold(1, signal)).rejects.toMatchObject({ code: 'too-large' });
  });

  it('gives up for a fault of ours where no room comes free', async () => {
    room = createReadingRoom({ ...LIMITS, patienceMs: 1 });
    for (let at = 0; at < 3; at += 1) await room.enter().hold(50, signal);
    const late = room.enter().hold(50, signal);
    await expect(late).rejects.toMatchObject({ code: 'no-room', retryable: true });
  });

  it('lets go of a run that is stopped while it waits, which then takes no room', async () => {
    const holders = Array.from({ length: 3 }, () => room.enter());
    for (const place of holders) await place.hold(50, signal);
    const stopping = new AbortController();
    const waits = room.enter().hold(50, stopping.signal);
    stopping.abort(new Error('told to stop'));
    await expect(waits).rejects.toThrow('told to stop');
    holders.forEach((place) => place.leave());
    const next = [room.enter(), room.enter(), room.enter()];
    for (const place of next) expect(await isAtOnce(place.hold(50, signal))).toBe(true);
  });
});
