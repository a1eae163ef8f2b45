// What of a source's address everybody may know. Government portals often stand in a private network,
// and the names and addresses of such a network are nobody's business outside of it. The API and the
// pages of sources and figures import it.
import { isIP } from 'node:net';
import { isPermitted, spellHost } from './guard.ts';
import type { Allowed, SourceConfig } from './source.ts';

/** A host, or why none is told: `private-network` it is inside one · `not-asked` the unit sends. */
export type ToldHost =
  { host: string; hostReason: null } | { host: null; hostReason: 'private-network' | 'not-asked' };

const NOT_ASKED = { host: null, hostReason: 'not-asked' } as const;
const PRIVATE = { host: null, hostReason: 'private-network' } as const;

/** Names that no public directory of names knows: RFC 6762, RFC 8375, and those of office networks. */
const INTERNAL_NAME = /^[^.]+$|\.(local|localhost|internal|intranet|lan|home|corp|private|arpa)$/;

const isInternal = (host: string): boolean =>
  isIP(host) === 0 ? INTERNAL_NAME.test(host) : !isPermitted(host, null);

/** Whether a registration lets this host in at an address that the public cannot reach. */
const isPinnedInside = (host: string, allow: readonly Allowed[]): boolean =>
  allow.some(
    (entry) =>
      spellHost(entry.host) === host &&
      entry.addresses?.some((address) => !isPermitted(address, null)),
  );

/** The host of an address, without path, port and credentials; null where nobody is asked there. */
export const hostOf = (address: string | null): string | null =>
  spellHost((address === null ? null : URL.parse(address)?.hostname) ?? '');

/**
 * What everybody is told of where a source was asked.
 *
 * @param address null, or one without a host (`push:`), where nobody was
 * @param allow what the source may reach
 */
export function tellHost(address: string | null, allow: SourceConfig['allow']): ToldHost {
  const host = hostOf(address);
  if (host === null) return NOT_ASKED;
  const bare = host.replace(/^\[|\]$/g, '');
  return isInternal(bare) || isPinnedInside(host, allow) ? PRIVATE : { host, hostReason: null };
}
