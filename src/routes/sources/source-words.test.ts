// What readers are told of sources: every failure in words that they understand, ages as of the day they
// are told from, faults that are the source's own, and no list of periods that nobody asked for.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { StripMark } from '#lib/domain/source-strip.ts';
import { FAILURE_CODES } from '#lib/server/sources/failures.ts';
import { m } from '#lib/paraglide/messages.js';
import {
  ageText,
  failureText,
  faultText,
  nextText,
  stripText,
  troubleText,
} from './source-words.ts';

/** Codes that files of the product throw as they stand. */
const THROWN = globSync('{src/lib/server,jobs}/**/*.ts')
  // A list that is compared stands on no page of sources.
  .filter((path) => !path.endsWith('.test.ts') && !/jobs.compare\.ts$|push.check\.ts$/.test(path))
  .flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/new SourceError\(\s*'([a-z-]+)'/g)].map(
      ([, code = '']) => code,
    ),
  );

const CODES = new Set([
  ...FAILURE_CODES,
  ...THROWN,
  // Those whose names are put together where they are thrown.
  ...['http-404', 'http-503', 'wrong-period', 'wrong-unit', 'zip-bomb', 'zip-lies', 'encrypted'],
]);

it.each([...CODES])('%s has words of its own', (code) => {
  expect(failureText(code)).not.toBe(code);
});

describe('the age of what a source last said', () => {
  it.each([
    [{ ageDays: 0, isOver: false }, 'hôm nay'],
    [{ ageDays: 3, isOver: false }, '3 ngày trước'],
    [{ ageDays: 0, isOver: true }, 'đúng ngày hết lịch'],
    [{ ageDays: -2, isOver: true }, 'sau ngày hết lịch'],
    [{ ageDays: 3, isOver: true }, '3 ngày trước khi hết lịch'],
    [{ ageDays: null, isOver: true }, ''],
  ])('%j is told: %s', (source, text) => {
    expect(ageText(source)).toBe(text);
  });
});

const handedIn = {
  isHandedIn: true,
  cause: { period: '2026-Q3', errorCode: 'returned' },
  lastSuccessAt: '2026-10-14T23:00:00Z',
  ...{ pausedAt: null, pausedReason: null, next: null },
};

describe('a sending that was returned', () => {
  const returned = { ...handedIn, standing: 'returned' };
  it('leaves what was recorded before, and is said to leave it', () => {
    expect(faultText(returned)).toContain('số đã ghi nhận trước đó giữ nguyên');
    expect(faultText({ ...returned, lastSuccessAt: null })).toContain('chưa có số liệu nào');
  });
  it('is told as such where the report is overdue, whatever was wrong with it', () => {
    const overdue = { ...handedIn, standing: 'overdue' };
    const cause = { ...handedIn.cause, errorCode: 'wrong-period' };
    expect(faultText({ ...overdue, cause })).toBe(failureText('wrong-period'));
    expect(faultText({ ...overdue, cause: { ...cause, errorCode: null } })).toBe(
      m.sources_fault_not_sent(),
    );
  });
});

it('what is not used any more has no next time, whatever its schedule says', () => {
  const over = { ...handedIn, standing: 'well' };
  expect(nextText(over)).toBe(m.sources_next_none());
  expect(nextText({ ...over, standing: 'retired' })).toBe(m.sources_next_retired());
});

it('a fault is told before the watch has noted it, and with its beginning afterwards', () => {
  const cause = { period: '2026-Q3', errorCode: null };
  const overdue = { ...handedIn, standing: 'overdue', cause, incident: null };
  expect(troubleText(overdue)).toBe('quá hạn: chưa nhận được');
  const incident = {
    ...({ kind: 'overdue', period: '2026-Q3', errorCode: null } as const),
    since: '2026-10-14T23:00:00Z',
  };
  expect(troubleText({ ...overdue, incident })).toMatch(/quá hạn số liệu.*từ .*15\/10\/2026/);
});

describe('a strip in words', () => {
  const told = (by: 'slot' | 'day', ...marks: StripMark[]) =>
    stripText({ by, marks: marks.map((mark, at) => ({ of: `202${at}-Q3`, mark })) });
  it('begins with the first period that was asked for', () => {
    const text = told('slot', 'let-go', 'let-go', 'answered', 'let-go');
    expect(text).toMatch(/^2 kỳ gần nhất: 1 trả lời; 1 bỏ qua \(quý III\/2023\)\. Tính từ .*2022/);
    expect(text).not.toMatch(/2020|2021/);
  });
  it('is told whole where all was asked for, where nothing was, and where its marks are days', () => {
    expect(told('slot', 'failed', 'let-go')).toMatch(/2 kỳ gần nhất.*2020.*2021/);
    expect(told('slot', 'let-go', 'let-go')).toMatch(/2 kỳ gần nhất: 2 bỏ qua.*2020.*2021/);
    expect(told('day', 'let-go', 'answered')).toBe('90 ngày gần nhất: 1 bỏ qua; 1 trả lời');
  });
});
