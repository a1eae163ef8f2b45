// One push sent many times at once, and its key with other bodies: what was answered and what is kept.
// The fault cases and their slice among the tests run it.
import type { Db } from '#lib/server/db/client.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { makePushToken, pushBody, registerPushSource, sendPush } from '../helpers/push-source.ts';
import { startWeb } from '../helpers/web-server.ts';

export interface StormReport {
  /** Answers by status: 202 of the first, 200 of the same again. */
  statuses: Record<number, number>;
  /** Different receipts among the answers. */
  receipts: number;
  /** What the database holds in the end. */
  intakes: number;
  runs: number;
  bodies: number;
  /** Statuses of the same key with other bodies. */
  otherBodies: Record<number, number>;
}

const tally = (values: readonly number[]): Record<number, number> =>
  Object.fromEntries(
    [...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]),
  );

async function countKept(db: Db): Promise<Pick<StormReport, 'intakes' | 'runs' | 'bodies'>> {
  const [row] = await db.sql<{ intakes: number; runs: number; bodies: number }[]>`
    select (select count(*)::int from intake) as intakes,
      (select count(*)::int from job_run) as runs, (select count(*)::int from reply) as bodies`;
  return row ?? { intakes: -1, runs: -1, bodies: -1 };
}

/**
 * Sends one push `times` at once with one key, then its key with `others` other bodies.
 *
 * @param database migrated and empty
 */
export async function pushStorm(
  database: { db: Db; url: string },
  { times, others }: { times: number; others: number },
): Promise<StormReport> {
  const { db, url } = database;
  await loadCatalogue(db, 'drizzle/catalogue');
  const sourceId = await registerPushSource(db, 'p-68');
  const { text: token } = await makePushToken(db, sourceId);
  const web = await startWeb(url);
  try {
    const to = { origin: web.origin, sourceId, token };
    const key = 'storm';
    const answers = await Promise.all(
      Array.from({ length: times }, async () => {
        const response = await sendPush(to, { key, body: pushBody(20) });
        const receipt = (await response.json()) as { number?: string };
        return { status: response.status, number: receipt.number };
      }),
    );
    const refused = await Promise.all(
      Array.from({ length: others }, (_, at) => sendPush(to, { key, body: pushBody(21 + at) })),
    );
    return {
      statuses: tally(answers.map(({ status }) => status)),
      receipts: new Set(answers.map(({ number }) => number)).size,
      otherBodies: tally(refused.map(({ status }) => status)),
      ...(await countKept(db)),
    };
  } finally {
    await web.stop();
  }
}

/** Whether one was taken in, all others got its receipt, and every other body was refused. */
export const holds = (report: StormReport, times: number, others: number): boolean =>
  report.statuses[202] === 1 &&
  (report.statuses[200] ?? 0) === times - 1 &&
  report.receipts === 1 &&
  (report.otherBodies[409] ?? 0) === others &&
  [report.intakes, report.runs, report.bodies].every((count) => count === 1);
