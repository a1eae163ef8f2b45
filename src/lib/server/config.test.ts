import { describe, expect, it } from 'vitest';
import { readConfig, readLogLevel, readMailSettings, readPlace } from './config.ts';
import { UsageError } from './errors.ts';

const ORIGIN = 'https://tiendo.example.gov.vn';
const TIENDO_SECRET = 'q8Zr1vT0xKp4Wm7Yd2Hs9Lb6Nc3Jf5Gu';

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
  it('have a default, all but the address that readers use and the secret', () => {
    expect(readConfig({ ORIGIN, TIENDO_SECRET })).toEqual({
      origin: ORIGIN,
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      folder: null,
      sourcesFile: null,
      logLevel: 'info',
      gatherConcurrency: 8,
      runLimitMs: 600_000,
      secret: TIENDO_SECRET,
      mail: null,
    });
  });

  it('count as not given where they are empty', () => {
    expect(readConfig({ ORIGIN, TIENDO_SECRET, PORT: '', DATABASE_URL: ' ' })).toMatchObject({
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
      TIENDO_RUN_LIMIT_MINUTES: '0',
      TIENDO_DTA: '/srv',
    });
    for (const name of [
      'ORIGIN: must be set',
      'PORT: must be a whole number from 1 to 65535, not "99999"',
      'DATABASE_URL: must look like postgres://',
      'TIENDO_LOG: must be one of',
      'TIENDO_GATHER_CONCURRENCY: must be a whole number from 1 to 32, not "many"',
      'TIENDO_RUN_LIMIT_MINUTES: must be a whole number from 1 to 120, not "0"',
      'TIENDO_DTA: is no setting',
      'TIENDO_SECRET: must be set to 32 characters or more of chance',
    ]) {
      expect(faults).toContain(name);
    }
  });

  it.each(['4190', '6000', '6667'])('take no port that browsers block: %s', (PORT) => {
    const words = 'PORT: must be a port that browsers call; they block this one';
    expect(faultsOf({ ORIGIN, TIENDO_SECRET, PORT })).toContain(`${words}, not "${PORT}"`);
  });

  it.each([
    ['DATABASE_URL', 'mysql://root:hunter2@host/db'],
    ['TIENDO_SECRET', 'hunter2'],
    ['TIENDO_SMTP_URL', 'http://user:hunter2@host'],
  ])('never show a password: %s', (name, value) => {
    const faults = faultsOf({ ORIGIN, TIENDO_SECRET, [name]: value });
    expect(faults).toContain(`${name}: must`);
    expect(faults).not.toContain('hunter2');
  });

  it.each([
    ['short', 'q8Zr1vT0xKp4Wm7Yd2Hs9Lb6Nc3Jf5G', '32 characters or more'],
    ['typed', 'abcabcabcabcabcabcabcabcabcabcabcabc', 'drawn by chance'],
    ['that of an example', 'changeme-q8Zr1vT0xKp4Wm7Yd2Hs9Lb6Nc', 'drawn by chance'],
    ['that of a library', 'better-auth-secret-12345678901234567890', 'drawn by chance'],
  ])('take no secret that is %s', (_why, secret, wanted) => {
    expect(faultsOf({ ORIGIN, TIENDO_SECRET: secret })).toContain(wanted);
  });

  it('know the secrets of sources by their beginning', () => {
    expect(faultsOf({ ORIGIN, TIENDO_SECRET, TIENDO_SECRET_PORTAL_26: 'x' })).toBe('');
  });

  it('let mail be sent only where both server and sender are given', () => {
    const TIENDO_SMTP_URL = 'smtps://user:hunter2@mail.example.gov.vn';
    const TIENDO_MAIL_FROM = 'Tiến Độ <tiendo@example.gov.vn>';
    expect(readMailSettings({})).toBeNull();
    expect(readMailSettings({ TIENDO_SMTP_URL, TIENDO_MAIL_FROM })).toEqual({
      smtpUrl: TIENDO_SMTP_URL,
      from: TIENDO_MAIL_FROM,
    });
    expect(() => readMailSettings({ TIENDO_SMTP_URL })).toThrow('TIENDO_MAIL_FROM: must be set');
    expect(() => readMailSettings({ TIENDO_SMTP_URL, TIENDO_MAIL_FROM: 'nobody' })).toThrow(
      'TIENDO_MAIL_FROM: must look like',
    );
  });

  it.each(['tiendo.example.gov.vn', 'https://a.vn/path', 'https://a.vn/', 'ftp://a.vn', 'x'])(
    'take no %s for the address that readers use',
    (origin) => {
      expect(faultsOf({ ORIGIN: origin })).toContain('ORIGIN: must be scheme and host alone');
    },
  );
});
