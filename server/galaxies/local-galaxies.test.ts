import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import pg from 'pg'
import { expect, it } from 'vitest'
import { patrolDays } from '#db/schema/galaxy/presence.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { platformFacts } from '#db/schema/platform/identity.ts'
import { galaxies as registry } from '#db/schema/platform/regions.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { databaseNameFor, type GalaxyAddress } from './galaxies.ts'

const platform = useTestPlatform()

const newAddress = (): GalaxyAddress => {
  const id = randomUUID()
  return { id, databaseName: databaseNameFor(id), location: platform.ctx().galaxies.homeLocation() }
}

async function connectAs(role: string, database: string, table = 'sectors'): Promise<'connected' | string> {
  const url = new URL(platform.url)
  url.username = role
  url.password = platform.ctx().secrets.galaxyRolePassword(role)
  url.pathname = `/${database}`
  const client = new pg.Client({ connectionString: url.toString() })
  try {
    await client.connect()
    await client.query(`select count(*) from ${table}`)
    return 'connected'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await client.end()
  }
}

it('lets no other galaxy’s role into a new database, not even while it is being made', async () => {
  const { galaxies } = platform.ctx()
  const stranger = newAddress()
  await galaxies.createDatabase(stranger)
  await galaxies.createRole(stranger)
  expect(await connectAs(stranger.databaseName, stranger.databaseName)).toBe('connected')

  const made = Array.from({ length: 12 }, newAddress)
  const entered: string[] = []
  for (const galaxy of made) {
    let isMade = false
    const intrude = async () => {
      while (!isMade) {
        if ((await connectAs(stranger.databaseName, galaxy.databaseName)) === 'connected')
          entered.push(galaxy.databaseName)
      }
    }
    const intruders = [intrude(), intrude(), intrude(), intrude()]
    await galaxies.createDatabase(galaxy)
    isMade = true
    await Promise.all(intruders)
  }
  expect(entered).toEqual([])
  for (const galaxy of [stranger, ...made]) await galaxies.drop(galaxy)
})

it('opens a database that a process left closed when it died while making it', async () => {
  const { galaxies } = platform.ctx()
  const galaxy = newAddress()
  await galaxies.createDatabase(galaxy)
  const admin = new pg.Client({ connectionString: platform.url })
  await admin.connect()
  await admin.query(`alter database ${galaxy.databaseName} with allow_connections false`)
  await admin.query(`grant connect on database ${galaxy.databaseName} to public`)
  await galaxies.createDatabase(galaxy)
  await galaxies.createRole(galaxy)
  expect(await connectAs(galaxy.databaseName, galaxy.databaseName)).toBe('connected')
  const stranger = newAddress()
  await galaxies.createDatabase(stranger)
  await galaxies.createRole(stranger)
  expect(await connectAs(stranger.databaseName, galaxy.databaseName)).toMatch(/permission denied/)
  await admin.end()
  for (const made of [galaxy, stranger]) await galaxies.drop(made)
})

/** Takes away what the migrations after the first one made. */
async function makeOlder({ databaseName }: { databaseName: string }) {
  const url = new URL(platform.url)
  url.pathname = `/${databaseName}`
  const owner = new pg.Client({ connectionString: url.toString() })
  await owner.connect()
  await owner.query('drop table patrol_days')
  await owner.query(
    'delete from drizzle.__drizzle_migrations where id > (select min(id) from drizzle.__drizzle_migrations)',
  )
  await owner.end()
}

it('goes on with a database that an older version created', async () => {
  const { galaxies } = platform.ctx()
  const galaxy = newAddress()
  await galaxies.createDatabase(galaxy)
  await makeOlder(galaxy)
  await galaxies.createDatabase(galaxy)
  await galaxies.createRole(galaxy)
  expect(await connectAs(galaxy.databaseName, galaxy.databaseName, 'patrol_days')).toBe('connected')
})

it('brings the galaxies of an older version to the schema of today at the next start, with what is in them', async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const { galaxies } = platform.ctx()
  const [galaxy] = await platform.db
    .select()
    .from(registry)
    .where(eq(registry.id, region.galaxyId ?? ''))
  if (!galaxy) throw new Error('the galaxy is registered')
  await makeOlder(galaxy)
  await platform.db.delete(platformFacts).where(eq(platformFacts.key, 'galaxy-schema'))
  await galaxies.prepare()
  const db = await galaxies.open(galaxy.id)
  expect(await db.select().from(patrolDays)).toEqual([])
  expect(await db.$count(sectors)).toBe(region.totalSectors)
})
