// A slice of the cases about files that are handed in; here no timing decides.
import { describe, expect, it } from 'vitest';
import { fuzz, readPoisons } from './damaged-files.ts';

describe('files that were damaged on their way', () => {
  it('are refused by name or read right, and no parser ends otherwise', async () => {
    const { read, refused, wrong } = await fuzz(7_000, 120);
    expect(wrong).toEqual([]);
    expect(read).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
    expect(read + refused).toBe(120);
  });
});

describe('files that poison their parser', () => {
  it('are named, and sound ones beside them are read', async () => {
    expect((await readPoisons(1, { timeoutMs: 2_000 })).misnamed).toEqual([]);
  });
});
