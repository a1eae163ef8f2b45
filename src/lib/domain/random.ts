// Our own small generator of numbers that look random and are the same for a seed everywhere. Pure;
// whatever draws imports it.
//
// xoshiro128** 1.1 by David Blackman and Sebastiano Vigna, https://prng.di.unimi.it/xoshiro128starstar.c,
// its state filled from the seed by the mixer of SplitMix32 (the finaliser of MurmurHash3).

/** The next number, at least 0 and below 1, a multiple of 2⁻³². */
export type Random = () => number;

const GOLDEN = 0x9e3779b9;
const WORD = 4_294_967_296;

/** Fills a word of the state; consecutive calls of `at` give unrelated words. */
function mix(seed: number, at: number): number {
  let z = (seed + Math.imul(GOLDEN, at + 1)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/**
 * A generator that begins at a seed.
 *
 * @param seed any whole number; its lowest 32 bits count
 */
export function createRandom(seed: number): Random {
  let [a, b, c, d] = [mix(seed, 0), mix(seed, 1), mix(seed, 2), mix(seed, 3)];
  return () => {
    const drawn = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return (drawn >>> 0) / WORD;
  };
}
