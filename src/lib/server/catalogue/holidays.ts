// The public holidays of the catalogue. Jobs that count working days import it.
import { readCatalogue } from './read.ts';

/** ISO days on which no public office works; empty for years that the file does not hold. */
export async function readHolidays(folder: string): Promise<ReadonlySet<string>> {
  const catalogue = await readCatalogue(folder);
  return new Set(catalogue['public_holidays.csv'].map(({ day }) => day));
}
