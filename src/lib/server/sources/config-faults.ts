// What is wrong with a source as a person typed it: every fault at once, by path, in a form that pages
// put into words of either language. The pages of sources and the start import it.
import * as v from 'valibot';
import { UsageError } from '../errors.ts';
import { hostsSettingOf, secretsIn, secretState, type SecretState } from './secrets.ts';
import { sourceConfig, type SourceConfig } from './source.ts';

/**
 * `not-json` no JSON at all · `missing` a field that must be there · `unknown` one that does not exist ·
 * `one-of`, `type`, `length`, `value`, `integer`, `url` what stands there is none of these · `rule` it
 * breaks a rule with a sentence of its own · `no-unit`, `no-series`, `no-indicator` the catalogue lacks
 * it · `reserved-id`, `other-id`, `taken-id` the id cannot be used here · `secret-elsewhere` its secret
 * may not go to its address.
 */
export type FaultCode =
  | (
      | 'not-json'
      | 'missing'
      | 'unknown'
      | 'one-of'
      | 'type'
      | 'length'
      | 'value'
      | 'integer'
      | 'url'
    )
  | ('rule' | 'no-unit' | 'no-series' | 'no-indicator')
  | ('reserved-id' | 'other-id' | 'taken-id' | 'secret-elsewhere');

export interface ConfigFault {
  /** `mapping.request.path`; empty for the whole. */
  path: string;
  code: FaultCode;
  /** What would be right: choices, a bound, the schema's own sentence; null where the code says all. */
  expected: string | null;
  /** What stands there instead, shortened; null where nothing does, or where it must not be repeated. */
  received: string | null;
}

/** Longest part of a wrong value that is repeated. */
const MAX_RECEIVED = 80;

/** Where somebody may have typed a secret, which is never said again. */
const isSecret = (path: string): boolean => path.startsWith('auth');

/** `("a" | "b")` as `a, b`. */
const choices = (expected: string | null): string | null =>
  expected
    ?.replace(/^\(|\)$/g, '')
    .replaceAll('"', '')
    .replaceAll(' | ', ', ') ?? null;

const CODES: Readonly<Record<string, FaultCode>> = {
  min_length: 'length',
  max_length: 'length',
  length: 'length',
  min_value: 'value',
  max_value: 'value',
  integer: 'integer',
  url: 'url',
};

function codeOf({ kind, type, expected, received }: v.BaseIssue<unknown>): FaultCode {
  if (kind === 'schema') {
    if (type === 'strict_object' && expected === 'never') return 'unknown';
    if (received === 'undefined') return type === 'variant' ? 'one-of' : 'missing';
    return ['picklist', 'variant', 'literal'].includes(type) ? 'one-of' : 'type';
  }
  return CODES[type] ?? 'rule';
}

function toFault(issue: v.BaseIssue<unknown>): ConfigFault {
  const path = v.getDotPath(issue) ?? '';
  const hasOwnWords = issue.kind === 'validation' && !issue.message.startsWith('Invalid ');
  const code = hasOwnWords ? 'rule' : codeOf(issue);
  const { expected } = issue;
  const said = { 'one-of': choices(expected), rule: issue.message, missing: null, unknown: null };
  const isSilent = code === 'missing' || code === 'unknown' || isSecret(path);
  return {
    path,
    code,
    expected: code in said ? said[code as keyof typeof said] : expected,
    received: isSilent ? null : issue.received.slice(0, MAX_RECEIVED),
  };
}

export type ConfigReading =
  { ok: true; config: SourceConfig } | { ok: false; faults: ConfigFault[] };

/** Reads a source that was typed as JSON: the source, or every fault of it. */
export function readConfigText(text: string): ConfigReading {
  let typed: unknown;
  try {
    typed = JSON.parse(text);
  } catch (error) {
    const expected = error instanceof SyntaxError ? error.message : null;
    return { ok: false, faults: [{ path: '', code: 'not-json', expected, received: null }] };
  }
  const result = v.safeParse(sourceConfig, typed);
  if (result.success) return { ok: true, config: result.output };
  return { ok: false, faults: result.issues.map(toFault) };
}

/** The secrets that a source asks for, and whether the environment lets them go to its address. */
export const secretsOf = (
  { auth, address }: SourceConfig,
  environment: NodeJS.ProcessEnv,
): { name: string; state: SecretState }[] =>
  secretsIn(auth?.value ?? '').map((name) => ({
    name,
    state: secretState(name, address ?? '', environment),
  }));

/** Every secret that the environment does not let go where its source would send it. */
export const findSecretsElsewhere = (
  sources: readonly SourceConfig[],
  environment: NodeJS.ProcessEnv,
): { source: SourceConfig; name: string }[] =>
  sources.flatMap((source) =>
    secretsOf(source, environment)
      .filter(({ state }) => state === 'elsewhere')
      .map(({ name }) => ({ source, name })),
  );

/**
 * Holds the secrets of sources to the hosts that the environment lists. A secret that is not there is
 * let pass: its source fails until it is.
 *
 * @throws UsageError that names every source whose secret may not go to its address
 */
export function refuseSecretsElsewhere(
  sources: readonly SourceConfig[],
  environment: NodeJS.ProcessEnv,
): void {
  const faults = findSecretsElsewhere(sources, environment).map(
    ({ source: { id, address }, name }) =>
      `  ${id}: ${hostsSettingOf(name)} does not list ${URL.parse(address ?? '')?.origin}`,
  );
  if (faults.length === 0) return;
  throw new UsageError(
    `Secrets go only to the hosts listed for them, such as portal.gov.vn or http://10.1.2.3:8080:\n${faults.join('\n')}`,
  );
}
