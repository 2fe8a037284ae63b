import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import pg from 'pg'
import { expect, it } from 'vitest'
import { sectors } from '#db/schema/galaxy/space.ts'
import { galaxies as registry } from '#db/schema/platform/regions.ts'
import { laterGalaxies } from '#server/testing/later-galaxies.ts'
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

it('lets no other galaxy’s role connect to a new database, not even while it is created', async () => {
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

it('opens a database that a crash left closed during its creation', async () => {
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

it('migrates a database that an older version created', async () => {
  const galaxy = newAddress()
  await platform.ctx().galaxies.createDatabase(galaxy)
  const later = await laterGalaxies(platform, 'later')
  await later.prepare()
  await later.createDatabase(galaxy)
  await later.createRole(galaxy)
  expect(await connectAs(galaxy.databaseName, galaxy.databaseName, 'later')).toBe('connected')
})

it('brings up a galaxy that a process of the version before built during an update, and drops the template of that version', async () => {
  const later = await laterGalaxies(platform, 'latest')
  await later.prepare()
  // The process that is being replaced still builds.
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const [galaxy] = await platform.db
    .select()
    .from(registry)
    .where(eq(registry.id, region.galaxyId ?? ''))
  if (!galaxy) throw new Error('the galaxy is registered')
  expect(await connectAs(galaxy.databaseName, galaxy.databaseName, 'latest')).toMatch(/does not exist/)

  const server = platform.owner.$client
  await server.query('create database sw_template_long_ago is_template true')
  expect(await later.bringUp()).toBeGreaterThan(0)
  expect(await connectAs(galaxy.databaseName, galaxy.databaseName, 'latest')).toBe('connected')
  expect(await later.bringUp()).toBe(0)
  const { rows } = await server.query(`select from pg_database where datname = 'sw_template_long_ago'`)
  expect(rows).toHaveLength(0)

  // Who still needs the template of the version before makes it again.
  const another = newAddress()
  await platform.ctx().galaxies.createDatabase(another)
  await platform.ctx().galaxies.createRole(another)
  expect(await connectAs(another.databaseName, another.databaseName)).toBe('connected')
  await platform.ctx().galaxies.drop(another)
})

it('migrates galaxies of an older version at the next start and keeps their rows', async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const [galaxy] = await platform.db
    .select()
    .from(registry)
    .where(eq(registry.id, region.galaxyId ?? ''))
  if (!galaxy) throw new Error('the galaxy is registered')
  expect(await connectAs(galaxy.databaseName, galaxy.databaseName, 'newer')).toMatch(/does not exist/)
  await (await laterGalaxies(platform, 'newer')).prepare()
  expect(await connectAs(galaxy.databaseName, galaxy.databaseName, 'newer')).toBe('connected')
  const db = await platform.galaxy(galaxy.id)
  expect(await db.$count(sectors)).toBe(region.totalSectors)
})
