import { describe, expect, it } from 'vitest';
import { safeNext } from './next.ts';

const ORIGIN = 'https://tiendo.example.gov.vn';

describe('where a sign-in leads on to', () => {
  it.each([
    ['/admin', '/admin'],
    ['/en/admin/runs?state=failed', '/en/admin/runs?state=failed'],
    ['/admin#part', '/admin'],
    ['/a/../admin', '/admin'],
  ])('is a path of ours: %s', (text, path) => {
    expect(safeNext(text, ORIGIN)).toBe(path);
  });

  it.each([
    null,
    '',
    'admin',
    '//evil.example',
    '/\\evil.example',
    '\\evil.example',
    '/\t/evil.example',
    '/a/..//evil.example',
    '/.//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    `${ORIGIN}/admin`,
    '/admin\r\nset-cookie: a=b',
  ])('is nowhere else: %j', (text) => {
    expect(safeNext(text, ORIGIN)).toBeNull();
  });
});
