// Secrets of sources: a source names them, the environment holds them and says which hosts may be told
// them, and nobody else is. Used by ask.ts at the moment of asking; at the start, and where a source is
// changed, it is asked beforehand whether a secret may go where the source sends it.
import { SourceError } from '../errors.ts';

const PREFIX = 'TIENDO_SECRET_';
const PLACE = /\{secret:([A-Z0-9_]+)\}/g;

const settingOf = (name: string): string => PREFIX + name;
/** The setting that lists where a secret may go: `portal.gov.vn, api.gov.vn:8443, http://10.1.2.3`. */
export const hostsSettingOf = (name: string): string => `${settingOf(name)}_HOSTS`;

/** Scheme, host and port of an address, https where it names no scheme; null where it is none. */
function originOf(address: string): string | null {
  const url = URL.parse(address.includes('://') ? address : `https://${address}`);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.origin : null;
}

/**
 * Whether a secret may go to an address: `missing` the environment has none of this name · `elsewhere`
 * TIENDO_SECRET_NAME_HOSTS does not list the address's scheme, host and port. A host listed without a
 * scheme is meant over https, and without a port at that scheme's own. Who may change a source could
 * otherwise send one portal's secret to a host of his own, or in the clear.
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
  const origin = originOf(address);
  const isListed = (host: string): boolean => originOf(host.trim()) === origin;
  const isAllowed = origin !== null && hosts.split(',').some(isListed);
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
 * where TIENDO_SECRET_NAME_HOSTS does not list the address's scheme, host and port
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
          `${hostsSettingOf(name)} does not list ${originOf(address) ?? 'its address'}`,
          { retryable: true },
        );
  });
}
