// The command line of the jobs: `npm run jobs -- list | run JOB …`. Shows what is gathered and when,
// and runs a job by hand.
import { parseArgs } from 'node:util';
import { readMoment } from '#lib/domain/moment.ts';
import type { JobContext } from '#lib/server/context.ts';
import { UsageError } from '#lib/server/errors.ts';
import { readLastRuns, type RunRow } from '#lib/server/store/runs.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { gatherByHand } from './by-hand.ts';
import { runCommandLine, withJobContext } from './command.ts';
import { runDueSlots, type GatherReport } from './ledger.ts';
import { fromStanding } from './place.ts';
import { startProgress } from './progress.ts';
import { publishByHand } from './publish-by-hand.ts';
import { nextSlot } from './slots.ts';

const USAGE = `Usage:
  npm run jobs -- list                 sources, their last run and their next slot
  npm run jobs -- run gather           everything that is due
  npm run jobs -- run gather --source S [--source S …] [--period P]
                                       these sources now, due or not
  npm run jobs -- run publish [--period P]
                                       what has changed since its last release
Options:
  --source S     id of a source, as list shows it
  --period P     2020, 2020-Q1 or 2020-03
  --as-of T      takes T for "now": 2020-04-15T06:00+07:00, or 2020-04-15 for that day's end
  --reread       reads replies again whose bytes are known, after a mapping was mended
  --data FOLDER  folder of the database, also of a running one; else npm start's`;

interface Command {
  verb: 'list' | 'gather' | 'publish';
  sources: string[];
  period: string | undefined;
  asOf: Date | undefined;
  folder: string | undefined;
  reread: boolean;
}

function readAsOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const asOf = readMoment(text);
  if (asOf) return asOf;
  throw new UsageError(`--as-of ${text} is no time. Try 2020-04-15T06:00+07:00.`);
}

function readVerb(words: string[]): Command['verb'] {
  const [verb, job, ...rest] = words;
  if (verb === 'list' && job === undefined) return 'list';
  if (verb === 'run' && (job === 'gather' || job === 'publish') && rest.length === 0) return job;
  if (verb === undefined) throw new UsageError(USAGE);
  throw new UsageError(`"${words.join(' ')}" is no command.\n${USAGE}`);
}

/** Reads the words after `npm run jobs --`. Throws a UsageError that says what to type. */
export function readCommand(words: string[]): Command {
  try {
    const { positionals, values } = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        source: { type: 'string', multiple: true },
        period: { type: 'string' },
        'as-of': { type: 'string' },
        reread: { type: 'boolean' },
        data: { type: 'string' },
      },
    });
    return {
      verb: readVerb(positionals),
      sources: values.source ?? [],
      period: values.period,
      asOf: readAsOf(values['as-of']),
      folder: values.data === undefined ? undefined : fromStanding(values.data),
      reread: values.reread ?? false,
    };
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${(cause as Error).message}\n${USAGE}`, { cause });
  }
}

const minute = (at: Date | null | undefined): string =>
  at ? `${at.toISOString().slice(0, 16).replace('T', ' ')}Z` : '–';

const runCells = (run: RunRow | undefined): string[] =>
  run
    ? [
        minute(run.asOf),
        run.period,
        run.errorCode ? `${run.state} (${run.errorCode})` : run.state,
        String(run.rowsAccepted),
        String(run.rowsQuarantined),
      ]
    : ['never', '', '', '', ''];

/** Lines of a table whose columns are as wide as their widest cell. */
export function layTable(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths?.[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

async function list(ctx: JobContext, print: (line: string) => void): Promise<boolean> {
  const sources = await readSources(ctx.db);
  const ids = sources.map((source) => source.id);
  const runs = await readLastRuns(ctx.db, 'gather', ids);
  const head = ['SOURCE', 'UNIT', 'LAST RUN', 'PERIOD', 'STATE', 'ROWS', 'ASIDE', 'NEXT SLOT'];
  const rows = sources.map((source) => [
    source.id,
    source.unit,
    ...runCells(runs.get(source.id)),
    minute(nextSlot(source, ctx.now())),
  ]);
  layTable([head, ...rows]).forEach(print);
  if (sources.length === 0) print('(no source is registered yet)');
  return true;
}

function tellGathered(report: GatherReport, print: (line: string) => void): boolean {
  const { done, unchanged, retry, failed, lost } = report.outcomes;
  for (const { subject, period, note } of report.failures) print(`${subject} ${period}: ${note}`);
  const seconds = (report.durationMs / 1000).toFixed(1);
  print(
    `${report.due} due: ${done} brought something new, ${unchanged} nothing new, ` +
      `${retry} to be tried again, ${failed} given up, ${lost} taken over; ` +
      `${report.rows} rows read, ${report.written} versions written in ${seconds} s`,
  );
  return failed === 0;
}

async function gather(ctx: JobContext, command: Command, print: (line: string) => void) {
  const progress = startProgress(process.stderr);
  const onProgress = progress.show;
  try {
    const { sources, period, reread, asOf } = command;
    const byHand = sources.length > 0 || period !== undefined;
    const report = byHand
      ? await gatherByHand(ctx, {
          ...(sources.length > 0 && { sources }),
          ...(period !== undefined && { period }),
          reread,
          slotAt: new Date(),
          onProgress,
        })
      : await runDueSlots(ctx, {
          until: ctx.now(),
          clock: asOf ? 'simulated' : 'real',
          onProgress,
        });
    return tellGathered(report, print);
  } finally {
    progress.stop();
  }
}

async function publish(ctx: JobContext, { period }: Command, print: (line: string) => void) {
  await publishByHand(ctx, { period, print });
  return true;
}

/** Runs the command that the words name; false where something was given up. */
export async function runJobs(words: string[], print: (line: string) => void): Promise<boolean> {
  const command = readCommand(words);
  const { folder, asOf } = command;
  return withJobContext({ folder, asOf }, (ctx) => {
    if (command.verb === 'list') return list(ctx, print);
    return command.verb === 'gather' ? gather(ctx, command, print) : publish(ctx, command, print);
  });
}

if (import.meta.main) {
  await runCommandLine(() =>
    runJobs(process.argv.slice(2), (line) => {
      process.stdout.write(`${line}\n`);
    }),
  );
}
