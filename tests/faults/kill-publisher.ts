// Kills a publisher at seeded random moments of publishing while readers read what it publishes: they
// must get a whole release every time, that says what its checksum says.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Db } from '#lib/server/db/client.ts';
import { createLog } from '#lib/server/log.ts';
import { hashOf } from '#lib/server/publish/build.ts';
import { findReleaseId, readRelease } from '#lib/server/store/releases.ts';
import { publishPeriod } from '../../jobs/publish.ts';
import { randomFrom } from '../portals/seeded.ts';

const SCRIPT = join(import.meta.dirname, 'publisher.ts');
const STEPS = ['publish:build', 'publish:write', 'publish:verify', 'publish:point'];
const MAX_DELAY_MS = 25;
const SERIES = 'dvc';

export interface PublishReport {
  kills: number;
  /** Releases read while the publisher lived and died. */
  reads: number;
  /** Releases that were no longer the same, or not whole, or absent. */
  wrong: string[];
  /** Releases published in all. */
  releases: number;
}

async function readOnce(db: Db, period: string): Promise<string | null> {
  const id = await findReleaseId(db, { seriesId: SERIES, period });
  const release = id === null ? null : await readRelease(db, id);
  if (!release) return 'there is no release';
  if (release.rows.length === 0) return `release ${release.number} has no rows`;
  return hashOf(release) === release.hash ? null : `release ${release.number} is another one`;
}

/** Reads without a pause until it is told to stop. */
function startReading(db: Db, period: string, report: PublishReport): () => Promise<void> {
  const stopping = new AbortController();
  const readAll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const wrong = await readOnce(db, period);
      report.reads += 1;
      if (wrong !== null) report.wrong.push(wrong);
    }
  };
  const reading = readAll();
  return () => {
    stopping.abort();
    return reading;
  };
}

/** Runs the publisher until it has published once and then taken `step`, and kills it there. */
async function killOnce(url: string, period: string, step: string, delayMs: number): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, url, period], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let published = false;
  createInterface({ input: child.stdout }).on('line', (line) => {
    published ||= line === 'published';
    if (line === step && published) setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  await ended;
  if (child.signalCode !== 'SIGKILL') throw new Error('the publisher ended by itself');
}

/** @param db holds figures of the period already */
export async function killPublisher(options: {
  db: Db;
  databaseUrl: string;
  period: string;
  kills: number;
  seed: number;
}): Promise<PublishReport> {
  const { db, databaseUrl, period, kills } = options;
  const report: PublishReport = { kills: 0, reads: 0, wrong: [], releases: 0 };
  const random = randomFrom(options.seed);
  const signal = new AbortController().signal;
  const ctx = { db, now: () => new Date(), log: createLog('error'), signal, trace: () => {} };
  await publishPeriod(ctx, { seriesId: SERIES, period });
  const stopReading = startReading(db, period, report);
  try {
    for (; report.kills < kills; report.kills += 1) {
      const step = STEPS[report.kills % STEPS.length] ?? '';
      await killOnce(databaseUrl, period, step, random() * MAX_DELAY_MS);
    }
  } finally {
    await stopReading();
  }
  const [row] = await db.sql<{ releases: number }[]>`select count(*)::int as releases from release`;
  report.releases = row?.releases ?? 0;
  return report;
}
