import type pg from 'pg'

/** What a version of the game relies on in a database. */
export type SchemaShape = {
  /** By `table.column`. */
  columns: Record<string, ColumnShape>
  /** By `table.name`: checks, keys and references. */
  constraints: Record<string, ConstraintShape>
  /** By `table.name`: those that belong to no constraint. */
  uniqueIndices: Record<string, IndexShape>
  /** By `table.name`. */
  triggers: Record<string, string>
  /** Their signatures. */
  functions: string[]
}
export type ColumnShape = { type: string; isNullable: boolean; hasDefault: boolean }
/** Kinds as in pg_constraint: c(heck), u(nique), p(rimary key), f(oreign key), x (exclusion). */
export type ConstraintShape = { kind: string; columns: string[]; definition: string }
export type IndexShape = { columns: string[]; definition: string }

/** Reads it from a database. Partitions count as the table that they belong to. */
export async function readShape(client: pg.ClientBase): Promise<SchemaShape> {
  return {
    columns: await byName<ColumnShape>(client, COLUMNS),
    constraints: await byName<ConstraintShape>(client, CONSTRAINTS),
    uniqueIndices: await byName<IndexShape>(client, UNIQUE_INDICES),
    triggers: await byName<string>(client, TRIGGERS),
    functions: Object.keys(await byName<boolean>(client, FUNCTIONS)),
  }
}

async function byName<Shape>(client: pg.ClientBase, query: string): Promise<Record<string, Shape>> {
  const { rows } = await client.query<{ name: string; shape: Shape }>(query)
  return Object.fromEntries(rows.map(({ name, shape }) => [name, shape]))
}

const TABLES = `pg_class t where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition`

const COLUMNS = `
  select t.relname || '.' || a.attname as name, json_build_object(
      'type', format_type(a.atttypid, a.atttypmod) || case when a.attgenerated = '' then '' else ' generated' end,
      'isNullable', not a.attnotnull,
      'hasDefault', a.atthasdef or a.attidentity <> '') as shape
    from (select * from ${TABLES}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped`

const CONSTRAINTS = `
  select t.relname || '.' || c.conname as name, json_build_object('kind', c.contype, 'columns', columns.names,
      'definition', pg_get_constraintdef(c.oid)) as shape
    from (select * from ${TABLES}) t join pg_constraint c on c.conrelid = t.oid and c.contype in ('c', 'u', 'p', 'f', 'x'),
         lateral (select coalesce(json_agg(a.attname), '[]') as names from pg_attribute a
                   where a.attrelid = t.oid and a.attnum = any (c.conkey)) columns`

const UNIQUE_INDICES = `
  select t.relname || '.' || i.relname as name, json_build_object('columns', columns.names,
      'definition', pg_get_indexdef(i.oid)) as shape
    from (select * from ${TABLES}) t join pg_index x on x.indrelid = t.oid and x.indisunique join pg_class i on i.oid = x.indexrelid,
         lateral (select coalesce(json_agg(a.attname), '[]') as names from pg_attribute a
                   where a.attrelid = t.oid and a.attnum = any (x.indkey)) columns
   where not exists (select from pg_constraint c where c.conindid = i.oid and c.conrelid = t.oid)`

const TRIGGERS = `
  select t.relname || '.' || g.tgname as name, to_json(pg_get_triggerdef(g.oid)) as shape
    from (select * from ${TABLES}) t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal`

const FUNCTIONS = `
  select p.oid::regprocedure::text as name, true as shape from pg_proc p where p.pronamespace = 'public'::regnamespace`
