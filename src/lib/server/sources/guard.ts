// Which addresses a source may reach: only hosts and ports that it was registered with, and behind
// them only public addresses, or exactly those that the registration pins. Portals of the government's
// own network lie in private ranges, so they are let in one by one and by name, never by range. The
// client's own files import it, and public-host.ts, which tells no more than is public.
import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { failure } from './failures.ts';
import type { Allowed } from './source.ts';

/** An address that was let through, with what it may resolve to. */
export interface Target {
  url: URL;
  host: string;
  port: number;
  /** Normalised; null where any public address will do. */
  pinned: readonly string[] | null;
}

/** Every address that a name stands for, as dns.lookup tells them. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

const USUAL_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Nobody's portal: the machine's own network card, its cloud's keys, everybody at once. */
const NEVER: ReadonlySet<string> = new Set([
  'linkLocal',
  'unspecified',
  'multicast',
  'broadcast',
  'discard',
]);

/** Addresses of IPv6 that are given out to networks (RFC 4291, 2.5.4); the rest only looks public. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** An IPv4 address in any IPv6 dress of RFC 4291 (`::ffff:10.0.0.1`) is the IPv4 address. */
const normalise = (address: string): string => ipaddr.process(address).toString();

/**
 * The one spelling of a host, however it was typed: lower case, punycode, without the dot that may end
 * a full name, literal addresses in their one plain form; null where it is none.
 */
export function spellHost(text: string): string | null {
  const literal = isIP(text) === 6 ? `[${text}]` : text;
  return URL.parse(`http://${literal}`)?.hostname.replace(/\.$/, '') || null;
}

/** Whether one address may be connected to. `address` is an IPv4 or IPv6 address in any spelling. */
export function isPermitted(address: string, pinned: readonly string[] | null): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (NEVER.has(range)) return false;
  if (pinned) return pinned.includes(parsed.toString());
  if (range !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST);
}

const refuse = (text: string) => failure('not-allowed', { text });

/**
 * Checks an address before anything is done about it.
 *
 * @throws SourceError `not-allowed` for another scheme than http and https, for a user name in the
 * address, for a host and port that do not stand in `allow`, and for a literal address that may not be
 * reached
 */
export function admit(address: string, allow: readonly Allowed[]): Target {
  if (!URL.canParse(address)) throw refuse('its address cannot be read');
  const url = new URL(address);
  const usual = USUAL_PORTS[url.protocol];
  if (usual === undefined) throw refuse(`"${url.protocol}" is neither http nor https`);
  if (url.username !== '' || url.password !== '') throw refuse('its address names a user');
  const port = url.port === '' ? usual : Number(url.port);
  const name = spellHost(url.hostname);
  const entry = allow.find((known) => known.port === port && spellHost(known.host) === name);
  if (!entry) throw refuse(`${url.hostname}:${port} is not among the hosts it may ask`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const pinned = entry.addresses?.map(normalise) ?? null;
  if (isIP(host) !== 0 && !isPermitted(host, pinned)) throw refuse(`${host} may not be reached`);
  return { url, host, port, pinned };
}

/**
 * Resolves a target's name for a socket, which then connects to one of the very addresses that were
 * checked: a name that changes its mind in between changes nothing. One address that may not be
 * reached spoils them all.
 */
export function guardedLookup({ pinned }: Target, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host)
      .then((found) => {
        const foreign = found.find(({ address }) => !isPermitted(address, pinned));
        if (foreign)
          throw refuse(`${host} stands for ${foreign.address}, which may not be reached`);
        const [first] = found;
        if (!first) throw failure('unknown-host');
        if (options.all) callback(null, found);
        else callback(null, first.address, first.family);
      })
      .catch((error: unknown) => callback(error as NodeJS.ErrnoException, '', 0));
  };
}
