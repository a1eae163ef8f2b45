// Where commands look: paths as a person types them, and addresses that are asked for.
import { describe, expect, it } from 'vitest';
import { readDemoOptions } from '../../jobs/demo-world.ts';
import { databaseAt, fromStanding } from '../../jobs/place.ts';
import { readCommand } from '../../jobs/job-command.ts';
import { addressOf } from '../../jobs/web.ts';

describe('a path that a person types', () => {
  it('is meant from where the person stands', () => {
    expect(fromStanding('./x', '/home/an')).toBe('/home/an/x');
    expect(fromStanding('/srv/x', '/home/an')).toBe('/srv/x');
  });

  it('is read so by npm run jobs too', () => {
    expect(readCommand(['list', '--data', './x']).folder).toBe(fromStanding('./x'));
  });
});

describe('the database of a command', () => {
  it('is yours where you name one, else in your folder', async () => {
    const databaseUrl = 'postgres://a@b/c';
    expect(await databaseAt({ databaseUrl, folder: '/srv/x' })).toEqual({ databaseUrl });
    expect(await databaseAt({ databaseUrl: null, folder: '/srv/x' })).toEqual({ folder: '/srv/x' });
  });
});

describe('a port that is asked for', () => {
  it.each(['4190', '6000', '6667'])('is none that browsers block: %s', async (port) => {
    const asked = readDemoOptions(['--port', port]);
    await expect(asked).rejects.toThrow(`--port ${port} is one that browsers refuse to call`);
  });

  it('is any other', async () => {
    expect(await readDemoOptions(['--port', '4188'])).toMatchObject({ port: 4188 });
  });
});

describe('the web server', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['0.0.0.0', 'http://127.0.0.1:3000'],
    ['::1', 'http://[::1]:3000'],
    ['::', 'http://[::1]:3000'],
    ['tiendo.internal', 'http://tiendo.internal:3000'],
  ])('that listens on %s is reached at %s', (host, address) => {
    expect(addressOf(host, 3000)).toBe(address);
    expect(URL.canParse(address)).toBe(true);
  });
});
