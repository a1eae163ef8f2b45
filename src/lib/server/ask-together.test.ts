import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { askTogether } from './ask-together.ts';

/** A question that is answered, with its number, when the test says so. */
function slowQuestion() {
  const doors: PromiseWithResolvers<number>[] = [];
  const ask = askTogether(() => {
    const door = Promise.withResolvers<number>();
    doors.push(door);
    return door.promise;
  });
  return { ask, doors };
}
/** All that is due now has happened, and what that put off. */
async function settled(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

describe('askTogether', () => {
  it('asks once for all who come before the question goes out', async () => {
    const { ask, doors } = slowQuestion();
    const both = Promise.all([ask(), ask()]);
    await settled();
    expect(doors).toHaveLength(1);
    doors[0]!.resolve(1);
    expect(await both).toEqual([1, 1]);
  });

  it('never tells what was read before one asked', async () => {
    const { ask, doors } = slowQuestion();
    const early = ask();
    await settled();
    const late = [ask(), ask()];
    await settled();
    expect(doors).toHaveLength(1);
    doors[0]!.resolve(1);
    expect(await early).toBe(1);
    await settled();
    expect(doors).toHaveLength(2);
    doors[1]!.resolve(2);
    expect(await Promise.all(late)).toEqual([2, 2]);
  });

  it('asks again after a question that failed', async () => {
    const { ask, doors } = slowQuestion();
    const early = ask();
    await settled();
    const late = ask();
    doors[0]!.reject(new Error('away'));
    await expect(early).rejects.toThrow('away');
    await settled();
    doors[1]!.resolve(2);
    expect(await late).toBe(2);
  });
});
