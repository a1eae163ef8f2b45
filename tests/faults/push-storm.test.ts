import { expect, it } from 'vitest';
import { testDatabase } from '../helpers/database.ts';
import { holds, pushStorm } from './push-storm.ts';

it('keeps one of two hundred same pushes at once, and none with its key and another body', async () => {
  const database = await testDatabase();
  try {
    const report = await pushStorm(database, { times: 200, others: 20 });
    expect(report).toEqual({
      statuses: { 200: 199, 202: 1 },
      receipts: 1,
      intakes: 1,
      runs: 1,
      bodies: 1,
      otherBodies: { 409: 20 },
    });
    expect(holds(report, 200, 20)).toBe(true);
  } finally {
    await database.drop();
  }
}, 300_000);
