import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { count, eq } from 'drizzle-orm'
import { withClient } from '#db/connections.ts'
import { platformFacts, users } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type Runtime } from '#server/runtime.ts'
import { type DemoPerson } from './demo-world-driver.ts'
import { playDemoStory } from './play-demo-story.ts'

const FACT_KEY = 'demo-world'
const PLATFORM_TABLES_KEPT = ['platform_facts', 'rate_limits']

/** Advisory lock held while the world is created. */
const LOCK = 2102_01

/**
 * Creates the demo world on the first start, once, on a platform without users. A half-made world left by a crash is
 * deleted and created again. A second process that starts meanwhile waits.
 * @param shutdown stops and leaves the world half made.
 * @throws its reason then.
 */
export async function prepareDemoWorld(runtime: Runtime, shutdown: AbortSignal): Promise<void> {
  const connection = await runtime.pool.connect()
  try {
    await connection.query('select pg_advisory_lock($1)', [LOCK])
    await createOnce(runtime, shutdown)
  } finally {
    // Close the connection instead of returning it to the pool, which releases the lock.
    connection.release(true)
  }
}

async function createOnce(runtime: Runtime, shutdown: AbortSignal): Promise<void> {
  const { db, log, env } = runtime
  const [fact] = await db.select().from(platformFacts).where(eq(platformFacts.key, FACT_KEY))
  if (fact?.value === 'complete') return
  const [people] = await db.select({ n: count() }).from(users)
  if (fact?.value === 'making') await deleteHalfMadeWorld(runtime)
  else if ((people?.n ?? 0) > 0) {
    log.warn('this platform already has users; skipping the demo world')
    return
  }
  await saveProgress(runtime, 'making')
  log.info({ days: env.DEMO_DAYS }, 'creating the demo world with the real verbs')
  const cast = await playDemoStory(runtime, shutdown)
  const account = ({ email, callsign, password }: DemoPerson) => ({ email, callsign, password })
  const file = path.join(env.dataDir, 'demo-accounts.json')
  const accounts = {
    admin: account(cast.admin),
    governors: cast.governors.map((g) => ({ ...account(g.person), region: g.region.name })),
    citizens: cast.citizens.map((c) => ({ ...account(c.person), region: c.region.name })),
  }
  await writeFile(file, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 })
  await saveProgress(runtime, 'complete')
}

const saveProgress = (runtime: Runtime, value: 'making' | 'complete') =>
  runtime.db
    .insert(platformFacts)
    .values({ key: FACT_KEY, value })
    .onConflictDoUpdate({ target: platformFacts.key, set: { value } })

/** Only called when an earlier start-up marked this platform as its own half-made demo. */
async function deleteHalfMadeWorld(runtime: Runtime): Promise<void> {
  const { db, log, env } = runtime
  log.warn('the demo world was left half made; creating it again')
  const system = runtime.ctx({ kind: 'system', job: 'demo-world' })
  for (const galaxy of await db.select().from(galaxies)) await system.galaxies.drop(galaxy)
  const { rows } = await runtime.pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> all ($1)`,
    [PLATFORM_TABLES_KEPT],
  )
  if (rows.length > 0)
    await withClient({ connectionString: runtime.ownerUrl, application_name: 'demo-world' }, (owner) =>
      owner.query(`truncate ${rows.map((row) => `"${row.name}"`).join(', ')} cascade`),
    )
  await rm(path.join(env.dataDir, 'paypal-simulator.json'), { force: true })
}
