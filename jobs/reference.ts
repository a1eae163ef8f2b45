// What gathering must know of the catalogue: which code a unit bore, what a source's indicators are,
// whom a source for all units must speak of. Read once for many runs, by the jobs alone.
import { isWithin, NATION, resolveCode, type DatedCode, type UnitId } from '#lib/domain/unit.ts';
import type { Db } from '#lib/server/db/client.ts';
import { readDatedCodes } from '#lib/server/store/catalogue.ts';
import {
  readExpectedUnits,
  readFedIndicators,
  type FedIndicator,
} from '#lib/server/store/sources.ts';

export interface Reference {
  /** The official code that a unit bore on an ISO day; its id where it bore none. */
  codeOf(unit: string, day: string): Promise<string>;
  /** The unit that bore an official code on an ISO day; null where nobody did. */
  unitOf(code: string, day: string, codes: readonly DatedCode[]): UnitId | null;
  codes(): Promise<readonly DatedCode[]>;
  indicators(seriesId: string): Promise<readonly FedIndicator[]>;
  expectedUnits(seriesId: string, day: string): Promise<readonly UnitId[]>;
}

/** Keeps what `read` answers, by key; a failed reading is not kept. */
function remember<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (key) => {
    const known = kept.get(key);
    if (known) return known;
    const asked = read(key);
    kept.set(key, asked);
    asked.catch(() => kept.delete(key));
    return asked;
  };
}

/** Reads the catalogue as it is now; make a new one where it may have been loaded again. */
export function createReference(db: Db): Reference {
  const codes = remember(() => readDatedCodes(db));
  const indicators = remember((series) => readFedIndicators(db, series));
  const expected = remember((key) => {
    const [series = '', day = ''] = key.split('\n');
    return readExpectedUnits(db, series, day);
  });
  return {
    codes: () => codes(''),
    indicators,
    expectedUnits: (seriesId, day) => expected(`${seriesId}\n${day}`),
    async codeOf(unit, day) {
      const all = await codes('');
      return all.find((entry) => entry.unitId === unit && isWithin(day, entry))?.code ?? unit;
    },
    unitOf: (code, day, all) => (code === NATION ? NATION : resolveCode(all, code, day)),
  };
}
