import { describe, expect, it } from 'vitest';
import { createPushGate, createPushLane, PUSH_LIMITS } from './limits.ts';

const few = { perMinute: 2, bytesPerHour: 1_000, atOnce: 1 };

describe('what one token sends', () => {
  it('is refused after too many bytes within an hour, these included, and nobody else is', async () => {
    const lane = createPushLane(few);
    expect(await lane.countBytes('a', 600)).toBeNull();
    expect(await lane.countBytes('a', 600)).toBeGreaterThan(3_500);
    expect(await lane.countBytes('b', 600)).toBeNull();
  });

  it('is taken in however much the token has tried', async () => {
    const { pushes, checks } = createPushGate();
    const tried = PUSH_LIMITS.checkBytesPerHour;
    expect(await checks.countBytes('a', tried)).toBeNull();
    expect(await checks.countBytes('a', 1)).not.toBeNull();
    expect(await pushes.countBytes('a', PUSH_LIMITS.bytesPerHour)).toBeNull();
  });

  it('waits its turn behind what the same token sent, and behind nobody else', async () => {
    const lane = createPushLane(few);
    const first = Promise.withResolvers<string>();
    const order: string[] = [];
    const work = (name: string) => () => Promise.resolve(void order.push(name));
    const begun = lane.inTurn('a', () => first.promise);
    const second = lane.inTurn('a', work('a again'));
    await lane.inTurn('b', work('b'));
    expect(order).toEqual(['b']);
    first.resolve('done');
    await Promise.all([begun, second]);
    expect(order).toEqual(['b', 'a again']);
  });
});
