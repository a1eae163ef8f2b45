// Every way in which a portal can misbehave, asked of a stand-in through the real client and the real
// kind of source, and what each must be called. The test beside and the case's child import it.
import { periodOf } from '#lib/domain/period.ts';
import { SourceError } from '#lib/server/errors.ts';
import {
  createPortalClient,
  type FetchLimits,
  type PortalClient,
} from '#lib/server/sources/fetch.ts';
import { kindOf } from '#lib/server/sources/kinds.ts';
import { parseSources, type SourceConfig } from '#lib/server/sources/source.ts';
import type { Behaviour } from '../portals/behaviour.ts';

/** What a run calls each behaviour; `answer` ends well. */
export const NAMES: Readonly<Record<Behaviour, string>> = {
  answer: 'answer',
  'hang-up': 'closed',
  unavailable: 'http-503',
  silent: 'timeout',
  reset: 'closed',
  drip: 'slow',
  broken: 'http-500',
  'rate-limited': 'rate-limited',
  'wrong-type': 'not-json',
  endless: 'too-large',
  bomb: 'bomb',
  'sign-in-page': 'html',
  truncated: 'bad-json',
  redirect: 'redirect',
  'wrong-period': 'wrong-period',
  'changing-totals': 'incomplete',
  'bad-certificate': 'tls',
};

const PERIOD = '2020-Q1';
/** The time that a silent portal gets here, so that it does not make the case long; others get more. */
const SILENT_MS = 1_500;
const TIMEOUT_MS = 30_000;
/** Over how long the pace of a dripping reply is taken here. On a busy machine others may pause longer. */
const SLOW_WINDOW_MS = 500;

/** Asks a source for a whole quarter: `answer`, or the code of the failure. */
export async function outcomeOf(source: SourceConfig, client: PortalClient): Promise<string> {
  const pages = kindOf(source).read({
    source,
    period: periodOf(PERIOD, source.reckoning),
    unitCode: source.id.replace(/^\w+-/, ''),
    client,
    stored: null,
    signal: new AbortController().signal,
    onReply: () => undefined,
  });
  try {
    while (!(await pages.next()).done);
    return 'answer';
  } catch (error) {
    if (error instanceof SourceError) return error.code;
    throw error;
  }
}

/** A client of its own, so that nothing is remembered of a host from one question to the next. */
export const freshClient = (limits: Partial<FetchLimits> = {}): PortalClient =>
  createPortalClient({ now: () => new Date(), random: () => 0 }, limits);

/** The sources that a control address lists, with time enough on a busy machine. */
export async function readStandIns(controlUrl: string): Promise<SourceConfig[]> {
  const response = await fetch(new URL('sources', controlUrl));
  const listed = (await response.json()) as object[];
  return parseSources(listed.map((source) => ({ ...source, timeoutMs: TIMEOUT_MS })));
}

export async function setBehaviour(
  controlUrl: string,
  portal: string,
  behaviour: Behaviour | null,
): Promise<void> {
  const response = await fetch(new URL('behaviours', controlUrl), {
    method: 'PUT',
    body: JSON.stringify({ portal, behaviour }),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** What each behaviour is called by a run, as `[behaviour, code]`, all of them side by side. */
export async function classifyAll(controlUrl: string): Promise<[Behaviour, string][]> {
  const faulty = (await readStandIns(controlUrl)).filter(({ id }) => id.startsWith('faulty-'));
  const isSecure = ({ address }: SourceConfig): boolean => address?.startsWith('https:') ?? false;
  const secure = faulty.find(isSecure);
  const plain = faulty.filter((source) => !isSecure(source));
  const questions = (Object.keys(NAMES) as Behaviour[]).map((behaviour, place) => {
    const source = behaviour === 'bad-certificate' ? secure : plain[place % plain.length];
    if (!source) throw new Error('there are too few faulty stand-ins');
    return { behaviour, source };
  });
  const results: [Behaviour, string][] = [];
  // Those that share a portal come one after the other.
  const bySource = Map.groupBy(questions, ({ source }) => source);
  await Promise.all(
    [...bySource].map(async ([source, own]) => {
      for (const { behaviour } of own) {
        if (behaviour !== 'bad-certificate') {
          await setBehaviour(controlUrl, source.id, behaviour);
        }
        const timeoutMs = behaviour === 'silent' ? SILENT_MS : TIMEOUT_MS;
        const client = freshClient(behaviour === 'drip' ? { slowWindowMs: SLOW_WINDOW_MS } : {});
        results.push([behaviour, await outcomeOf({ ...source, timeoutMs }, client)]);
        await setBehaviour(controlUrl, source.id, null);
      }
    }),
  );
  return results;
}
