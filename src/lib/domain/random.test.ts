import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

const take = (count: number, seed: number): number[] =>
  Array.from({ length: count }, createRandom(seed));

describe('the generator', () => {
  it('gives the same numbers for a seed, and others for another', () => {
    expect(take(20, 7)).toEqual(take(20, 7));
    expect(take(20, 7)).not.toEqual(take(20, 8));
  });

  it('is xoshiro128**: from the state (1, 2, 3, 4) the reference gives 11520, 0, 5927040', () => {
    // The seed cannot give this state, so that the step itself is written out here once.
    const words = new Uint32Array([1, 2, 3, 4]);
    const drawn = Array.from({ length: 3 }, () => referenceStep(words));
    expect(drawn).toEqual([11_520, 0, 5_927_040]);
    const state = stateOf(12_345);
    const expected = Array.from({ length: 50 }, () => referenceStep(state) / 2 ** 32);
    expect(take(50, 12_345)).toEqual(expected);
  });

  it('spreads evenly over 0 to 1', () => {
    const counts = new Array<number>(10).fill(0);
    for (const value of take(100_000, 1)) {
      const bin = Math.floor(value * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});

/** The step as the authors' C code has it. */
function referenceStep(s: Uint32Array): number {
  const big = [...s].map(BigInt);
  const [s0 = 0n, s1 = 0n, s2 = 0n, s3 = 0n] = big;
  const word = (value: bigint): bigint => BigInt.asUintN(32, value);
  const rotl = (value: bigint, by: bigint): bigint => word((value << by) | (value >> (32n - by)));
  const drawn = word(rotl(word(s1 * 5n), 7n) * 9n);
  const n2 = s2 ^ s0;
  const n3 = s3 ^ s1;
  s[1] = Number(s1 ^ n2);
  s[0] = Number(s0 ^ n3);
  s[2] = Number(n2 ^ word(s1 << 9n));
  s[3] = Number(rotl(n3, 11n));
  return Number(drawn);
}

/** The state that a seed is spread to: MurmurHash3's finaliser over steps of the golden ratio. */
function stateOf(seed: number): Uint32Array {
  const word = (value: bigint): bigint => BigInt.asUintN(32, value);
  return Uint32Array.from([1n, 2n, 3n, 4n], (at) => {
    let z = word(BigInt(seed) + 0x9e3779b9n * at);
    z = word((z ^ (z >> 16n)) * 0x85ebca6bn);
    z = word((z ^ (z >> 13n)) * 0xc2b2ae35n);
    return Number(z ^ (z >> 16n));
  });
}
