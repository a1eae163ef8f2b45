// Where a secret may go: to the hosts that the environment lists, whatever a source says.
import { describe, expect, it } from 'vitest';
import { fillSecrets, secretsIn, secretState } from './secrets.ts';

const ENVIRONMENT = {
  TIENDO_SECRET_KEY: 'k3y',
  TIENDO_SECRET_KEY_HOSTS: 'portal.gov.vn, http://10.1.2.3:8080,[fd00::1]:9443',
  TIENDO_SECRET_LOOSE: 'loose',
  TIENDO_SECRET_LATER_HOSTS: 'portal.gov.vn',
};

describe('a secret', () => {
  it.each([
    ['its host over https', 'KEY', 'https://portal.gov.vn/api', 'set'],
    ['its host, spelled otherwise', 'KEY', 'https://PORTAL.gov.vn:443', 'set'],
    ['its host and port', 'KEY', 'http://10.1.2.3:8080/x?y=z', 'set'],
    ['its host by IPv6', 'KEY', 'https://[fd00:0::1]:9443', 'set'],
    ['its host in the clear', 'KEY', 'http://portal.gov.vn', 'elsewhere'],
    ['its host and port in the clear', 'KEY', 'http://portal.gov.vn:443', 'elsewhere'],
    ['its host over https, listed in the clear', 'KEY', 'https://10.1.2.3:8080', 'elsewhere'],
    ['its host by another protocol', 'KEY', 'ws://portal.gov.vn:443', 'elsewhere'],
    ['another port', 'KEY', 'https://portal.gov.vn:8443', 'elsewhere'],
    ['another host', 'KEY', 'https://evil.example', 'elsewhere'],
    ['a host that begins alike', 'KEY', 'https://portal.gov.vn.evil.example', 'elsewhere'],
    ['a host behind a user', 'KEY', 'https://portal.gov.vn@evil.example', 'elsewhere'],
    ['no address at all', 'KEY', '', 'elsewhere'],
    ['anybody, where no host is listed', 'LOOSE', 'https://portal.gov.vn', 'elsewhere'],
    ['its host, before it is there', 'LATER', 'https://portal.gov.vn', 'missing'],
    ['anybody, where there is none', 'NONE', 'https://portal.gov.vn', 'missing'],
    ['anybody, as the list of its hosts', 'KEY_HOSTS', 'https://portal.gov.vn', 'elsewhere'],
  ])('for %s is told apart', (_whom, name, address, state) => {
    expect(secretState(name, address, ENVIRONMENT)).toBe(state);
  });

  it('is put in where it may go, and nowhere else', () => {
    const value = 'Bearer {secret:KEY}';
    expect(fillSecrets(value, 'https://portal.gov.vn/a', ENVIRONMENT)).toBe('Bearer k3y');
    const elsewhere = () => fillSecrets(value, 'https://evil.example/a', ENVIRONMENT);
    expect(elsewhere).toThrow('TIENDO_SECRET_KEY_HOSTS does not list https://evil.example');
    expect(elsewhere).toThrow(expect.objectContaining({ code: 'secret-elsewhere' }) as Error);
    const absent = () => fillSecrets('{secret:NONE}', 'https://portal.gov.vn', ENVIRONMENT);
    expect(absent).toThrow(expect.objectContaining({ code: 'no-secret' }) as Error);
  });

  it('is named once, however often it is asked for', () => {
    expect(secretsIn('Bearer {secret:A} {secret:B2}{secret:A}')).toEqual(['A', 'B2']);
  });
});
