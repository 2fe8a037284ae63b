import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type pg from 'pg'
import { withClient } from './connections.ts'
import { fillNameKeys } from './fill-name-keys.ts'
import { addPartitions, LOGS } from './log-partitions.ts'

/** Advisory lock: processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 2102

/**
 * Migrates a database to the newest schema, computes what SQL cannot and adds the log partitions of the months ahead. `root` is the project folder. Safe
 * to call from several processes at once. @param options.upTo when the last migration was made that is wanted, for a database that is
 * to be filled with rows of that time; then nothing else is added. `beforeChange` runs before a
 * database that holds something is changed, while no other process can change it.
 */
export async function migrateDatabase(
  connectionString: string,
  kind: 'platform' | 'galaxy',
  root: string,
  { upTo, beforeChange }: { upTo?: number; beforeChange?: (() => Promise<void>) | undefined } = {},
) {
  await withClient({ connectionString, application_name: `migrate-${kind}` }, async (client) => {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const owner = drizzle(client)
    const migrationsFolder = path.join(root, 'db/migrations', kind)
    if (upTo !== undefined)
      return withEarlierMigrations(migrationsFolder, upTo, (earlier) =>
        migrate(owner, { migrationsFolder: earlier }),
      )
    if (beforeChange && (await isBehind(client, migrationsFolder))) await beforeChange()
    await migrate(owner, { migrationsFolder })
    if (kind === 'platform') await fillNameKeys(owner)
    for (const log of LOGS[kind]) await addPartitions(owner, log, new Date())
  })
}

/** Whether a database that was migrated before lacks migrations. */
async function isBehind(client: pg.Client, migrationsFolder: string): Promise<boolean> {
  const { rows: tables } = await client.query<{ known: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as known`,
  )
  if (!tables[0]?.known) return false
  const { rows } = await client.query<{ newest: string | null }>(
    'select max(created_at) as newest from drizzle.__drizzle_migrations',
  )
  const newest = rows[0]?.newest ?? null
  const journal = readMigrationFiles({ migrationsFolder })
  return newest !== null && journal.some(({ folderMillis }) => folderMillis > Number(newest))
}

/** The migrator reads a folder: a copy whose journal ends earlier. */
async function withEarlierMigrations(folder: string, upTo: number, work: (earlier: string) => Promise<void>) {
  const earlier = await mkdtemp(path.join(os.tmpdir(), 'migrations-'))
  try {
    await cp(folder, earlier, { recursive: true })
    const file = path.join(earlier, 'meta/_journal.json')
    const journal = JSON.parse(await readFile(file, 'utf8')) as { entries: { when: number }[] }
    const entries = journal.entries.filter(({ when }) => when <= upTo)
    await writeFile(file, JSON.stringify({ ...journal, entries }))
    await work(earlier)
  } finally {
    await rm(earlier, { recursive: true, force: true })
  }
}
