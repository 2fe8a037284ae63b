import path from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { withClient } from './connections.ts'
import { fillNameKeys } from './fill-name-keys.ts'
import { addPartitions, LOGS } from './log-partitions.ts'

/** Advisory lock: processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 2102

/**
 * Migrates a database to the newest schema, computes what SQL cannot and adds the log partitions of the months ahead. `root` is the project folder. Safe
 * to call from several processes at once.
 */
export async function migrateDatabase(connectionString: string, kind: 'platform' | 'galaxy', root: string) {
  await withClient({ connectionString, application_name: `migrate-${kind}` }, async (client) => {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const owner = drizzle(client)
    await migrate(owner, { migrationsFolder: path.join(root, 'db/migrations', kind) })
    if (kind === 'platform') await fillNameKeys(owner)
    for (const log of LOGS[kind]) await addPartitions(owner, log, new Date())
  })
}
