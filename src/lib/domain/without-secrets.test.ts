// What of an address is never shown.
import { expect, it } from 'vitest';
import { withoutSecrets } from './without-secrets.ts';

it.each([
  ['https://x.vn/a?period=2020-Q1&page=2', 'https://x.vn/a?period=2020-Q1&page=2'],
  ['https://a:b@x.vn/?api_key=1&p=2', 'https://x.vn/?api_key=***&p=2'],
  ['http://x.vn/?accessToken=1&accessToken=2', 'http://x.vn/?accessToken=***'],
  ['upload:báo cáo key=1.xlsx', 'upload:báo cáo key=1.xlsx'],
  ['push:', 'push:'],
  ['https://', 'https://'],
])('%s is shown as %s', (address, shown) => {
  expect(withoutSecrets(address)).toBe(shown);
});
