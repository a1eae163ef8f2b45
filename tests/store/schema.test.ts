// Holds the database that the migrations make against the Drizzle schema, and both against the laws
// that keep the tables fit to be spread over machines by unit (README, Decisions: Citus).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as schema from '#lib/server/db/schema/index.ts';
import { shapesOfDatabase, shapesOfSchema, uncommented } from '../helpers/catalogue.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

/** Tables whose rows belong to a unit and would live on that unit's machine. */
const FACTS = [
  ...['audit_event', 'comparison', 'dispute', 'intake', 'observation', 'push_token'],
  ...['quarantine', 'quarantine_decision', 'reply', 'report_duty', 'report_obstacle', 'run_reply'],
  ...['service', 'service_row', 'sign', 'sign_answer', 'sign_finding', 'sign_withdrawal'],
  'source_incident',
];
/** Tables that every machine has a copy of, or that stay on one: reference, ledger, releases. */
const REFERENCES = [
  ...['group_member', 'index_node', 'indicator', 'invitation', 'job_run', 'national_fact'],
  ...['outbox', 'person', 'person_account', 'person_role', 'person_session'],
  ...['person_verification', 'press_fact', 'procedure', 'published_rank', 'published_score'],
  ...['region', 'release', 'release_hold', 'release_pointer', 'release_row', 'release_summary'],
  ...['scheduler_look', 'series', 'sign_reading'],
  ...[
    'source',
    'source_indicator',
    'source_trial',
    'source_version',
    'target',
    'target_basis',
    'target_not_loaded',
  ],
  ...['unit', 'unit_code', 'unit_group', 'unit_lineage', 'unit_responsible'],
];
const PARTITIONED = ['observation', 'service_row'];

describe.each(['18', '15'] as const)('the schema on PostgreSQL %s', (server) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ server });
  });
  afterAll(() => database.drop());

  it('has the tables, columns, types, keys and references that the code believes in', async () => {
    expect(await shapesOfDatabase(database.db.sql)).toEqual(shapesOfSchema(schema));
  });

  it('says what every table and column means', async () => {
    expect(await uncommented(database.db.sql)).toEqual([]);
  });

  it('runs on the version it claims', async () => {
    const [row] = await database.db.sql<{ major: string }[]>`
      select (current_setting('server_version_num')::int / 10000)::text as major`;
    expect(row?.major).toBe(server);
  });
});

describe('the law of the schema', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  const shapes = shapesOfSchema(schema);
  const factShapes = FACTS.map((name) => [name, shapes.get(name)] as const);

  it('counts every table as facts of units or as reference', () => {
    expect([...shapes.keys()].sort()).toEqual([...FACTS, ...REFERENCES].sort());
  });

  it.each(factShapes)('%s holds its unit, in every primary and unique key', (_name, shape) => {
    expect(shape?.columns).toContain('unit_id text not null');
    expect(shape?.primaryKey).toContain('unit_id');
    for (const key of shape?.uniques ?? []) expect(key.split(',')).toContain('unit_id');
  });

  it.each([...shapes])('%s refers to reference tables, or by unit to facts', (name, shape) => {
    for (const reference of shape.references) {
      const [, columns = '', target = ''] = /^(\S+) -> (\w+)\(/.exec(reference) ?? [];
      const isFact = FACTS.includes(target);
      const isWithinUnit = FACTS.includes(name) && columns.split(',').includes('unit_id');
      expect(isFact ? isWithinUnit : REFERENCES.includes(target), reference).toBe(true);
    }
  });

  it('partitions on one level, by the last day of the period, which is in the key', async () => {
    const rows = await database.db.sql<{ name: string; key: string; depth: number }[]>`
      select c.relname as name, pg_get_partkeydef(c.oid) as key,
        (select max(level) from pg_partition_tree(c.oid)) as depth
      from pg_class c
      where c.relkind = 'p' and not c.relispartition
        and c.relnamespace = 'public'::regnamespace
      order by 1`;
    expect([...rows]).toEqual(
      PARTITIONED.map((name) => ({ name, key: 'RANGE (period_end)', depth: 1 })),
    );
    for (const name of PARTITIONED) expect(shapes.get(name)?.primaryKey).toContain('period_end');
  });

  it('numbers rows with bigint or UUID only, and leaves no default to the server', async () => {
    const numbered = await database.db.sql<{ place: string; type: string }[]>`
      select attrelid::regclass || '.' || attname as place, format_type(atttypid, atttypmod) as type
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition and attnum > 0 and (attidentity <> '' or atthasdef)`;
    expect([...numbered]).toEqual([{ place: 'service.id', type: 'bigint' }]);
  });
});
