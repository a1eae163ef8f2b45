// Addresses as they may be shown: without passwords, and without the values of parameters that are
// called like one. Pure; anyone may import it.

const SECRET_NAME = /key|token|secret|password|passwd|pwd|signature|auth/i;
const HIDDEN = '***';

/**
 * An address to be shown to staff. Sources send their secrets in headers, which are never stored; this
 * is for those that put one into the address all the same.
 *
 * @example withoutSecrets('https://a:b@x.vn/?api_key=1&p=2') // 'https://x.vn/?api_key=***&p=2'
 */
export function withoutSecrets(address: string): string {
  if (!/^https?:/.test(address) || !URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  for (const name of new Set(url.searchParams.keys())) {
    if (SECRET_NAME.test(name)) url.searchParams.set(name, HIDDEN);
  }
  return url.href;
}
