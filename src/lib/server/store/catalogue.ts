// Writes the reviewed catalogue (drizzle/catalogue) into its tables and reads the codes that units
// bore. Packages add rows of their own beside these; nothing of theirs is touched here.
import type { DatedCode } from '#lib/domain/unit.ts';
import { readCatalogue } from '../catalogue/read.ts';
import { tableRows, type TableRow } from '../catalogue/rows.ts';
import { type Db, inTransaction } from '../db/client.ts';

interface CatalogueTable {
  name: string;
  keys: string[];
  /** Which rows of the table are the catalogue's own, as SQL over the alias `t`. */
  own: string;
  /** Columns elsewhere that name a row of this table; a row so named is kept. */
  namedBy: string[];
}

const OWN_SERIES = "t.series_id in ('dvc', 'reference')";

const table = (
  name: string,
  keys: string,
  options: { own?: string; namedBy?: string } = {},
): CatalogueTable => ({
  name,
  keys: keys.split(' '),
  own: options.own ?? 'true',
  namedBy: options.namedBy?.split(' ') ?? [],
});

/** In the order of writing: what is named stands before what names it. */
const TABLES: CatalogueTable[] = [
  table('series', 'id', { own: 'false' }),
  table('region', 'id', { namedBy: 'unit.region_id' }),
  table('unit', 'id', {
    own: 't.series_id is null',
    namedBy: [
      'unit_code.unit_id group_member.unit_id unit_lineage.from_unit_id unit_lineage.to_unit_id',
      'unit_responsible.unit_id target.unit_id published_score.unit_id published_rank.unit_id',
      'press_fact.unit_id source.unit_id service.unit_id observation.unit_id release_row.unit_id',
    ].join(' '),
  }),
  table('unit_group', 'id', { namedBy: 'group_member.group_id release_row.group_id' }),
  table('unit_code', 'unit_id scheme code valid_from', { own: "t.scheme = ''" }),
  table('group_member', 'series_id group_id unit_id valid_from', { own: OWN_SERIES }),
  table('unit_lineage', 'from_unit_id to_unit_id scope'),
  table('unit_responsible', 'unit_id role_vi valid_from'),
  table('indicator', 'id', {
    own: OWN_SERIES,
    namedBy:
      'target.indicator_id index_node.indicator_id source_indicator.indicator_id observation.indicator_id',
  }),
  table('target', 'id', { own: OWN_SERIES, namedBy: 'target_basis.target_id' }),
  table('target_basis', 'target_id document', {
    own: `exists (select from target o where o.id = t.target_id and ${OWN_SERIES.replace('t.', 'o.')})`,
  }),
  table('target_not_loaded', 'id'),
  table('index_node', 'series_id index_code version node', { own: OWN_SERIES }),
  table('national_fact', 'measure day'),
  table('published_rank', 'id'),
  table('press_fact', 'id'),
];

/**
 * Brings the catalogue's tables to what the files say, in one transaction. Loading the same files
 * again changes no row. A row that left the files goes too, unless something still names it.
 *
 * @param folder holds the files that README.md there describes
 * @throws UsageError listing every fault of the files; nothing is written then
 */
export async function loadCatalogue(db: Db, folder: string): Promise<void> {
  const rows = tableRows(await readCatalogue(folder));
  await inTransaction(db, async (tx) => {
    // Two processes that start together take turns.
    await tx.sql`select pg_advisory_xact_lock(hashtext('tiendo catalogue'))`;
    for (const each of TABLES) await writeRows(tx, each, rows[each.name] ?? []);
    for (const each of TABLES.toReversed()) await removeOthers(tx, each, rows[each.name] ?? []);
  });
}

/** The files' rows as a row source of SQL: one parameter, whatever the number of rows. */
const given = (name: string): string =>
  `jsonb_populate_recordset(null::"${name}", $1::text::jsonb) g`;

const list = (columns: string[], prefix = ''): string =>
  columns.map((column) => `${prefix}"${column}"`).join(', ');

async function writeRows(tx: Db, { name, keys }: CatalogueTable, rows: TableRow[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  const others = columns.filter((column) => !keys.includes(column));
  await tx.sql.unsafe(
    `insert into "${name}" as t (${list(columns)}) select ${list(columns, 'g.')} from ${given(name)}
     on conflict (${list(keys)}) do update set (${list(others)}) = row(${list(others, 'excluded.')})
     where row(${list(others, 't.')}) is distinct from row(${list(others, 'excluded.')})`,
    [JSON.stringify(rows)],
  );
}

async function removeOthers(tx: Db, each: CatalogueTable, rows: TableRow[]): Promise<void> {
  const { name, keys, own, namedBy } = each;
  const isGiven = keys.map((key) => `g."${key}" = t."${key}"`).join(' and ');
  const isLeft = `${own} and not exists (select from ${given(name)} where ${isGiven})`;
  const parameters = [JSON.stringify(rows)];
  // Asked first, because "does anything name it" reads the large tables.
  const left = await tx.sql.unsafe(`select from "${name}" t where ${isLeft} limit 1`, parameters);
  if (left.length === 0) return;
  const unnamed = namedBy.map((reference) => {
    const [where, column] = reference.split('.');
    return ` and not exists (select from "${where}" n where n."${column}" = t.id)`;
  });
  await tx.sql.unsafe(`delete from "${name}" t where ${isLeft}${unnamed.join('')}`, parameters);
}

/**
 * Codes with the days on which units bore them, to be read by `resolveCode`.
 *
 * @param scheme `''` for official codes, else the package that uses the codes
 */
export function readDatedCodes(db: Db, scheme = ''): Promise<DatedCode[]> {
  // A package may leave open since when; the table then has a day before all others.
  return db.sql<DatedCode[]>`
    select unit_id as "unitId", code, nullif(valid_from, '0001-01-01')::text as "validFrom",
      valid_to::text as "validTo"
    from unit_code where scheme = ${scheme} order by code, unit_code.valid_from`;
}
