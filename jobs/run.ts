// The command line of the jobs: `npm run jobs -- list | run JOB | try …`. Shows what is gathered and
// when, and runs a job by hand.
import type { JobContext } from '#lib/server/context.ts';
import { readLastRuns, type RunRow } from '#lib/server/store/runs.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { gatherByHand } from './by-hand.ts';
import { runCommandLine, withJobContext } from './command.ts';
import { readCommand, type Command } from './job-command.ts';
import { runDueSlots, type GatherReport } from './ledger.ts';
import { startProgress } from './progress.ts';
import { publishByHand } from './publish-by-hand.ts';
import { nextSlot } from '#lib/server/sources/slots.ts';
import { pause, resume, retry, trySource } from './source-commands.ts';

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

type Verb = (ctx: JobContext, command: Command, print: (line: string) => void) => Promise<boolean>;

const VERBS: Record<Command['verb'], Verb> = {
  list: (ctx, _command, print) => list(ctx, print),
  gather,
  publish,
  try: trySource,
  pause,
  resume,
  retry,
};

/** Runs the command that the words name; false where something was given up. */
export async function runJobs(words: string[], print: (line: string) => void): Promise<boolean> {
  const command = readCommand(words);
  const { folder, asOf } = command;
  return withJobContext({ folder, asOf }, (ctx) => VERBS[command.verb](ctx, command, print));
}

if (import.meta.main) {
  await runCommandLine(() =>
    runJobs(process.argv.slice(2), (line) => {
      process.stdout.write(`${line}\n`);
    }),
  );
}
