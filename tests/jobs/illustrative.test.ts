// Figures of nobody and real installations never meet.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '#lib/server/errors.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { refuseIllustrative, refuseIllustrativePackage } from '../../jobs/illustrative.ts';
import { CATALOGUE_FOLDER } from '../../jobs/load-package.ts';
import { testDatabase } from '../helpers/database.ts';
import { smallSource } from '../helpers/small-portal.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe('illustrative figures', () => {
  const madeUp = { name: 'made-up', illustrative: true };
  const real = { name: 'real', illustrative: false };

  it('enter no database that holds none', async () => {
    await expect(refuseIllustrativePackage(database, madeUp)).rejects.toThrow(UsageError);
    await expect(refuseIllustrativePackage(database, real)).resolves.toBeUndefined();
    await expect(refuseIllustrative(database)).resolves.toBeUndefined();
  });

  it('join others, in a database that no real installation starts on', async () => {
    await loadCatalogue(database.db, CATALOGUE_FOLDER);
    await upsertSources(database.db, [
      smallSource('x', 'p-68', 'http://127.0.0.1:9', { illustrative: true }),
    ]);
    await expect(refuseIllustrativePackage(database, madeUp)).resolves.toBeUndefined();
    await expect(refuseIllustrative(database)).rejects.toThrow(/illustrative sources \(x …\)/);
  });
});
