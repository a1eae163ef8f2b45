// The first release of a series that is held, as staff see it: nothing stands beside.
import { beforeAll, expect, it } from 'vitest';
import { readHolds } from '#lib/server/store/holds.ts';
import { publishShare } from '../helpers/first-release.ts';
import { officeWorld } from '../helpers/office.ts';

const office = officeWorld();
beforeAll(async () => {
  await publishShare(office.db, '2020-Q1', [11, 10], '2020-04-15');
});

it('is shown with its share and nothing before it, and is published by staff', async () => {
  const html = await (await office.publisher.get('/admin/releases')).text();
  expect(html).toContain('Bản đầu tiên của chuỗi số liệu: chưa có bản nào để so');
  expect(html).toMatch(/110.*\(11\/10\)/);
  expect(html).not.toContain('→');
  const [held] = await readHolds(office.db, { state: 'held' }, 1);
  const fields = { release: held?.releaseId ?? '', verdict: 'publish', reason: 'Đã xem' };
  expect((await office.publisher.post('/admin/releases', fields)).status).toBe(200);
  expect(await readHolds(office.db, { state: 'held' }, 1)).toEqual([]);
});
