// A release as an index package: read with the figures that it was built from, built again from the
// package, and given out only where that says the same. The API imports it.
import { zipSync, strToU8 } from 'fflate';
import { hanoiDay } from '#lib/domain/format.ts';
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
 * Files of the package, by name; null where what is stored no longer gives the release's hash, as where a
 * run was kept after it was built that says when it began: then nothing is given out that would come to
 * another one.
 */
export async function readExport(db: Db, release: Release): Promise<Map<string, string> | null> {
  const hashVersion = HASH_VERSIONS.find((version) => hashOf(release, version) === release.hash);
  if (hashVersion === undefined) return null;
  const { rules, period, knownAt } = release;
  const { id, kind, frequency } = rules.series;
  const known = await readObservations(db, id, periodOf(period), new Date(knownAt));
  const measures = new Map(rules.indicators.map(({ id: of, measure }) => [of, measure]));
  const observations = kind === 'gathered' ? rollUp(known, frequency, measures) : known;
  const members = kind === 'package' ? rules.units.map((unit) => unit.id) : [];
  const tree = await readLines(db, members, { seriesId: id, day: release.periodEnd });
  const marks = { releasedOn: releasedOnOf(release, hanoiDay), hashVersion };
  const files = exportRelease(release, observations, marks, tree);
  const { release: rebuilt } = rebuildFrom(files, splitCells);
  return rebuilt && hashOf(rebuilt, hashVersion) === release.hash ? files : null;
}

/** The release as a zip of its package; null where `readExport` is. */
export async function zipRelease(
  db: Db,
  release: Release,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const files = await readExport(db, release);
  if (!files) return null;
  const entries = [...files].map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: NO_TIME });
}
