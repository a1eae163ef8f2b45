// Asks a portal that answers in JSON, page after page, and makes sure that the pages are the ones
// asked for and add up. What the rows say is read by mapping.ts and judged by the domain's rules.
// Imported by kinds.ts.
import { invariant, SourceError } from '../errors.ts';
import { askFor, retrace, type Wish } from './ask.ts';
import type { Reply } from './fetch.ts';
import { readJson } from './json-reply.ts';
import type { Page, Question, SourceKind } from './kind.ts';
import { compilePath, fillTemplate, tokensOf, type Tokens } from './mapping.ts';
import { reshape } from './reshape.ts';
import type { Expectation, PortalMapping } from './source-mapping.ts';

/** Limits of one run, beside the bytes that it may hold (reading-room.ts). */
const PAGE_LIMITS = {
  /** Bytes of one page, 8 MiB: the largest seen is under 1. */
  maxPageBytes: 8_388_608,
  /** Pages of one reply: at 500 rows a page, a hundred times the largest unit. */
  maxPages: 500,
  /** Rows of one reply: the largest unit has some 2,200 services. */
  maxRows: 200_000,
};

const shape = (message: string): SourceError => new SourceError('shape', message);
const incomplete = (message: string): SourceError =>
  new SourceError('incomplete', message, { retryable: true });

function readRows(json: unknown, path: string): unknown[] {
  const rows = compilePath(path)(json);
  if (!Array.isArray(rows)) throw shape(`the reply has no list of rows at "${path}"`);
  return rows;
}

function readTotal(json: unknown, path: string): number {
  const total = compilePath(path)(json);
  if (!Number.isInteger(total) || (total as number) < 0) {
    throw shape(`the reply does not say at "${path}" how many rows there are`);
  }
  return total as number;
}

/** A reply about another period or unit must never be taken for the one asked for. */
function checkExpected(json: unknown, mapping: PortalMapping, tokens: Tokens): void {
  const check = (name: 'period' | 'unit', expectation: Expectation | undefined): void => {
    if (expectation === undefined) return;
    const { path, is } =
      typeof expectation === 'string' ? { path: expectation, is: `{${name}}` } : expectation;
    const expected = fillTemplate(is, tokens);
    const found = compilePath(path)(json);
    if (String(found) !== expected) {
      throw new SourceError(
        `wrong-${name}`,
        `the reply is about ${name} "${String(found)}" (at "${path}"), asked for "${expected}"`,
      );
    }
  };
  check('period', mapping.expect.period);
  check('unit', mapping.expect.unit);
}

interface Progress {
  pages: number;
  rows: number;
  total: number | null;
  cursor: string;
}

/** The next cursor, or whether rows are still owed: null ends the asking. */
function nextCursor(
  mapping: PortalMapping,
  page: Page,
  json: unknown,
  done: Progress,
): string | null {
  const { paging } = mapping;
  if (paging.kind === 'none') return null;
  if (paging.kind === 'cursor') {
    const next = compilePath(paging.next)(json);
    if (next === undefined || next === null || next === '') return null;
    if (String(next) === done.cursor) throw shape('the next page is the one just read');
    return String(next);
  }
  if (done.total === null || done.rows >= done.total) return null;
  if (page.rows.length === 0) {
    throw incomplete(`page ${page.ordinal} is empty, with ${done.rows} of ${done.total} rows read`);
  }
  return '';
}

function checkLimits(done: Progress, limits: typeof PAGE_LIMITS): void {
  for (const [name, count, most] of [
    ['pages', done.pages, limits.maxPages],
    ['rows', done.rows, limits.maxRows],
  ] as const) {
    if (count > most) throw new SourceError('too-large', `more than ${most} ${name} in one run`);
  }
}

function account(done: Progress, page: Page, json: unknown, mapping: PortalMapping): void {
  const { paging } = mapping;
  done.pages += 1;
  done.rows += page.rows.length;
  if (!('total' in paging) || paging.total === undefined) return;
  const total = readTotal(json, paging.total);
  if (done.total !== null && done.total !== total) {
    throw incomplete(`the number of rows changed from ${done.total} to ${total} while we asked`);
  }
  done.total = total;
}

const tokensNow = (tokens: Tokens, { request }: PortalMapping, done: Progress): Tokens => ({
  ...tokens,
  page: String(request.firstPage + done.pages),
  offset: String(done.rows),
  size: String(request.size),
  cursor: done.cursor,
});

const NOTHING_READ: Progress = { pages: 0, rows: 0, total: null, cursor: '' };

/** The request of the next page. */
function nextWish({ source, period, unitCode }: Question, done: Progress): Wish {
  invariant(source.kind === 'portal-json', 'a portal is asked as one');
  const { path, headers } = source.mapping.request;
  const tokens = tokensNow(tokensOf(period, unitCode), source.mapping, done);
  return { source, path, headers, tokens, accept: 'json', maxBytes: PAGE_LIMITS.maxPageBytes };
}

/** The JSON that the mapping's paths are read from. */
async function readShaped(
  reply: Reply,
  mapping: PortalMapping,
  { signal }: Question,
): Promise<unknown> {
  const json = readJson(reply);
  if (mapping.reshape === undefined) return json;
  return reshape(mapping.reshape, new TextDecoder().decode(reply.body), signal);
}

function pageOf(reply: Reply, ordinal: number, rows: unknown[], mapping: PortalMapping): Page {
  // What was reshaped stands nowhere in the reply itself.
  const path = mapping.reshape === undefined ? mapping.rows : `reshaped ${mapping.rows}`;
  return {
    reply,
    ordinal,
    rows,
    placeOf: (row, field) => `page ${ordinal}, ${path}[${row}]${field === null ? '' : `.${field}`}`,
  };
}

/** What the source states as its sums; the paths of a mapping that has none lead nowhere. */
function readTotals(json: unknown, mapping: PortalMapping): Record<string, unknown> {
  const paths = mapping.produces === 'services' ? Object.entries(mapping.totals) : [];
  return Object.fromEntries(paths.map(([field, path]) => [field, compilePath(path)(json)]));
}

async function* readPages(question: Question): AsyncGenerator<Page> {
  const { source, period } = question;
  invariant(source.kind === 'portal-json', 'a portal is read as one');
  const { mapping } = source;
  const tokens = tokensOf(period, question.unitCode);
  const done = { ...NOTHING_READ };
  for (let cursor: string | null = ''; cursor !== null;) {
    done.cursor = cursor;
    const reply = await askFor(question, nextWish(question, done), done.pages);
    const json = await readShaped(reply, mapping, question);
    checkExpected(json, mapping, tokens);
    const page = pageOf(reply, done.pages + 1, readRows(json, mapping.rows), mapping);
    account(done, page, json, mapping);
    checkLimits(done, PAGE_LIMITS);
    yield { ...page, totals: readTotals(json, mapping) };
    cursor = nextCursor(mapping, page, json, done);
  }
  if (done.total !== null && done.rows !== done.total) {
    throw incomplete(`${done.rows} rows came, the source says ${done.total}`);
  }
  if (done.rows === 0) {
    throw new SourceError('empty', 'the reply lists nothing at all', { retryable: true });
  }
}

/** Asks for every page. A reply that holds no row at all is `empty`: silence is never taken for zero. */
export const portalJson: SourceKind = {
  read: readPages,
  retrace: (question) => retrace(question, nextWish(question, NOTHING_READ)),
  takes: 'rows',
};
