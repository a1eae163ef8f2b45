// Builds an exported release again from the files of its package, and holds the result against what was
// published. Pure: the same in the browser, on the server and in tests.
import { METHOD_VERSION, type ReleaseContent } from '../release.ts';
import { scoresCsv } from '../scores-csv.ts';
import type { Fault } from './fault.ts';
import { isPackageFile, MANIFEST, SCORES_FILE, type PackageFile, type RawTable } from './files.ts';
import type { ExportedRelease, Manifest } from './manifest.ts';
import { readPackage } from './read-package.ts';
import { scorePackage } from './score-package.ts';
import type { PackageCatalogue } from './unit-book.ts';

/** An exported release brings all that it refers to. */
const NOTHING: PackageCatalogue = {
  codes: [],
  units: new Map(),
  groups: [],
  members: [],
  regionIds: new Set(),
  gatheredSeries: new Set(),
};

export interface Rebuilt {
  /** Null where the package breaks a rule, or is no export of a release. */
  release: ReleaseContent | null;
  manifest: Manifest | null;
  faults: Fault[];
}

/** Splits a CSV text into cells, the header first. */
export type Split = (text: string) => RawTable['records'];

/** The release that a package's files give. */
export function rebuildFrom(files: ReadonlyMap<string, string>, split: Split): Rebuilt {
  const tables = new Map<PackageFile, RawTable>();
  for (const [file, text] of files) {
    if (isPackageFile(file)) tables.set(file, { file, records: split(text) });
  }
  const manifestText = files.get(MANIFEST) ?? null;
  const raw = { manifest: manifestText, names: new Set(files.keys()), tables, faults: [] };
  const { content, faults } = readPackage(raw, NOTHING);
  if (!content?.manifest.release) {
    return { release: null, manifest: content?.manifest ?? null, faults };
  }
  const { manifest } = content;
  const release = scorePackage(content, NOTHING).get(manifest.period ?? '') ?? null;
  return { release, manifest, faults };
}

/** One row that was published otherwise than it comes out now; null where a side has no such row. */
export interface RowDifference {
  /** Measure, group and unit, as scores.csv has them. */
  measure: string;
  group: string;
  unit: string;
  /** Score, rank, state and reason. */
  published: string[] | null;
  computed: string[] | null;
}

export interface Verdict {
  exported: ExportedRelease & Pick<Manifest, 'title' | 'titleEn' | 'period' | 'illustrative'>;
  /** The text whose hash is to be held against `exported.hash`. */
  scores: string;
  /** Version of the method that the package was scored by, and of this engine. */
  methodVersion: string | null;
  ownMethodVersion: string;
  rows: number;
  differences: RowDifference[];
}

const KEY_CELLS = 4;

/** Rows of a scores.csv by method, measure, group and unit. */
function rowsOf(text: string, split: Split): Map<string, string[]> {
  const rows = split(text).slice(1);
  return new Map(
    rows.map(({ cells }) => [JSON.stringify(cells.slice(1, KEY_CELLS)), cells.slice(KEY_CELLS)]),
  );
}

/** Rows of two scores.csv that are not the same. */
export function scoreDifferences(published: string, computed: string, split: Split) {
  const [then, now] = [rowsOf(published, split), rowsOf(computed, split)];
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((key): RowDifference[] => {
    const [before, after] = [then.get(key) ?? null, now.get(key) ?? null];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const [measure = '', group = '', unit = ''] = JSON.parse(key) as string[];
    return [{ measure, group, unit, published: before, computed: after }];
  });
}

/** What comes out of an exported package beside what was published; null where it is none. */
export function verifyExport(files: ReadonlyMap<string, string>, split: Split): Verdict | null {
  const { release, manifest } = rebuildFrom(files, split);
  if (!release || !manifest?.release) return null;
  const scores = scoresCsv(release);
  const { title, titleEn, period, illustrative, methodVersion } = manifest;
  return {
    exported: { ...manifest.release, title, titleEn, period, illustrative },
    scores,
    methodVersion,
    ownMethodVersion: METHOD_VERSION,
    rows: release.rows.length,
    differences: scoreDifferences(files.get(SCORES_FILE) ?? '', scores, split),
  };
}
