// The files of an index package and the columns of each. The form is a Frictionless Data Package
// (https://datapackage.org) of CSV files; its description stands in the README. Pure.

export const MANIFEST = 'datapackage.json';

interface FileColumns {
  required: readonly string[];
  optional: readonly string[];
}

/** Columns that must be there, and columns that may. Any other is refused. */
export const PACKAGE_FILES = {
  'units.csv': {
    required: ['code', 'name_vi', 'group'],
    optional: [
      'name_en',
      'kind',
      'parent',
      'region',
      'population',
      'valid_from',
      'valid_to',
      'successors',
      'provides_services',
    ],
  },
  'indicators.csv': {
    required: ['code', 'name_vi', 'measure', 'direction', 'frequency'],
    optional: ['name_en', 'unit', 'decimals', 'numerator', 'denominator', 'source', 'legal_basis'],
  },
  'index.csv': {
    required: [
      'index',
      'version',
      'node',
      'parent',
      'weight',
      'indicator',
      'normalise',
      'aggregate',
      'missing',
    ],
    optional: [
      'valid_from',
      'valid_to',
      'weight_min',
      'weight_max',
      'min',
      'max',
      'name_vi',
      'name_en',
    ],
  },
  'targets.csv': {
    required: ['indicator', 'operator', 'value', 'due', 'document', 'document_date'],
    optional: ['unit', 'group', 'baseline', 'article', 'accepted_until', 'schedule'],
  },
  'observations.csv': {
    required: ['unit', 'indicator', 'period', 'value'],
    optional: ['numerator', 'denominator', 'status', 'qualifier'],
  },
  'missing.csv': { required: ['unit', 'indicator', 'period', 'reason'], optional: [] },
  'services.csv': {
    required: [
      'unit',
      'service',
      'procedure',
      'name',
      'period',
      'level',
      'eligible',
      'received',
      'filed_online',
      'handled_online',
      'on_time',
    ],
    optional: ['field', 'office'],
  },
  'published.csv': {
    required: ['index', 'node', 'unit', 'period'],
    optional: ['score', 'rank'],
  },
} satisfies Record<string, FileColumns>;

export type PackageFile = keyof typeof PACKAGE_FILES;

/** The files in the order in which they are read: what is referred to comes first. */
export const PACKAGE_FILE_NAMES = Object.keys(PACKAGE_FILES) as PackageFile[];

/** Whether a name is that of one of the format's CSV files. */
export const isPackageFile = (name: string): name is PackageFile =>
  Object.hasOwn(PACKAGE_FILES, name);

/** What the hash of an exported release is taken of; scored anew, never read. */
export const SCORES_FILE = 'scores.csv';

/** Files that may lie in a package without being part of it: what people read beside it. */
export const isBesideFile = (name: string): boolean =>
  name === SCORES_FILE || /^(readme|licen[cs]e)(\.\w+)?$/i.test(name);

/** One CSV file, split into cells but not yet understood. */
export interface RawTable {
  file: PackageFile;
  /** The header first. `line` is where the record begins, from 1. */
  records: { line: number; cells: string[] }[];
}

/** One row of a file, by column. Columns that the file does not have are absent. */
export interface Row {
  file: PackageFile;
  line: number;
  cells: ReadonlyMap<string, string>;
}
