// Expressions that make of a portal's JSON what a mapping can read: what they make, and what becomes
// of those that never end.
import { describe, expect, it } from 'vitest';
import { SourceError, UsageError } from '#lib/server/errors.ts';
import { periodOf } from '#lib/domain/period.ts';
import type { Page } from '#lib/server/sources/kind.ts';
import { kindOf } from '#lib/server/sources/kinds.ts';
import { reshape, RESHAPE_LIMITS } from '#lib/server/sources/reshape.ts';
import { quickClient } from '../helpers/job-context.ts';
import { openSmallPortal, sendJson, smallSource } from '../helpers/small-portal.ts';

const SIGNAL = new AbortController().signal;
const run = (expression: string, json: unknown, limits = RESHAPE_LIMITS) =>
  reshape(expression, JSON.stringify(json), SIGNAL, limits);

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing failed',
    (error: unknown) => (error instanceof SourceError ? error.code : String(error)),
  );

const FOR_EVER = '($f := function($n) { $f($n + 1) }; $f(0))';
const WITHOUT_BOUND = '($f := function($a) { $f($append($a, $a)) }; $f([1..1000]))';

describe('an expression', () => {
  it('makes the JSON that the mapping reads', async () => {
    const made = await run('{"rows": [a.b.{"code": c & "-" & d}]}', { a: { b: { c: 1, d: 2 } } });
    expect(made).toEqual({ rows: [{ code: '1-2' }] });
  });

  it('that never ends is ended, and named for it', async () => {
    expect(await codeOf(run(FOR_EVER, {}, { ...RESHAPE_LIMITS, timeoutMs: 300 }))).toBe('too-slow');
  });

  it('that takes memory without end is ended, and named for it; we live on', async () => {
    const limits = { timeoutMs: 20_000, memoryMb: 32 };
    expect(await codeOf(run(WITHOUT_BOUND, {}, limits))).toBe('too-large');
  });

  it.each([
    ['fails', '$number("x")'],
    ['makes nothing', 'nothing.here'],
  ])('that %s says that the page has another shape', async (_what, expression) => {
    expect(await codeOf(run(expression, {}))).toBe('shape');
  });

  it('is stopped when we are', async () => {
    const stopping = new AbortController();
    const work = reshape(FOR_EVER, '{}', stopping.signal);
    stopping.abort(new Error('stop'));
    await expect(work).rejects.toThrow('stop');
  });
});

describe('a source that reshapes', () => {
  const mapping = (expression: string) => ({
    produces: 'observations' as const,
    request: { path: '/all?period={period}' },
    paging: { kind: 'none' as const },
    reshape: expression,
    rows: 'rows',
    unitCode: 'unit',
    measures: [{ indicator: 'lgsp_present', value: 'present' }],
  });

  it('is refused with the place in the expression where it is none', () => {
    const register = () =>
      smallSource('x', 'vn', 'http://127.0.0.1:9', { mapping: mapping('{"rows": [') });
    expect(register).toThrow(UsageError);
    expect(register).toThrow(/0\.mapping\.reshape: is no JSONata expression: .*\(at sign 10\)/);
  });

  it('gives the rows that the expression makes, and says so in their place', async () => {
    const portal = await openSmallPortal((_request, response) =>
      sendJson(response, { 'đơn vị': { H68: { co: 'x' }, H48: {} } }),
    );
    const source = smallSource('x', 'vn', portal.url, {
      mapping: mapping(
        '{"rows": $each(`đơn vị`, function($v, $k) { {"unit": $substring($k, 1), "present": $exists($v.co) ? 1 : 0} })}',
      ),
    });
    const pages: Page[] = [];
    const question = {
      source,
      period: periodOf('2020-Q1'),
      unitCode: 'vn',
      client: quickClient(),
      stored: null,
      signal: SIGNAL,
      onReply: () => undefined,
    };
    for await (const page of kindOf(source).read(question)) pages.push(page);
    await portal.close();
    expect(pages[0]?.rows).toEqual([
      { unit: '68', present: 1 },
      { unit: '48', present: 0 },
    ]);
    expect(pages[0]?.placeOf(1, 'present')).toBe('page 1, reshaped rows[1].present');
  });
});
