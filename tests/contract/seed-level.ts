// A package whose departments are level in every way: all, all but one, at the top and at the bottom, and one
// that alone has a result.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Points of five departments a year; where there is none nothing was reported. */
const LEVEL: Record<string, (number | null)[]> = {
  '2018': [9, 9, 5, 1, 1],
  '2019': [4, 4, 4, 4, 4],
  '2020': [7, null, null, null, null],
  '2021': [6, 6, 6, 6, 2],
  '2022': [8, 8, 3, 3, null],
  '2023': [1, 2, 9, 9, null],
  '2024': [3, 4, 5, 6, 7],
};
const UNITS = ['a', 'b', 'c', 'd', 'e'];

function levelPackage(): Record<string, string> {
  const cells = Object.entries(LEVEL).flatMap(([year, points]) =>
    points.map((value, at) => ({ year, value, unit: UNITS[at] ?? '' })),
  );
  const known = cells.filter(({ value }) => value !== null);
  const missing = cells.filter(({ value }) => value === null);
  const names = ['units', 'indicators', 'index', 'observations', 'missing'];
  const source = { title: 'Số minh họa', title_en: 'Made-up figures', path: '' };
  return {
    'datapackage.json': JSON.stringify({
      name: 'level',
      title: 'Bằng nhau (minh họa)',
      title_en: 'Level (illustrative)',
      illustrative: true,
      sources: [source],
      resources: names.map((name) => ({ name, path: `${name}.csv` })),
    }),
    'units.csv': `code,name_vi,name_en,kind,group,parent,valid_to\n${UNITS.map(
      (unit) => `${unit},Sở ${unit},Department ${unit},department,departments,68,`,
    ).join('\n')}`,
    'indicators.csv': `code,name_vi,name_en,measure,direction,unit,decimals,frequency\npoints,Điểm,Points,score,higher,point,1,year`,
    'index.csv': `index,version,valid_from,valid_to,node,parent,weight,weight_min,weight_max,indicator,normalise,min,max,aggregate,missing,name_vi,name_en
all,1,2018-01-01,,total,,,,,,,,,mean,exclude_unit,Tổng,Total
all,1,2018-01-01,,points,total,1,,,points,none,,,,,Điểm,Points`,
    'observations.csv': `unit,indicator,period,value\n${known
      .map(({ unit, year, value }) => `${unit},points,${year},${value}`)
      .join('\n')}`,
    'missing.csv': `unit,indicator,period,reason\n${missing
      .map(({ unit, year }) => `${unit},points,${year},not-reported`)
      .join('\n')}`,
  };
}

/** Writes the package; answers its folder, for whoever writes it to remove. */
export async function writeLevelPackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'level-'));
  for (const [name, content] of Object.entries(levelPackage())) {
    await writeFile(join(folder, name), content);
  }
  return folder;
}
