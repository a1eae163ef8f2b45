// An index package that keeps every rule, and copies of it that break one, for the tests of reading.
import {
  MANIFEST,
  isPackageFile,
  type PackageFile,
  type RawTable,
} from '#lib/domain/package/files.ts';
import { readPackage, type PackageReading } from '#lib/domain/package/read-package.ts';
import type { PackageCatalogue } from '#lib/domain/package/unit-book.ts';
import { unitId } from '#lib/domain/unit.ts';

const province = (id: string, nameVi: string) => ({
  id: unitId(id),
  nameVi,
  nameEn: nameVi,
  shortVi: nameVi,
  kind: 'province',
  regionId: null,
  population: null,
  providesServices: true,
});

/** Code 15 passed from Yên Bái to Lào Cai on 2025-07-01 (Decision 19/2025/QĐ-TTg). */
export const CATALOGUE: PackageCatalogue = {
  codes: [
    { unitId: unitId('p-15'), code: '15', validFrom: '2008-08-01', validTo: '2025-06-30' },
    { unitId: unitId('p25-15'), code: '15', validFrom: '2025-07-01', validTo: null },
    { unitId: unitId('p-48'), code: '48', validFrom: '2008-08-01', validTo: '2025-06-30' },
    { unitId: unitId('p25-48'), code: '48', validFrom: '2025-07-01', validTo: null },
  ],
  units: new Map(
    [
      province('p-15', 'Tỉnh Yên Bái'),
      province('p25-15', 'Tỉnh Lào Cai'),
      province('p-48', 'Thành phố Đà Nẵng'),
      province('p25-48', 'Thành phố Đà Nẵng'),
    ].map((unit) => [unit.id, unit]),
  ),
  groups: [{ id: 'provinces', nameVi: 'Tỉnh', nameEn: 'Provinces', sort: 3, inNational: true }],
  members: [
    { unitId: unitId('p-48'), groupId: 'provinces', validFrom: '2008-08-01', validTo: null },
  ],
  regionIds: new Set(['north']),
  gatheredSeries: new Set(['dvc']),
};

/** A package that keeps every rule; each case below breaks one of them. */
export const SOUND: Record<string, string> = {
  [MANIFEST]: '{\n  "name": "test",\n  "resources": [{ "path": "units.csv" }]\n}',
  'units.csv': `code,name_vi,group,parent,region,valid_from,valid_to,successors
15,Tỉnh Yên Bái,provinces,,north,2008-08-01,2025-06-30,48
a,Sở A,departments,15,,,,
b,Sở B,departments,15,,,,`,
  'indicators.csv': `code,name_vi,measure,direction,frequency,decimals
share,Tỷ lệ,share,higher,year,1
errors,Lỗi,count,lower,year,0
ready,Sẵn sàng,flag,higher,year,0
points,Điểm,score,higher,year,2`,
  'index.csv': `index,version,valid_from,valid_to,node,parent,weight,weight_min,weight_max,indicator,normalise,min,max,aggregate,missing
all,1,2018-01-01,2019-12-31,total,,,,,,,,,sum,zero
all,1,2018-01-01,2019-12-31,points,total,1,,,points,none,,,,
all,2,2020-01-01,,total,,,,,,,,,mean,exclude_unit
all,2,2020-01-01,,part,total,2,1,3,,,,,mean,renormalise
all,2,2020-01-01,,share,part,1,,,share,goalposts,0,1,,
all,2,2020-01-01,,points,total,1,,,points,none,,,,`,
  'targets.csv': `indicator,unit,group,operator,value,baseline,due,document,document_date
share,,departments|provinces,>=,0.3,,2020-12-31,17/NQ-CP,2019-03-07
errors,a,,x,0.5,2019,2020-12-31,17/NQ-CP,2019-03-07`,
  'observations.csv': `unit,indicator,period,value,numerator,denominator,status,qualifier
a,share,2020,0.33,1,3,,
b,share,2020,0.5,,,P,
a,errors,2020,7,,,E,>
a,ready,2020,1,,,,
15,points,2020,6.5,,,,
48,points,2020,7,,,,`,
  'missing.csv': `unit,indicator,period,reason
b,errors,2020,not-reported`,
  'services.csv': `unit,service,procedure,name,period,level,eligible,received,filed_online,handled_online,on_time
a,s1,1.001,Cấp phép,2020,4,1,10,5,4,9
a,s2,1.002,Đổi phép,2020,1,0,0,0,0,0`,
  'published.csv': `index,node,unit,period,score,rank
all,points,15,2020,6.5,2
all,total,a,2020,,`,
};

/** Splits a fixture's text; its cells hold commas only where they stand in double quotes. */
function tableOf(file: PackageFile, text: string): RawTable {
  const lines = text.split('\n').map((line, at) => ({ line: at + 1, text: line }));
  return {
    file,
    records: lines
      .filter((line) => line.text !== '')
      .map((line) => ({
        line: line.line,
        cells: [...line.text.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(
          (match) => match[1] ?? match[2] ?? '',
        ),
      })),
  };
}

/** Reads a package from the texts of its files. */
export function readFiles(files: Record<string, string>): PackageReading {
  const tables = new Map<PackageFile, RawTable>();
  for (const [name, text] of Object.entries(files)) {
    if (isPackageFile(name)) tables.set(name, tableOf(name, text));
  }
  const manifest = files[MANIFEST] ?? null;
  return readPackage(
    { manifest, names: new Set(Object.keys(files)), tables, faults: [] },
    CATALOGUE,
  );
}

/** The sound package with one text of one file replaced. */
export function broken(file: string, from: string, to: string): Record<string, string> {
  const text = SOUND[file] ?? '';
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  return { ...SOUND, [file]: text.replace(from, to) };
}

/** The sound package without one of its files. */
export const without = (file: string): Record<string, string> =>
  Object.fromEntries(Object.entries(SOUND).filter(([name]) => name !== file));
