// Two schedulers on one database: a thousand slots are due, and each is run once by one of them.
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { connect } from '#lib/server/db/client.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { testDatabase } from '../helpers/database.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { answerRows, openSmallPortal, serviceRow, smallSource } from '../helpers/small-portal.ts';

const CATALOGUE = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));
const SOURCES = 20;
const SLOTS_EACH = 50;
const DUE = SOURCES * SLOTS_EACH;
const AFTER = '2020-05-01T00:00:00Z';
const SLOW_MACHINE_MS = 240_000;

it(
  'share a thousand due slots and double none',
  async () => {
    const database = await testDatabase();
    const portal = await openSmallPortal(answerRows([serviceRow('a'), serviceRow('b')]));
    const other = connect(database.url, { max: 5 });
    try {
      await loadCatalogue(database.db, CATALOGUE);
      const hourly = {
        schedule: '0 * * * *',
        firstSlot: '2020-04-15T00:00+00:00',
        // The first and the last slot are both run.
        lastSlot: new Date(Date.UTC(2020, 3, 15, SLOTS_EACH - 1)).toISOString(),
      };
      const ids = Array.from({ length: SOURCES }, (_, at) => `hourly-${at}`);
      await upsertSources(
        database.db,
        ids.map((id) => smallSource(id, 'p-68', portal.url, hourly)),
      );
      const reports = await Promise.all(
        [database.db, other].map((db) =>
          runDueSlots(jobContext(db, AFTER), { until: new Date(AFTER), client: quickClient() }),
        ),
      );
      const ran = reports.map(({ outcomes }) => outcomes.done + outcomes.unchanged);
      expect(ran.reduce((sum, count) => sum + count, 0)).toBe(DUE);
      expect(Math.min(...ran)).toBeGreaterThan(0);
      expect(portal.asked).toHaveLength(DUE);
      const [ledger] = await database.db.sql`
        select count(*)::int as slots, count(distinct (source_id, slot_at))::int as different,
          count(*) filter (where state = 'done' and fence = 1 and attempt = 1)::int as once
        from job_run`;
      expect(ledger).toEqual({ slots: DUE, different: DUE, once: DUE });
      const [figures] = await database.db.sql`
        select count(*)::int as doubled from (
          select from observation group by unit_id, indicator_id, period, source_id
          having count(*) filter (where superseded_at is null) > 1) twice`;
      expect(figures).toEqual({ doubled: 0 });
    } finally {
      await other.close();
      await portal.close();
      await database.drop();
    }
  },
  SLOW_MACHINE_MS,
);
