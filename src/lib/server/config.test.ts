import { describe, expect, it } from 'vitest';
import { readConfig, readLogLevel, readPlace } from './config.ts';
import { UsageError } from './errors.ts';

const ORIGIN = 'https://tiendo.example.gov.vn';

function faultsOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message;
  }
}

describe('the settings', () => {
  it('have a default, all but the address that readers use', () => {
    expect(readConfig({ ORIGIN })).toEqual({
      origin: ORIGIN,
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      folder: null,
      sourcesFile: null,
      logLevel: 'info',
      gatherConcurrency: 8,
    });
  });

  it('count as not given where they are empty', () => {
    expect(readConfig({ ORIGIN, PORT: '', DATABASE_URL: ' ' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
    });
  });

  it('tell commands where the database is, without the settings of the web', () => {
    expect(readPlace({ TIENDO_DATA: '/srv/tiendo', DATABASE_URL: '' })).toEqual({
      databaseUrl: null,
      folder: '/srv/tiendo',
    });
    expect(() => readPlace({ DATABASE_URL: 'mysql://host/db' })).toThrow(/postgres:/);
  });

  it('let commands log errors alone, unless they say more', () => {
    expect(readLogLevel({ TIENDO_LOG: '', DATABASE_URL: 'of something else' })).toBe('error');
    expect(readLogLevel({ TIENDO_LOG: 'debug' })).toBe('debug');
    expect(() => readLogLevel({ TIENDO_LOG: 'loud' })).toThrow(UsageError);
  });

  it('are refused with all faults at once', () => {
    const faults = faultsOf({
      PORT: '99999',
      DATABASE_URL: 'mysql://root:secret@host/db',
      TIENDO_LOG: 'loud',
      TIENDO_GATHER_CONCURRENCY: 'many',
      TIENDO_DTA: '/srv',
    });
    for (const name of [
      'ORIGIN: must be set',
      'PORT: must be a whole number from 1 to 65535, not "99999"',
      'DATABASE_URL: must look like postgres://',
      'TIENDO_LOG: must be one of',
      'TIENDO_GATHER_CONCURRENCY: must be a whole number from 1 to 32, not "many"',
      'TIENDO_DTA: is no setting',
    ]) {
      expect(faults).toContain(name);
    }
  });

  it('never show a password', () => {
    expect(faultsOf({ ORIGIN, DATABASE_URL: 'mysql://root:secret@host/db' })).not.toContain(
      'secret',
    );
  });

  it.each(['tiendo.example.gov.vn', 'https://a.vn/path', 'https://a.vn/', 'ftp://a.vn', 'x'])(
    'take no %s for the address that readers use',
    (origin) => {
      expect(faultsOf({ ORIGIN: origin })).toContain('ORIGIN: must be scheme and host alone');
    },
  );
});
