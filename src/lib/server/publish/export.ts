// A release as an index package: read with the figures that it was built from, built again from the
// package, and given out only where that says the same. The API imports it.
import { zipSync, strToU8 } from 'fflate';
import { hanoiDay } from '#lib/domain/format.ts';
import type { Fault } from '#lib/domain/package/fault.ts';
import { rebuildFrom } from '#lib/domain/package/rebuild.ts';
import { exportRelease, releasedOnOf } from '#lib/domain/package/export-release.ts';
import { splitCells } from '#lib/domain/package/split-cells.ts';
import { periodOf } from '#lib/domain/period.ts';
import type { Release } from '#lib/domain/release.ts';
import { rollUp } from '#lib/domain/roll-up.ts';
import { HASH_VERSIONS } from '#lib/domain/scores-csv.ts';
import type { Db } from '../db/client.ts';
import { readLines } from '../store/bodies.ts';
import { readObservations } from '../store/observations-read.ts';
import { hashOf } from './build.ts';

/** The earliest time that a zip can hold stands for "no time": the same release is the same file. */
const NO_TIME = '1980-01-01T12:00:00';

/**
 * Why a release is not given out: what is stored no longer gives its hash, as where a run was kept after
 * it was built that says when it began (`kept-later`); or its package would break a rule of the format
 * (`breaks-rules`), which is a fault of ours or of the catalogue.
 */
export type Refusal = { refused: 'kept-later' } | { refused: 'breaks-rules'; faults: Fault[] };

/** Files of the package, by name; a refusal where they would not come to the release's hash. */
export async function readExport(db: Db, release: Release): Promise<Map<string, string> | Refusal> {
  const hashVersion = HASH_VERSIONS.find((version) => hashOf(release, version) === release.hash);
  if (hashVersion === undefined) return { refused: 'kept-later' };
  const { rules, period, knownAt } = release;
  const { id, kind, frequency } = rules.series;
  const known = await readObservations(db, id, periodOf(period), new Date(knownAt));
  const measures = new Map(rules.indicators.map(({ id: of, measure }) => [of, measure]));
  const observations = kind === 'gathered' ? rollUp(known, frequency, measures) : known;
  const members = kind === 'package' ? rules.units.map((unit) => unit.id) : [];
  const tree = await readLines(db, members, { seriesId: id, day: release.periodEnd });
  const marks = { releasedOn: releasedOnOf(release, hanoiDay), hashVersion };
  const files = exportRelease(release, observations, marks, tree);
  const { release: rebuilt, faults } = rebuildFrom(files, splitCells);
  if (!rebuilt) return { refused: 'breaks-rules', faults };
  return hashOf(rebuilt, hashVersion) === release.hash ? files : { refused: 'kept-later' };
}

/** The release as a zip of its package; a refusal where `readExport` gives one. */
export async function zipRelease(
  db: Db,
  release: Release,
): Promise<Uint8Array<ArrayBuffer> | Refusal> {
  const files = await readExport(db, release);
  if ('refused' in files) return files;
  const entries = [...files].map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: NO_TIME });
}
