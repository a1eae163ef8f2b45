import { describe, expect, it } from 'vitest';
import { keepLast } from './keep-last.ts';

describe('keepLast', () => {
  it('asks once, and again for what fell out or failed', async () => {
    const keep = keepLast<string>(2);
    const asked: string[] = [];
    const ask = (key: string) =>
      keep(key, () => {
        asked.push(key);
        return asked.length === 1 ? Promise.reject(new Error('away')) : Promise.resolve(key);
      });
    await expect(ask('a')).rejects.toThrow('away');
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await ask(key)).toBe(key);
    expect(asked).toEqual(['a', 'a', 'b', 'c', 'b']);
  });
});
