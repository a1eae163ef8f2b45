import { describe, expect, it } from 'vitest';
import { tellHost } from './public-host.ts';

const OPEN = { host: 'dichvucong.gov.vn', port: 443 };
const pinned = (host: string, ...addresses: string[]) => [{ host, port: 443, addresses }];

describe('everybody is told the host of a source', () => {
  it.each([
    ['https://dichvucong.gov.vn/api', [OPEN], 'dichvucong.gov.vn'],
    ['https://dichvucong.gov.vn/api', pinned(OPEN.host, '113.160.1.2'), 'dichvucong.gov.vn'],
    ['https://other.gov.vn/', pinned(OPEN.host, '10.1.2.3'), 'other.gov.vn'],
    ['http://113.160.1.2:8080/', [], '113.160.1.2'],
  ])('where it is public: %s', (address, allow, host) => {
    expect(tellHost(address, allow)).toEqual({ host, hostReason: null });
  });

  it.each([
    ['https://portal.gov.vn/', pinned('portal.gov.vn', '10.1.2.3')],
    ['https://portal.gov.vn/', pinned('PORTAL.gov.vn', '113.160.1.2', 'fd00::1')],
    ['https://portal.gov.vn./', pinned('portal.gov.vn', '10.1.2.3')],
    ['https://portal.gov.vn/', pinned('portal.gov.vn.', '10.1.2.3')],
    ['https://cổng.gov.vn/', pinned('cổng.gov.vn', '10.1.2.3')],
    ['http://dvc.local./', []],
    ['http://[2001:db8::7]/', pinned('2001:db8:0::7', 'fd00::1')],
    ['http://10.20.30.40/', []],
    ['http://127.0.0.1:9/', []],
    ['http://[fd00::1]/', []],
    ['http://gateway/', []],
    ['http://lgsp.intranet/', []],
  ])('but not where it lies inside a network: %s', (address, allow) => {
    expect(tellHost(address, allow)).toEqual({ host: null, hostReason: 'private-network' });
  });

  it.each([null, 'push:', 'upload:a.xlsx', 'file:///srv/package'])(
    'and of none where nobody is asked: %s',
    (address) => {
      expect(tellHost(address, [])).toEqual({ host: null, hostReason: 'not-asked' });
    },
  );
});
