// How the API speaks HTTP: one shape of errors (RFC 9457 problem details), parameters that are read
// strictly, and the headers of every answer. Routes under /api import it.
import { createHash } from 'node:crypto';
import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import { readMoment } from '#lib/domain/moment.ts';
import { parsePeriod } from '#lib/domain/period.ts';
import { getLog } from './web.ts';

/** What went wrong, in the words of the answer. */
export interface Problem {
  status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 411 | 413 | 415 | 422 | 429 | 500 | 503;
  /** Short and stable; ends the problem's `type`. */
  code: string;
  title: string;
  /** What was wrong with this request, and what to do. */
  detail: string;
  /** The parameter at fault. */
  parameter?: string;
  /** What it may be. */
  allowed?: readonly string[];
  /** Where to find what may be asked for. */
  see?: string;
  /** What the answer says beside it: when to try again, how to sign in, in which language this is. */
  headers?: Record<string, string>;
}

/** Ends a request with a problem. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The figures are public: any page may read them. */
const PUBLIC = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'content-disposition, etag',
};
/** Methods of a route that may only be read. */
export const READ_ONLY = ['GET', 'HEAD', 'OPTIONS'];

/** @param instance the path that was asked for */
export function problemResponse(problem: Problem, instance: string): Response {
  const { code, headers, ...said } = problem;
  const body = { type: `urn:tiendo:problem:${code}`, ...said, instance };
  // What the reader wrote is quoted; nothing that guesses at types may take it for a page.
  return new Response(JSON.stringify(body).replaceAll('<', '\\u003c'), {
    status: problem.status,
    headers: {
      ...PUBLIC,
      ...headers,
      'cache-control': 'no-store',
      'content-type': 'application/problem+json',
    },
  });
}

/** As nginx logs it: whoever asked has hung up, and nobody reads the answer. */
const HUNG_UP = 499;

/** A route's method: `work` answers, and whatever it throws becomes a problem. */
export function api(work: (event: RequestEvent) => Promise<Response>): RequestHandler {
  return async (event) => {
    try {
      return await work(event);
    } catch (error) {
      if (error instanceof ProblemError) {
        const { cause, problem } = error;
        if (cause) getLog().warn({ err: cause, path: event.url.pathname }, problem.title);
        return problemResponse(problem, event.url.pathname);
      }
      if (event.request.signal.aborted) return new Response(null, { status: HUNG_UP });
      getLog().error({ err: error, path: event.url.pathname }, 'the API failed');
      return problemResponse(
        {
          status: 500,
          code: 'internal',
          title: 'The server failed',
          detail: 'The fault is ours and is in the log. Try again later.',
        },
        event.url.pathname,
      );
    }
  };
}

/** A route's answer to methods other than its own, of which OPTIONS must be one. */
export const onlyMethods =
  (methods: readonly string[]): RequestHandler =>
  ({ request, url }) => {
    const allow = methods.join(', ');
    if (request.method === 'OPTIONS') {
      const headers = { ...PUBLIC, allow, 'access-control-allow-methods': allow };
      return new Response(null, { status: 204, headers });
    }
    const refused = {
      status: 405 as const,
      code: 'method-not-allowed',
      title: 'Method not allowed',
      detail: `This address takes ${allow}, not ${request.method}.`,
      allowed: methods,
      headers: { allow },
    };
    return problemResponse(refused, url.pathname);
  };

/** What a route answers that may only be read, to methods other than GET and HEAD. */
export const otherMethods = onlyMethods(READ_ONLY);

const LONGEST_VALUE = 200;
const CONTROL = /\p{Cc}/u;

const badParameter = (code: string, parameter: string, title: string, detail: string): Problem => ({
  status: 400,
  code,
  title,
  detail,
  parameter,
});

/** A parameter that means nothing where it was given. */
export const refusal = (parameter: string, detail: string): ProblemError =>
  new ProblemError(badParameter('bad-parameter', parameter, 'Bad parameter', detail));

/**
 * The query's parameters by name.
 *
 * @param names those that the route knows
 * @throws ProblemError 400 naming the first that is unknown, given twice, empty or no plain text
 */
