// The list of a source's fields is the schema's own, and its examples are sound.
import { describe, expect, it } from 'vitest';
import { readConfigText, refuseSecretsElsewhere, secretsOf } from './config-faults.ts';
import { exampleText, fieldsOf, parseExample, SOURCE_KINDS, toKind } from './config-fields.ts';

describe.each(SOURCE_KINDS)('a source of kind %s', (kind) => {
  it('has an example that can be used as it stands', () => {
    expect(readConfigText(exampleText(kind))).toEqual({ ok: true, config: parseExample(kind) });
  });

  it('lists every field that the example has, and demands none that it lacks', () => {
    const example = JSON.parse(exampleText(kind)) as Record<string, unknown>;
    const fields = fieldsOf(kind);
    const outer = fields.filter(({ path }) => !path.includes('.') && !path.includes('['));
    expect(outer.map(({ path }) => path)).toEqual(expect.arrayContaining(Object.keys(example)));
    const demanded = outer.filter(({ isRequired }) => isRequired).map(({ path }) => path);
    expect(Object.keys(example)).toEqual(expect.arrayContaining(demanded));
  });
});

it('tells required fields, choices and what stands for those left out', () => {
  const fields = new Map(fieldsOf('portal-json').map((field) => [field.path, field]));
  expect(fields.get('missedPolicy')).toMatchObject({
    isRequired: true,
    choices: ['all', 'latest', 'skip'],
  });
  expect(fields.get('mapping.request.size')).toMatchObject({ isRequired: false, fallback: '500' });
  expect(fields.get('mapping.paging.kind')?.choices).toEqual(['page', 'offset', 'cursor', 'none']);
  expect(fields.get('mapping.paging.next')?.isRequired).toBe(false);
  expect(fields.get('allow[].addresses')?.isRequired).toBe(false);
});

it('knows a kind by its word alone', () => {
  expect(toKind('csv')).toBe('csv');
  expect(toKind('toString')).toBeNull();
  expect(toKind(null)).toBeNull();
});

describe('reading what was typed', () => {
  const typed = (change: object): string =>
    JSON.stringify({ ...(JSON.parse(exampleText('portal-json')) as object), ...change });
  const faultsIn = (text: string) => {
    const reading = readConfigText(text);
    return reading.ok ? [] : reading.faults;
  };

  it('tells every fault at once, with what would be right', () => {
    expect(
      faultsIn(typed({ id: 'A b', frequency: 'day', timeoutMs: 3, more: 1, unit: undefined })),
    ).toEqual([
      { path: 'id', code: 'rule', expected: 'must be of a–z, 0–9 and "-"', received: '"A b"' },
      { path: 'unit', code: 'missing', expected: null, received: null },
      { path: 'frequency', code: 'one-of', expected: 'month, quarter, year', received: '"day"' },
      { path: 'timeoutMs', code: 'value', expected: '>=100', received: '3' },
      { path: 'more', code: 'unknown', expected: null, received: null },
    ]);
  });

  it('never repeats a secret that was typed in plain text', () => {
    const faults = faultsIn(typed({ auth: { header: 'x-key', value: 'geheim-123' } }));
    expect(faults).toMatchObject([{ path: 'auth.value', code: 'rule', received: null }]);
    expect(JSON.stringify(faults)).not.toContain('geheim');
  });

  it.each(['', '{', 'null', '[]', '"x"', '{"kind":"toString"}'])('refuses %j', (text) => {
    expect(faultsIn(text)).toHaveLength(1);
  });

  it('tells which secrets a source asks for', () => {
    const value = 'Bearer {secret:HA_NOI} {secret:HA_NOI}{secret:B2}';
    const reading = readConfigText(typed({ auth: { header: 'authorization', value } }));
    const environment = {
      TIENDO_SECRET_HA_NOI: 'x',
      TIENDO_SECRET_HA_NOI_HOSTS: 'elsewhere.gov.vn',
    };
    expect(reading.ok && secretsOf(reading.config, environment)).toEqual([
      { name: 'HA_NOI', state: 'elsewhere' },
      { name: 'B2', state: 'missing' },
    ]);
    const sources = reading.ok ? [reading.config] : [];
    expect(() => refuseSecretsElsewhere(sources, environment)).toThrow(
      /TIENDO_SECRET_HA_NOI_HOSTS does not list/,
    );
    expect(() => refuseSecretsElsewhere(sources, {})).not.toThrow();
  });
});
