// The words after `npm run jobs --`, read and checked. run.ts does what they ask for.
import { parseArgs } from 'node:util';
import { readMoment } from '#lib/domain/moment.ts';
import { UsageError } from '#lib/server/errors.ts';
import { fromStanding } from './place.ts';

const USAGE = `Usage:
  npm run jobs -- list                 sources, their last run and their next slot
  npm run jobs -- run gather           everything that is due
  npm run jobs -- run gather --source S [--source S …] [--period P]
                                       these sources now, due or not
  npm run jobs -- run publish [--period P]
                                       what has changed since its last release
  npm run jobs -- try --source S | --file F [--period P] [--json]
                                       asks, checks and tells what would be recorded; keeps nothing
  npm run jobs -- pause --source S --reason R
                                       has a source not asked any more
  npm run jobs -- resume --source S --reason R
                                       has it asked again
  npm run jobs -- retry --source S --reason R
                                       has its last run tried again by the running scheduler
Options:
  --source S     id of a source, as list shows it
  --file F       a list of sources as TIENDO_SOURCES names one; the first, or the one of --source
  --period P     2020, 2020-Q1 or 2020-03
  --as-of T      takes T for "now": 2020-04-15T06:00+07:00, or 2020-04-15 for that day's end
  --reread       reads replies again whose bytes are known, after a mapping was mended
  --json         prints the whole report as JSON
  --data FOLDER  folder of the database, also of a running one; else npm start's`;

const SINGLE = ['list', 'try', 'pause', 'resume', 'retry'] as const;
const JOBS = ['gather', 'publish'] as const;

export interface Command {
  verb: (typeof SINGLE)[number] | (typeof JOBS)[number];
  sources: string[];
  file: string | undefined;
  period: string | undefined;
  reason: string | undefined;
  asOf: Date | undefined;
  folder: string | undefined;
  reread: boolean;
  json: boolean;
}

function readAsOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const asOf = readMoment(text);
  if (asOf) return asOf;
  throw new UsageError(`--as-of ${text} is no time. Try 2020-04-15T06:00+07:00.`);
}

function readVerb(words: string[]): Command['verb'] {
  const [verb, job, ...rest] = words;
  if (verb === undefined) throw new UsageError(USAGE);
  const single = SINGLE.find((each) => each === verb);
  if (single && job === undefined) return single;
  const named = verb === 'run' && rest.length === 0 ? JOBS.find((each) => each === job) : undefined;
  if (named) return named;
  throw new UsageError(`"${words.join(' ')}" is no command.\n${USAGE}`);
}

const fileAt = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : fromStanding(path);

/** Reads the words after `npm run jobs --`. Throws a UsageError that says what to type. */
export function readCommand(words: string[]): Command {
  try {
    const { positionals, values } = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        source: { type: 'string', multiple: true },
        file: { type: 'string' },
        period: { type: 'string' },
        reason: { type: 'string' },
        'as-of': { type: 'string' },
        reread: { type: 'boolean' },
        json: { type: 'boolean' },
        data: { type: 'string' },
      },
    });
    return {
      verb: readVerb(positionals),
      sources: values.source ?? [],
      file: fileAt(values.file),
      period: values.period,
      reason: values.reason,
      asOf: readAsOf(values['as-of']),
      folder: fileAt(values.data),
      reread: values.reread ?? false,
      json: values.json ?? false,
    };
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${(cause as Error).message}\n${USAGE}`, { cause });
  }
}
