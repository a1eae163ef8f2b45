import { describe, expect, it } from 'vitest';
import { createUploadGate } from './limits.ts';

describe('what one person hands in', () => {
  it('is refused after too many files, with the time to wait, and nobody else is', async () => {
    const gate = createUploadGate({ perHour: 2, bytesPerHour: 1_000 });
    expect([await gate.count('a', 1), await gate.count('a', 1)]).toEqual([null, null]);
    const seconds = await gate.count('a', 1);
    expect(seconds).toBeGreaterThan(3_500);
    expect(seconds).toBeLessThanOrEqual(3_600);
    expect(await gate.count('b', 1)).toBeNull();
  });

  it('is refused after too many bytes, these included', async () => {
    const gate = createUploadGate({ perHour: 20, bytesPerHour: 1_000 });
    expect(await gate.count('a', 600)).toBeNull();
    expect(await gate.count('a', 600)).not.toBeNull();
  });
});
