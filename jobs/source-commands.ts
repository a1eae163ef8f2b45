// What `npm run jobs` does to single sources: tries one, pauses it, has it asked again. run.ts imports
// it.
import { readFile } from 'node:fs/promises';
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { UsageError } from '#lib/server/errors.ts';
import { createPortalClient } from '#lib/server/sources/fetch.ts';
import { parseSources, type SourceConfig } from '#lib/server/sources/source.ts';
import { readLastRuns } from '#lib/server/store/runs.ts';
import { pauseSource, resumeSource } from '#lib/server/store/source-changes.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { retryRun } from '#lib/server/store/waiting-runs.ts';
import { lastPeriod } from './by-hand.ts';
import { dryRun, type DryRunReport } from './dry-run.ts';
import type { Command } from './job-command.ts';

type Print = (line: string) => void;

/** Findings and figures that are printed; `--json` has all. */
const MOST_LINES = 20;

async function readList(file: string): Promise<SourceConfig[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`--file ${file} cannot be read.`, { cause });
  });
  try {
    return parseSources(JSON.parse(text));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new UsageError(`--file ${file} is not JSON: ${cause.message}`, { cause });
  }
}

function theOne(sources: readonly string[]): string {
  const [id, ...more] = sources;
  if (id === undefined || more.length > 0) throw new UsageError('Name exactly one --source.');
  return id;
}

async function findSource(ctx: JobContext, command: Command): Promise<SourceConfig> {
  const { file, sources } = command;
  const list = file === undefined ? await readSources(ctx.db, sources) : await readList(file);
  const id = file !== undefined && sources.length === 0 ? list[0]?.id : theOne(sources);
  const found = list.find((source) => source.id === id);
  if (!found) throw new UsageError(`No source ${id ?? ''} in ${file ?? 'the registry'}.`);
  return found;
}

const figureText = (figure: DryRunReport['figures'][number]['standing']): string =>
  figure === null ? '–' : (figure.missing ?? String(figure.value));

function tellReport(report: DryRunReport, print: Print): void {
  const { error, pages, rows, rowsAccepted, rowsRefused, counts, services } = report;
  if (error) print(`${error.code}: ${error.text}`);
  print(
    `${report.outcome}: ${pages} pages, ${rows} rows, ${rowsAccepted} accepted, ` +
      `${rowsRefused} refused; ${counts.refuse} refusals, ${counts.flag} flags, ${counts.note} notes`,
  );
  for (const { severity, rule, place, messageEn } of report.findings.slice(0, MOST_LINES)) {
    print(`  ${severity} ${rule} · ${place} · ${messageEn}`);
  }
  print(`services: ${services.added} new, ${services.changed} changed, ${services.removed} gone`);
  print(`figures: ${report.figures.length} new or changed`);
  for (const figure of report.figures.slice(0, MOST_LINES)) {
    const before = figureText(figure.standing);
    print(`  ${figure.unitId} ${figure.indicator}: ${before} → ${figureText(figure)}`);
  }
}

/** Tries one source; false where nothing of it would be recorded. */
export async function trySource(ctx: JobContext, command: Command, print: Print): Promise<boolean> {
  const source = await findSource(ctx, command);
  const period = command.period ?? lastPeriod(source, ctx.now());
  const client = createPortalClient({ now: ctx.now, random: Math.random });
  const report = await dryRun(ctx, { source, period, client });
  if (command.json) print(JSON.stringify(report));
  else tellReport(report, print);
  return report.outcome === 'sound';
}

const changeOf = (ctx: JobContext, { reason }: Command) => ({
  by: null,
  reason: reason ?? '',
  now: ctx.now(),
});

export async function pause(ctx: JobContext, command: Command, print: Print): Promise<boolean> {
  const id = theOne(command.sources);
  await pauseSource(ctx.db, id, changeOf(ctx, command));
  print(`${id} is not asked any more.`);
  return true;
}

export async function resume(ctx: JobContext, command: Command, print: Print): Promise<boolean> {
  const id = theOne(command.sources);
  await resumeSource(ctx.db, id, changeOf(ctx, command));
  print(`${id} is asked again.`);
  return true;
}

/** Has the last run of a source tried again; false where there is none that could be. */
export async function retry(ctx: JobContext, command: Command, print: Print): Promise<boolean> {
  const id = theOne(command.sources);
  const run = (await readLastRuns(ctx.db, 'gather', [id])).get(id);
  const isWaiting =
    run !== undefined &&
    (await inTransaction(ctx.db, (tx) => retryRun(tx, run.id, changeOf(ctx, command))));
  print(isWaiting ? `${id} ${run.period} is tried again.` : `${id} has no run to be tried again.`);
  return isWaiting;
}
