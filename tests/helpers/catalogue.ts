// What a database's own catalogue and the Drizzle schema say of tables, in one shape, so that tests
// can lay the two side by side.
import { getTableName, is } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import { getTableConfig, PgTable, type AnyPgColumn } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';

export interface TableShape {
  /** `name type` or `name type not null`, by name. */
  columns: string[];
  primaryKey: string[];
  /** Columns of each unique index, joined by a comma, by text. */
  uniques: string[];
  /** `columns -> table(columns)`, by text. */
  references: string[];
}

const nameOf = (column: { name: string }): string => toSnakeCase(column.name);
const describeColumn = (name: string, type: string, notNull: boolean): string =>
  `${name} ${type}${notNull ? ' not null' : ''}`;
const joined = (columns: { name: string }[]): string => columns.map(nameOf).join(',');

function shapeOf(table: PgTable): TableShape {
  const config = getTableConfig(table);
  const single = config.columns.filter((column) => column.primary).map(nameOf);
  const columns = config.columns.map((column) =>
    describeColumn(nameOf(column), column.getSQLType(), column.notNull),
  );
  const uniques = config.indexes
    .filter((index) => index.config.unique)
    .map((index) => joined(index.config.columns as AnyPgColumn[]));
  const references = config.foreignKeys.map((key) => {
    const { columns: from, foreignTable, foreignColumns } = key.reference();
    return `${joined(from)} -> ${getTableName(foreignTable)}(${joined(foreignColumns)})`;
  });
  return {
    columns: columns.sort(),
    primaryKey: config.primaryKeys[0]?.columns.map(nameOf) ?? single,
    uniques: uniques.sort(),
    references: references.sort(),
  };
}

/** The tables of a Drizzle schema, by name. */
export function shapesOfSchema(schema: Record<string, unknown>): Map<string, TableShape> {
  const tables = Object.values(schema).filter((entry): entry is PgTable => is(entry, PgTable));
  return new Map(tables.map((table) => [getTableName(table), shapeOf(table)]));
}

const TABLES = `
  select c.oid, c.relname as name, obj_description(c.oid) as comment
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and not c.relispartition`;

/** The tables of a database's schema `public`, by name; partitions are part of their table. */
export async function shapesOfDatabase(sql: postgres.Sql): Promise<Map<string, TableShape>> {
  const rows = await sql<({ name: string } & TableShape)[]>`
    select t.name,
      (select array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
          || case when a.attnotnull then ' not null' else '' end)
        from pg_attribute a
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select array_agg(a.attname order by k.place)
        from pg_index i, unnest(i.indkey) with ordinality k(attnum, place)
        join pg_attribute a on a.attnum = k.attnum
        where i.indrelid = t.oid and i.indisprimary and a.attrelid = t.oid) as "primaryKey",
      coalesce((select array_agg(u.columns) from (
        select string_agg(a.attname, ',' order by k.place) as columns
        from pg_index i, unnest(i.indkey) with ordinality k(attnum, place)
        join pg_attribute a on a.attnum = k.attnum
        where i.indrelid = t.oid and a.attrelid = t.oid and i.indisunique and not i.indisprimary
        group by i.indexrelid) u), '{}') as uniques,
      coalesce((select array_agg(
          (select string_agg(a.attname, ',' order by k.place)
            from unnest(f.conkey) with ordinality k(attnum, place)
            join pg_attribute a on a.attnum = k.attnum and a.attrelid = f.conrelid)
          || ' -> ' || f.confrelid::regclass || '(' ||
          (select string_agg(a.attname, ',' order by k.place)
            from unnest(f.confkey) with ordinality k(attnum, place)
            join pg_attribute a on a.attnum = k.attnum and a.attrelid = f.confrelid)
          || ')')
        from pg_constraint f where f.conrelid = t.oid and f.contype = 'f'), '{}') as "references"
    from (${sql.unsafe(TABLES)}) t`;
  return new Map(
    rows.map(({ name, columns, primaryKey, uniques, references }) => [
      name,
      {
        columns: columns.sort(),
        primaryKey,
        uniques: uniques.sort(),
        references: references.sort(),
      },
    ]),
  );
}

/** Tables and columns that nobody has said the meaning of: `table` or `table.column`. */
export async function uncommented(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    with tables as (${sql.unsafe(TABLES)})
    select name from tables where coalesce(comment, '') = ''
    union all
    select t.name || '.' || a.attname from tables t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    where coalesce(col_description(t.oid, a.attnum), '') = ''`;
  return rows.map((row) => row.name);
}
