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

/** One line of scores.csv that was published otherwise than it comes out now. */
export interface LineDifference {
  measure: string;
  /** Empty in a national line. */
  group: string;
  /** Empty in a line of a group or the nation. */
  unit: string;
  /** The cells that differ, each with its column; null where a side has no such line. */
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
  lines: number;
  differences: LineDifference[];
}

const KEY = ['measure', 'group', 'unit'];

/** Lines of a scores.csv by measure, group and unit, each with its other cells by column. */
function linesOf(text: string, split: Split): Map<string, Map<string, string>> {
  const [header, ...lines] = split(text);
  return new Map(
    lines.map(({ cells }) => {
      const line = new Map(header?.cells.map((column, at) => [column, cells[at] ?? '']));
      const key = KEY.map((column) => line.get(column) ?? '');
      KEY.forEach((column) => line.delete(column));
      return [JSON.stringify(key), line];
    }),
  );
}

/** Lines of two scores.csv that are not the same. */
export function scoreDifferences(published: string, computed: string, split: Split) {
  const [then, now] = [linesOf(published, split), linesOf(computed, split)];
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((key): LineDifference[] => {
    const [before, after] = [then.get(key), now.get(key)];
    const columns = [...new Set([...(before ?? []), ...(after ?? [])].map(([column]) => column))];
    const other = columns.filter((column) => before?.get(column) !== after?.get(column));
    if (other.length === 0) return [];
    const told = (line: Map<string, string> | undefined) =>
      line ? other.map((column) => `${column} ${line.get(column) || '–'}`) : null;
    const [measure = '', group = '', unit = ''] = JSON.parse(key) as string[];
    return [{ measure, group, unit, published: told(before), computed: told(after) }];
  });
}

/** What comes out of an exported package beside what was published; null where it is none. */
export function verifyExport(files: ReadonlyMap<string, string>, split: Split): Verdict | null {
  const { release, manifest } = rebuildFrom(files, split);
  if (!release || !manifest?.release) return null;
  const scores = scoresCsv(release, manifest.release.hashVersion);
  const { title, titleEn, period, illustrative, methodVersion } = manifest;
  return {
    exported: { ...manifest.release, title, titleEn, period, illustrative },
    scores,
    methodVersion,
    ownMethodVersion: METHOD_VERSION,
    lines: scores.split('\n').length - 2,
    differences: scoreDifferences(files.get(SCORES_FILE) ?? '', scores, split),
  };
}
