import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

const FOLDER = 'tests/portals/illustrative';
type Row = Record<string, string>;
const rows = (path: string) =>
  parse<Row>(readFileSync(`${FOLDER}/${path}`, 'utf8'), { columns: true });

/** The counts behind each share, by the columns of the file. */
const COUNTS: Record<string, [string, string]> = {
  share_full: ['services_full_online', 'services_total'],
  share_part: ['services_part_online', 'services_total'],
  share_full_with_dossiers: ['full_with_dossiers', 'services_full_online'],
  share_part_with_dossiers: ['part_with_dossiers', 'services_part_online'],
};

describe('the package of 2025', () => {
  it('holds the counts of the illustrative file, unit by unit', () => {
    const expected = rows('quarterly_2025.csv').flatMap((row) =>
      Object.entries(COUNTS).map(([indicator, [above, below]]) =>
        [indicator, row['period'], row[above], row[below]].join(' '),
      ),
    );
    const found = rows('full-part-2025/observations.csv').map(
      ({ indicator, period, numerator, denominator }) =>
        [indicator, period, numerator, denominator].join(' '),
    );
    expect(found).toEqual(expected);
    expect(rows('full-part-2025/units.csv')).toHaveLength(51);
  });
  it('says that it is made up', () => {
    const manifest: unknown = JSON.parse(
      readFileSync(`${FOLDER}/full-part-2025/datapackage.json`, 'utf8'),
    );
    expect(manifest).toMatchObject({ name: 'dvc-full-part', illustrative: true });
  });
});
