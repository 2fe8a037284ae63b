import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { count, eq } from 'drizzle-orm'
import { platformFacts, users } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type Runtime } from '#server/runtime.ts'
import { type DemoPerson } from './demo-world-driver.ts'
import { tellDemoStory } from './tell-demo-story.ts'

const FACT = 'demo-world'
const PLATFORM_TABLES_KEPT = ['platform_facts', 'rate_limits']

/** Key of the advisory lock under which the world is made. */
const LOCK = 2102_01

/**
 * Makes the demo world at the first start: once, on a platform without people. A world that was left half made by a kill
 * is cleared away and made again. A second process that starts beside the first waits for it.
 *
 * @param leaving tells to leave the world half made. @throws its reason then.
 */
export async function prepareDemoWorld(runtime: Runtime, leaving: AbortSignal): Promise<void> {
  const connection = await runtime.pool.connect()
  try {
    await connection.query('select pg_advisory_lock($1)', [LOCK])
    await makeOnce(runtime, leaving)
  } finally {
    // Closed, not given back: with the connection goes the lock.
    connection.release(true)
  }
}

async function makeOnce(runtime: Runtime, leaving: AbortSignal): Promise<void> {
  const { db, log, env } = runtime
  const [fact] = await db.select().from(platformFacts).where(eq(platformFacts.key, FACT))
  if (fact?.value === 'complete') return
  const [people] = await db.select({ n: count() }).from(users)
  if (fact?.value === 'making') await clearAway(runtime)
  else if ((people?.n ?? 0) > 0) {
    log.warn('this platform has people already, so no demo world is made')
    return
  }
  await remember(runtime, 'making')
  log.info('making the demo world: thirty days of it, by the real verbs')
  const cast = await tellDemoStory(runtime, leaving)
  const account = ({ email, callsign, password }: DemoPerson) => ({ email, callsign, password })
  const file = path.join(env.dataDir, 'demo-accounts.json')
  const accounts = {
    admin: account(cast.admin),
    governors: cast.governors.map((g) => ({ ...account(g.person), region: g.region.name })),
    citizens: cast.citizens.map((c) => ({ ...account(c.person), region: c.region.name })),
  }
  await writeFile(file, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 })
  await remember(runtime, 'complete')
}

const remember = (runtime: Runtime, value: 'making' | 'complete') =>
  runtime.db
    .insert(platformFacts)
    .values({ key: FACT, value })
    .onConflictDoUpdate({ target: platformFacts.key, set: { value } })

/** Only ever reached when this very start-up marked the platform as its own half-made demo. */
async function clearAway(runtime: Runtime): Promise<void> {
  const { db, log, env } = runtime
  log.warn('the demo world was left half made; it is made anew')
  const system = runtime.ctx({ kind: 'system', job: 'demo-world' })
  for (const galaxy of await db.select().from(galaxies)) await system.galaxies.drop(galaxy)
  const { rows } = await runtime.pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> all ($1)`,
    [PLATFORM_TABLES_KEPT],
  )
  if (rows.length > 0)
    await runtime.pool.query(`truncate ${rows.map((row) => `"${row.name}"`).join(', ')} cascade`)
  await rm(path.join(env.dataDir, 'paypal-simulator.json'), { force: true })
}
