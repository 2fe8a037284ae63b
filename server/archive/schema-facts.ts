import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { ArchiveError, type Manifest } from './archive.ts'
import { type BackupKind } from '../domain/backups/backup-kinds.ts'

/** Every table of a database with the columns that are stored, partitions as the table that they belong to. */
export async function readTables(client: pg.ClientBase): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     group by c.relname order by c.relname`)
  return rows
}

/** Months that logs have partitions for. */
export async function readPartitions(client: pg.ClientBase): Promise<Manifest['partitions']> {
  const { rows } = await client.query<{ log: string; months: string[] }>(`
    select p.relname as log, array_agg(replace(right(c.relname, 7), '_', '-') order by c.relname) as months
      from pg_inherits join pg_class c on c.oid = inhrelid join pg_class p on p.oid = inhparent
     where c.relname ~ '_[0-9]{4}_[0-9]{2}$' and p.relkind = 'p' group by p.relname order by p.relname`)
  return Object.fromEntries(rows.map(({ log, months }) => [log, months]))
}

/** Sequences follow no snapshot: read after the rows, they are past every number in them. */
export async function readSequences(client: pg.ClientBase): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string; last: string }>(`
    select sequencename as name, last_value::text as last from pg_sequences
     where schemaname = 'public' and last_value is not null order by 1`)
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]))
}

/** The newest migration of a database. */
export async function readSchema(
  client: pg.ClientBase,
  kind: BackupKind,
  root: string,
): Promise<Manifest['schema']> {
  const { rows } = await client.query<{ hash: string; createdAt: string }>(
    'select hash, created_at as "createdAt" from drizzle.__drizzle_migrations order by created_at desc limit 1',
  )
  const [newest] = rows
  if (!newest) throw new Error('a database that was never migrated has nothing to keep')
  const createdAt = Number(newest.createdAt)
  const tag = (await journalOf(kind, root)).find(({ when }) => when === createdAt)?.tag
  return { tag: tag ?? 'unknown', createdAt, hash: newest.hash }
}

/**
 * Up to which migration a database has to be made for this archive.
 * @throws ArchiveError `other-version` when this version of the game does not know its schema.
 */
export async function requireKnownSchema(
  { kind, schema }: Pick<Manifest, 'kind' | 'schema'>,
  root: string,
): Promise<number> {
  const known = (await journalOf(kind, root)).find(({ when }) => when === schema.createdAt)
  if (known) {
    const text = await readFile(path.join(root, 'db/migrations', kind, `${known.tag}.sql`))
    if (createHash('sha256').update(text).digest('hex') === schema.hash) return known.when
  }
  throw new ArchiveError(
    'other-version',
    `This backup was made by another version of the game (schema ${schema.tag}). Update the game first, or install that version.`,
  )
}

async function journalOf(kind: BackupKind, root: string): Promise<{ tag: string; when: number }[]> {
  const text = await readFile(path.join(root, 'db/migrations', kind, 'meta/_journal.json'), 'utf8')
  const journal = JSON.parse(text) as { entries: { tag: string; when: number }[] }
  return journal.entries
}
