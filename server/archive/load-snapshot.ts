import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { ArchiveError, manifest as manifestShape, type Manifest } from './archive.ts'
import { type PartReader } from './frames.ts'
import { linesIn, quote } from './write-snapshot.ts'

/** What is known before the first row. */
const beginning = manifestShape
  .omit({ sequences: true })
  .extend({ tables: manifestShape.shape.tables.element.pick({ name: true, columns: true }).array() })
export type Beginning = Omit<Manifest, 'sequences' | 'tables'> & {
  tables: Pick<Manifest['tables'][number], 'name' | 'columns'>[]
}

export async function readBeginning(parts: PartReader): Promise<Beginning> {
  const parsed = beginning.safeParse(await parts.json())
  if (parsed.success) return parsed.data
  throw new ArchiveError('damaged', 'This backup is of a form that this version of the game does not know.', {
    cause: parsed.error,
  })
}

/**
 * Reads all rows and the end of an archive. @param take gets the rows of each table, in pieces, and has to read them all.
 * @throws ArchiveError when rows and manifest do not agree.
 */
export async function readTablesOf(
  parts: PartReader,
  { tables }: Beginning,
  take: (table: Beginning['tables'][number], rows: AsyncIterable<Buffer>) => Promise<void>,
): Promise<Manifest> {
  const found: { rows: number; sha256: string }[] = []
  for (const table of tables) {
    const hash = createHash('sha256')
    let rows = 0
    const counted = async function* () {
      for await (const piece of parts.part()) {
        hash.update(piece)
        rows += linesIn(piece)
        yield piece
      }
    }
    await take(table, counted())
    found.push({ rows, sha256: hash.digest('hex') })
  }
  const manifest = manifestShape.safeParse(await parts.json())
  await parts.end()
  const agrees = (said: Manifest) =>
    said.tables.length === found.length &&
    said.tables.every(({ rows, sha256 }, at) => rows === found[at]?.rows && sha256 === found[at].sha256)
  if (manifest.success && agrees(manifest.data)) return manifest.data
  throw new ArchiveError('damaged', 'This backup does not hold what it says it holds. Take another one.')
}

/**
 * Fills a database that has the archive's schema, in one transaction and with the rights of its owner alone: `session_replication_role`
 * would need a superuser. Foreign keys are dropped for the load and made again, so that all rows are checked at once and circles do
 * not matter; triggers are off, for they would do again what they did when the rows were new.
 */
export async function loadTables(client: pg.Client, parts: PartReader, begun: Beginning): Promise<Manifest> {
  const run = (statement: string) => client.query(statement)
  await run('begin')
  await run(`set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`)
  for (const [log, months] of Object.entries(begun.partitions))
    for (const month of months)
      await client.query('select public.add_log_partition($1, $2)', [log, `${month}-01T00:00:00Z`])
  const names = begun.tables.map(({ name }) => `public.${quote(name)}`)
  const keys = await foreignKeys(client)
  for (const { table, name } of keys) await run(`alter table ${table} drop constraint ${quote(name)}`)
  // Migrations may have written rows.
  if (names.length > 0) await run(`truncate ${names.join(', ')}`)
  for (const name of names) await run(`alter table ${name} disable trigger user`)
  const manifest = await readTablesOf(parts, begun, async ({ name, columns }, rows) => {
    const copy = copyFrom(`copy public.${quote(name)} (${columns.map(quote).join(', ')}) from stdin`)
    await pipeline(Readable.from(rows, { objectMode: false }), client.query(copy))
  })
  for (const name of names) await run(`alter table ${name} enable trigger user`)
  for (const { table, name, definition } of keys)
    await run(`alter table ${table} add constraint ${quote(name)} ${definition}`)
  for (const [name, last] of Object.entries(manifest.sequences))
    await client.query('select setval($1::regclass, $2::bigint)', [`public.${quote(name)}`, last])
  await run('commit')
  await run('analyze')
  return manifest
}

type ForeignKey = { table: string; name: string; definition: string }

/** Those of partitions come with the table that they belong to. */
async function foreignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace order by 1, 2`)
  return rows
}