export function readParameters<const N extends string>(
  url: URL,
  names: readonly N[],
): Partial<Record<N, string>> {
  const known = new Set<string>(names);
  const read: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (!known.has(name)) throw new ProblemError(unknownParameter(name, names));
    if (Object.hasOwn(read, name)) {
      const detail = `${name} is given more than once. Give it once.`;
      throw new ProblemError(
        badParameter('repeated-parameter', name, 'Repeated parameter', detail),
      );
    }
    if (value === '' || value.length > LONGEST_VALUE || CONTROL.test(value)) {
      const detail = `${name} is empty, too long or holds control characters. Correct it or leave it out.`;
      throw new ProblemError(badParameter('bad-parameter', name, 'Bad parameter', detail));
    }
    read[name] = value;
  }
  return read as Partial<Record<N, string>>;
}

const unknownParameter = (name: string, names: readonly string[]): Problem => ({
  ...badParameter(
    'unknown-parameter',
    name.slice(0, LONGEST_VALUE),
    'Unknown parameter',
    names.length === 0
      ? 'This address takes no parameters. Leave it out.'
      : `This address takes ${names.join(', ')}. Check the spelling or leave it out.`,
  ),
  allowed: names,
});

/**
 * A parameter of a closed list.
 *
 * @throws ProblemError 404 with the list, since an address with a value that does not exist is none
 */
export function requireOneOf(
  parameter: string,
  value: string,
  allowed: readonly string[],
  see?: string,
): string {
  if (allowed.includes(value)) return value;
  throw new ProblemError({
    status: 404,
    code: `unknown-${parameter}`,
    title: `Unknown ${parameter}`,
    detail: `There is no such ${parameter} here.`,
    parameter,
    allowed,
    ...(see ? { see } : {}),
  });
}

/** @throws ProblemError 400 where the text is no whole number from 1 to `most`, 9999 at most */
export function requireLimit(text: string, most: number): number {
  const limit = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : Infinity;
  if (limit <= most) return limit;
  const detail = `limit is a whole number from 1 to ${most}.`;
  throw new ProblemError(badParameter('bad-parameter', 'limit', 'Bad parameter', detail));
}

/** @throws ProblemError 400 where a parameter is left out that the answer cannot do without */
export function requireGiven(parameter: string, text: string | undefined, what: string): string {
  if (text !== undefined) return text;
  const detail = `${parameter} is left out: ${what}.`;
  throw new ProblemError(badParameter('missing-parameter', parameter, 'Missing parameter', detail));
}

/** @throws ProblemError 400 where the text is no period */
export function requirePeriod(text: string): string {
  if (parsePeriod(text)) return text;
  const detail = 'A period is written 2020, 2020-Q1 or 2020-03.';
  throw new ProblemError(badParameter('bad-period', 'period', 'Not a period', detail));
}

/**
 * A moment from text, as `readMoment`.
 *
 * @throws ProblemError 400 where it is neither
 */
export function requireMoment(parameter: string, text: string): Date {
  const moment = readMoment(text);
  if (moment) return moment;
  const detail = 'A moment is written 2020-04-30 or 2020-04-30T12:00:00+07:00 (as %2B07:00).';
  throw new ProblemError(badParameter('bad-moment', parameter, 'Not a moment', detail));
}

/** The answer is asked for again with its tag; what did not change is not sent twice. */
const REVALIDATE = 'public, no-cache';

interface Answer {
  body: string | Uint8Array<ArrayBuffer>;
  contentType: string;
  fileName?: string;
  /** Shown where it is opened; saved under its name where a reader saves it. */
  isInline?: boolean;
  /** `public, no-cache` where it is left out. */
  cacheControl?: string;
  /** Names the content; made of the body where it is left out. */
  tag?: string;
}

/** An answer with its headers; 304 without a body where the reader has it already. */
export function respond(request: Request, answer: Answer): Response {
  const tag = `"${answer.tag ?? createHash('sha256').update(answer.body).digest('base64url')}"`;
  const headers = new Headers({
    ...PUBLIC,
    'cache-control': answer.cacheControl ?? REVALIDATE,
    'content-type': answer.contentType,
    etag: tag,
  });
  if (answer.fileName) {
    const way = answer.isInline ? 'inline' : 'attachment';
    headers.set('content-disposition', `${way}; filename="${answer.fileName}"`);
  }
  const known = request.headers.get('if-none-match')?.split(/,\s*/) ?? [];
  const isKnown = known.some((each) => each === '*' || each.replace(/^W\//, '') === tag);
  return isKnown
    ? new Response(null, { status: 304, headers })
    : new Response(answer.body, { headers });
}

/** A JSON answer; see `respond`. */
export const respondJson = (
  request: Request,
  value: unknown,
  options: Pick<Answer, 'cacheControl' | 'tag'> = {},
): Response =>
  respond(request, { ...options, body: JSON.stringify(value), contentType: 'application/json' });
