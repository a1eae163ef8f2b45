// Reports that poison their parser, handed in among sound ones and taken in by the scheduler itself:
// how often each was tried, how long its parser lived, what it ended as, and how long the sound ones
// waited. The case of poisonous files imports it.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseSources } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { readIntake, receiveIntake } from '#lib/server/store/intakes.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { isSettled } from '#lib/domain/intake.ts';
import { poisonousFile } from '../helpers/poisonable-tasks.ts';
import { readFigures, type PortalUnit } from '../portals/figures.ts';
import type { FaultDatabase } from './case.ts';
import { POISONS } from './damaged-files.ts';
import { reportOf, reportSource, REPORTED, startTakingIn } from './handing-in.ts';
import { PROJECT } from './kill-gatherer.ts';

const EVERY_MS = 500;
const LONGEST_MS = 180_000;
const LOOK_MS = 100;
/** Tries that a report gets, where another may help. */
const TRIES = 3;

export interface QueueReport {
  poisons: number;
  /** Poisons that were set aside with their own name, after as many tries as they are worth. */
  setAside: number;
  sound: number;
  recorded: number;
  /** Longest that one try of a poison took, and that a sound report waited until it was recorded. */
  longestTryMs: number;
  longestWaitMs: number;
  /** What was otherwise than it should be. */
  wrong: string[];
}

/** Hands a file in as the page of reports does. */
const handIn = ({ db }: FaultDatabase, unit: PortalUnit, body: Uint8Array, key: string) =>
  receiveIntake(db, {
    source: { id: `report-${unit.unitId}`, unit: unit.unitId },
    period: REPORTED.code,
    kind: 'report',
    idempotencyKey: key,
    body,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: `${key}.xlsx`,
    personId: 'reporter',
    now: new Date(),
  });

interface Ended {
  state: string;
  errorCode: string | null;
  attempt: number;
  tryMs: number;
  waitMs: number;
}

/** Waits for the end of what was handed in. */
async function endOf({ db }: FaultDatabase, number: string): Promise<Ended> {
  const untilMs = performance.now() + LONGEST_MS;
  for (;;) {
    const found = await readIntake(db, number);
    if (!found) throw new Error(`${number} is lost`);
    if (isSettled(found.state) || performance.now() > untilMs) {
      const [run] = await db.sql<{ attempt: number; tryMs: number }[]>`
        select attempt, extract(epoch from finished_at - started_at)::float8 * 1000 as "tryMs"
        from job_run where id = ${found.runId}`;
      const waitMs = (found.finishedAt ?? new Date()).getTime() - found.receivedAt.getTime();
      const { state, errorCode } = found;
      return { state, errorCode, attempt: run?.attempt ?? 0, tryMs: run?.tryMs ?? NaN, waitMs };
    }
    await pause(LOOK_MS);
  }
}

/** What is wrong with the end of a poison, or null. */
function poisonFault(word: string, code: string, ended: Ended): string | null {
  // A file that is too large is that for ever, and is told so at once.
  const [state, tries] = code === 'too-large' ? ['returned', 1] : ['failed', TRIES];
  const { errorCode, attempt } = ended;
  if (ended.state === state && errorCode === code && attempt === tries) return null;
  return `${word}: ${ended.state} as ${errorCode} after ${attempt} tries`;
}

/** @param sound reports handed in, one every half second, after every poison was, `times` over */
export async function runPoisonedQueue(
  database: FaultDatabase,
  { times, sound }: { times: number; sound: number },
): Promise<QueueReport> {
  const { db, url } = database;
  await loadCatalogue(db, join(PROJECT, 'drizzle/catalogue'));
  const units = readFigures().units.filter(({ code }) => /^\d/.test(code));
  await upsertSources(db, parseSources(units.map(reportSource)));
  const poisons = Array.from({ length: times }, () => POISONS).flat();
  const healthy = units.slice(poisons.length, poisons.length + sound);
  const taking = startTakingIn(url, ['--import', join(import.meta.dirname, 'poisoned-parser.ts')]);
  try {
    await taking.untilStep('ready');
    if (!taking.isRunning()) throw new Error('the scheduler does not start');
    const poisoned = await Promise.all(
      poisons.map(async ([word, code], at) => {
        const unit = units[at];
        if (!unit) throw new Error('there are fewer units than poisons');
        const { intake } = await handIn(database, unit, poisonousFile(word), `poison-${at}`);
        return { word, code, number: intake.number };
      }),
    );
    const numbers: string[] = [];
    for (const unit of healthy) {
      const form = await reportOf(unit, 0);
      numbers.push((await handIn(database, unit, form, `sound-${unit.code}`)).intake.number);
      await pause(EVERY_MS);
    }
    const ends = await Promise.all(numbers.map((number) => endOf(database, number)));
    const poisonEnds = await Promise.all(
      poisoned.map(async (one) => ({ ...one, ended: await endOf(database, one.number) })),
    );
    const faults = poisonEnds.flatMap(
      ({ word, code, ended }) => poisonFault(word, code, ended) ?? [],
    );
    const late = ends.filter(({ state }) => state !== 'recorded');
    return {
      poisons: poisoned.length,
      setAside: poisoned.length - faults.length,
      sound: ends.length,
      recorded: ends.length - late.length,
      longestTryMs: Math.max(0, ...poisonEnds.map(({ ended }) => ended.tryMs)),
      longestWaitMs: Math.max(...ends.map(({ waitMs }) => waitMs)),
      wrong: [...faults, ...late.map(({ state, errorCode }) => `sound: ${state} ${errorCode}`)],
    };
  } finally {
    taking.child.kill('SIGTERM');
    await taking.ended;
  }
}
