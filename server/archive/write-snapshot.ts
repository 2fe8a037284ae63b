import { createHash } from 'node:crypto'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Manifest } from './archive.ts'
import { type BackupKind } from '../domain/backups/backup-kinds.ts'
import { END_OF_PART, frame, jsonPart } from './frames.ts'
import { readPartitions, readSchema, readSequences, readTables } from './schema-facts.ts'

/** A large table takes its time, and so does a slow store. */
const NO_LIMITS = `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`
const NO_LIMIT_FROM_17 = `set local transaction_timeout = 0`
/** So that equal rows are written alike, whatever the server is set to. */
const ONE_FORM = `set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'`
const POSTGRES_17 = 170_000

/** Tables whose rows mean nothing later: jobs that were waiting. Sweeps find their work again. */
const EMPTIED: Record<BackupKind, string[]> = { platform: ['job_outbox'], galaxy: [] }

/**
 * The inside of an archive: the manifest's beginning, each table's rows as PostgreSQL copies them, and the whole manifest at the end. All is
 * read on one snapshot; no table is ever held in memory. @param done gets the manifest once everything was read.
 */
export async function* snapshotContent(
  client: pg.ClientBase,
  { kind, root }: { kind: BackupKind; root: string },
  done: (manifest: Manifest) => void,
): AsyncGenerator<Buffer> {
  const version = await settingOf(client, 'server_version_num')
  const lsn = await walPosition(client)
  await client.query('begin isolation level repeatable read, read only')
  try {
    await client.query(`${NO_LIMITS}; ${ONE_FORM}`)
    if (Number(version) >= POSTGRES_17) await client.query(NO_LIMIT_FROM_17)
    const begun = {
      format: 1 as const,
      kind,
      takenAt: await momentOf(client),
      schema: await readSchema(client, kind, root),
      lsn,
      serverVersion: await settingOf(client, 'server_version'),
      partitions: await readPartitions(client),
    }
    const tables = await readTables(client)
    yield jsonPart({ ...begun, tables })
    const written: Manifest['tables'] = []
    for (const table of tables) {
      const hash = createHash('sha256')
      const copy = client.query(copyTo(copyStatement(table, EMPTIED[kind].includes(table.name))))
      let rows = 0
      for await (const piece of copy as AsyncIterable<Buffer>) {
        hash.update(piece)
        rows += linesIn(piece)
        yield frame(piece)
      }
      yield END_OF_PART
      written.push({ ...table, rows, sha256: hash.digest('hex') })
    }
    const manifest: Manifest = { ...begun, tables: written, sequences: await readSequences(client) }
    yield jsonPart(manifest)
    done(manifest)
  } finally {
    await client.query('rollback').catch(() => undefined)
  }
}

/** As a query: a partitioned table cannot be copied as a whole. */
const copyStatement = ({ name, columns }: { name: string; columns: string[] }, isEmptied: boolean): string =>
  `copy (select ${columns.map(quote).join(', ')} from public.${quote(name)}${isEmptied ? ' where false' : ''}) to stdout`

export const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`

const LINE_END = 0x0a

/** A row is a line: line ends inside of a value are escaped. */
export function linesIn(piece: Buffer): number {
  let lines = 0
  for (let at = piece.indexOf(LINE_END); at !== -1; at = piece.indexOf(LINE_END, at + 1)) lines += 1
  return lines
}

/** A snapshot is of the moment of the transaction's first statement. */
async function momentOf(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at')
  return (rows[0]?.at ?? new Date(0)).toISOString()
}

async function settingOf(client: pg.ClientBase, name: string): Promise<string> {
  const { rows } = await client.query<{ value: string }>('select current_setting($1) as value', [name])
  return rows[0]?.value ?? ''
}

/** Null for a role that may not ask, and on a server that follows another. */
async function walPosition(client: pg.ClientBase): Promise<string | null> {
  return client
    .query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn')
    .then(({ rows }) => rows[0]?.lsn ?? null)
    .catch(() => null)
}
