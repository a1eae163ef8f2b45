// Secrets of sources: a source names them, the environment holds them and says which hosts may be told
// them, and nobody else is. Used by ask.ts at the moment of asking; at the start, and where a source is
// changed, it is asked beforehand whether a secret may go where the source sends it.
import { SourceError } from '../errors.ts';

const PREFIX = 'TIENDO_SECRET_';
const PLACE = /\{secret:([A-Z0-9_]+)\}/g;

const settingOf = (name: string): string => PREFIX + name;
/** The setting that lists where a secret may go: `portal.gov.vn, api.gov.vn:8443`. */
export const hostsSettingOf = (name: string): string => `${settingOf(name)}_HOSTS`;

/** Host and port of an address that is read as https where it names no scheme; null where it is none. */
function endOf(address: string): string | null {
  const full = address.includes('://') ? address : `https://${address}`;
  if (!URL.canParse(full)) return null;
  const { protocol, hostname, port } = new URL(full);
  const usual = protocol === 'https:' ? '443' : '80';
  return `${hostname}:${port === '' ? usual : port}`;
}

/**
 * Whether a secret may go to an address: `missing` the environment has none of this name · `elsewhere`
 * TIENDO_SECRET_NAME_HOSTS does not list the address's host and port. A host listed without a port is
 * meant at 443. Who may change a source could otherwise send one portal's secret to a host of his own.
 */
export type SecretState = 'set' | 'missing' | 'elsewhere';

export function secretState(
  name: string,
  address: string,
  environment: NodeJS.ProcessEnv,
): SecretState {
  const hosts = environment[hostsSettingOf(name)] ?? '';
  const isSet = (environment[settingOf(name)] ?? '') !== '';
  if (!isSet && hosts === '') return 'missing';
  const end = endOf(address);
  const isAllowed = hosts.split(',').some((host) => end !== null && endOf(host.trim()) === end);
  if (!isAllowed) return 'elsewhere';
  return isSet ? 'set' : 'missing';
}

/** The names of secrets that a text asks for, each once. */
export const secretsIn = (template: string): string[] => [
  ...new Set([...template.matchAll(PLACE)].map(([, name = '']) => name)),
];

/**
 * Puts secrets in for `{secret:NAME}`, as they are sent to an address.
 *
 * @throws SourceError `no-secret` where the environment has no TIENDO_SECRET_NAME, `secret-elsewhere`
 * where TIENDO_SECRET_NAME_HOSTS does not list the address's host and port
 */
export function fillSecrets(
  template: string,
  address: string,
  environment: NodeJS.ProcessEnv,
): string {
  return template.replace(PLACE, (_whole, name: string) => {
    const state = secretState(name, address, environment);
    if (state === 'set') return environment[settingOf(name)] ?? '';
    throw state === 'missing'
      ? new SourceError('no-secret', `${settingOf(name)} is not set in the environment`, {
          retryable: true,
        })
      : new SourceError(
          'secret-elsewhere',
          `${hostsSettingOf(name)} does not list ${endOf(address) ?? 'its address'}`,
          { retryable: true },
        );
  });
}
