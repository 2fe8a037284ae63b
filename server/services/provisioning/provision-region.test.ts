import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { asc, eq, sql } from 'drizzle-orm'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { localSettings } from '#db/schema/galaxy/presence.ts'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { auditLog, jobOutbox, operations } from '#db/schema/platform/operations.ts'
import { galaxies, laws, regions } from '#db/schema/platform/regions.ts'
import { subscriptions, type RegionDraft } from '#db/schema/platform/billing.ts'
import { districtRange } from '#server/domain/galaxy/districts.ts'
import { PROVISIONING_ATTEMPTS, PROVISIONING_STEPS } from '#server/domain/provisioning/provisioning-steps.ts'
import { LEVERS } from '#server/domain/regions/lever-table.ts'
import { type UserActor } from '#server/services/require-actor.ts'
import { useBundledScript } from '#server/testing/bundled-script.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { createSecrets } from '../../auth/secrets.ts'
import { transact, type Ctx } from '../context.ts'
import { createRegion } from './create-region.ts'
import { provisionRegion } from './provision-region.ts'
import { requireGalaxy } from './queries.ts'
import { sweepProvisioning } from './sweep-provisioning.ts'

const platform = useTestPlatform()
const dying = useBundledScript('server/testing/provision-and-die.ts')

const draft = (name: string): RegionDraft => ({
  name,
  displayName: `The ${name}`,
  governanceType: 'democracy',
  economicSpecialization: 'mining',
  theme: null,
  motto: 'Onward',
})

let count = 0
async function found(owner?: UserActor) {
  const user = owner ?? (await makeUser(platform))
  const name = `build-${(count += 1)}`
  const ids = await transact(platform.ctx(user), (tx) =>
    createRegion(tx, { draft: draft(name), ownerId: user.userId }),
  )
  await platform.db.delete(jobOutbox)
  return { ...ids, name, owner: user }
}

const system = () => platform.ctx({ kind: 'system', job: 'provision-region' })
const operationOf = async (id: string) => {
  const [row] = await platform.db.select().from(operations).where(eq(operations.id, id))
  if (!row) throw new Error('no operation')
  return row
}
const regionOf = async (id: string) => {
  const [row] = await platform.db.select().from(regions).where(eq(regions.id, id))
  if (!row) throw new Error('no region')
  return row
}

/** Everything that building a region leaves behind, without ids and moments: equal builds have equal prints. */
async function fingerprint(regionId: string): Promise<string> {
  const region = await regionOf(regionId)
  const galaxy = await platform.galaxy(region.galaxyId ?? '')
  const members = await platform.db.select().from(memberships).where(eq(memberships.regionId, regionId))
  const book = await platform.db
    .select()
    .from(laws)
    .where(eq(laws.regionId, regionId))
    .orderBy(asc(laws.number))
  const [registered] = await platform.db
    .select()
    .from(galaxies)
    .where(eq(galaxies.id, region.galaxyId ?? ''))
  const told = await platform.db.select().from(notifications).where(eq(notifications.regionId, regionId))
  const state = {
    region: { status: region.status, version: region.settingsVersion, copied: region.galaxySettingsVersion },
    gate: region.gateSector,
    registered: registered?.status,
    members: members.map(({ type, votingPower, reputation }) => ({ type, votingPower, reputation })),
    laws: book.map(({ number, kind, changes, authority }) => ({ number, kind, changes, authority })),
    told: told.map(({ kind }) => kind),
    sectors: await galaxy.select().from(sectors).orderBy(asc(sectors.id)),
    warps: await galaxy.select().from(warps).orderBy(asc(warps.fromSector), asc(warps.toSector)),
    ports: await galaxy.select().from(ports).orderBy(asc(ports.id)),
    planets: await galaxy.select().from(planets).orderBy(asc(planets.id)),
    markets: (
      await galaxy.select().from(portMarkets).orderBy(asc(portMarkets.portId), asc(portMarkets.commodity))
    ).map((market) => ({ ...market, stockAt: null })),
    settings: (await galaxy.select().from(localSettings)).map(({ version, settings }) => ({
      version,
      settings,
    })),
    ledger: await galaxy.select().from(ledgerAccounts),
  }
  return createHash('sha256').update(JSON.stringify(state)).digest('hex')
}

/** A copy of the seed, so that two regions have the same galaxy. */
const sameSeed = (regionId: string) =>
  platform.db.update(regions).set({ seed: 'same', displayName: 'Same' }).where(eq(regions.id, regionId))

describe('provisionRegion', () => {
  it('builds an open region of 500 sectors whose owner is the first citizen', async () => {
    const { regionId, operationId, owner } = await found()
    expect(await provisionRegion(system(), { operationId })).toBe('built')

    const region = await regionOf(regionId)
    expect(region).toMatchObject({ status: 'active', motto: 'Onward', economicSpecialization: 'mining' })
    const [from, to] = districtRange('transit_hub')
    expect(region.nexusWarpGateSector).toBeGreaterThanOrEqual(from)
    expect(region.nexusWarpGateSector).toBeLessThanOrEqual(to)
    const galaxy = await platform.galaxy(region.galaxyId ?? '')
    expect(await galaxy.select().from(sectors)).toHaveLength(500)
    expect(await galaxy.select().from(localSettings)).toMatchObject([
      { regionId, version: 1, settings: { taxRateBp: region.taxRateBp, motto: 'Onward' } },
    ])
    expect(await galaxy.select().from(ledgerAccounts)).toEqual([
      { kind: 'treasury', ownerId: null, balance: 0 },
    ])
    expect(
      await platform.db.select().from(memberships).where(eq(memberships.regionId, regionId)),
    ).toMatchObject([{ userId: owner.userId, type: 'citizen' }])
    const [law] = await platform.db.select().from(laws).where(eq(laws.regionId, regionId))
    expect(law).toMatchObject({ number: 1, kind: 'founding', enactedBy: owner.userId })
    expect(law?.changes.map((change) => change.lever)).toHaveLength(LEVERS.length)
    expect(await operationOf(operationId)).toMatchObject({ status: 'succeeded', progress: 100, step: 'done' })
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.regionId, regionId))
    expect(audits.map((row) => row.action)).toEqual(
      expect.arrayContaining(['region.granted', 'region.founded', 'region.activated']),
    )
    const told = await platform.db.select().from(notifications).where(eq(notifications.userId, owner.userId))
    expect(told).toMatchObject([{ kind: 'region.activated' }])
  })

  it('opens in the current status of its subscription', async () => {
    const { regionId, operationId, owner } = await found()
    const at = await platform.clock.now(platform.db)
    await platform.db.insert(subscriptions).values({
      userId: owner.userId,
      plan: 'regional_owner',
      regionId,
      status: 'grace',
      state: {},
      amountMinor: 2500,
      currency: 'USD',
      createdAt: at,
      updatedAt: at,
    })
    await provisionRegion(system(), { operationId })
    expect((await regionOf(regionId)).status).toBe('grace')
  })

  it.each(['pending', 'abandoned'] as const)(
    'opens even if its unpaid subscription is %s',
    async (status) => {
      const { regionId, operationId, owner } = await found()
      const at = await platform.clock.now(platform.db)
      await platform.db.insert(subscriptions).values({
        userId: owner.userId,
        plan: 'regional_owner',
        regionId,
        status,
        state: {},
        amountMinor: 2500,
        currency: 'USD',
        createdAt: at,
        updatedAt: at,
      })
      await provisionRegion(system(), { operationId })
      expect((await regionOf(regionId)).status).toBe('active')
    },
  )

  it('refuses a step without a galaxy', async () => {
    const { region } = await makeRegion(platform)
    await expect(requireGalaxy(platform.db, region.id)).rejects.toThrow('no galaxy yet')
  })

  it('gives distinct gates to regions built at the same time', async () => {
    const [a, b] = await Promise.all([found(), found()])
    await Promise.all([a, b].map(({ operationId }) => provisionRegion(system(), { operationId })))
    const gates = await Promise.all(
      [a, b].map(async ({ regionId }) => (await regionOf(regionId)).nexusWarpGateSector),
    )
    expect(new Set(gates).size).toBe(2)
  })

  it('runs in one process at a time, and does nothing twice', async () => {
    const { operationId, regionId } = await found()
    const outcomes = await Promise.all([1, 2, 3].map(() => provisionRegion(system(), { operationId })))
    expect(outcomes.filter((outcome) => outcome === 'built')).toHaveLength(1)
    expect(await provisionRegion(system(), { operationId })).toBe('nothing-to-do')
    expect(await platform.db.select().from(laws).where(eq(laws.regionId, regionId))).toHaveLength(1)
  })

  it('keeps the role of a region out of every other database', async () => {
    const mine = await found()
    const other = await found()
    for (const { operationId } of [mine, other]) await provisionRegion(system(), { operationId })
    const nameOf = async (regionId: string) => {
      const [row] = await platform.db
        .select()
        .from(galaxies)
        .where(eq(galaxies.id, (await regionOf(regionId)).galaxyId ?? ''))
      return row?.databaseName ?? ''
    }
    const role = await nameOf(mine.regionId)
    const connect = async (database: string) => {
      const url = new URL(platform.url)
      url.username = role
      url.password = createSecrets('test-secret-test-secret-test-secret').galaxyRolePassword(role)
      url.pathname = `/${database}`
      const client = new pg.Client({ connectionString: url.toString() })
      client.on('error', () => undefined)
      try {
        await client.connect()
        await client.query('select 1')
        return 'connected'
      } catch (error) {
        return error instanceof Error ? error.message : 'failed'
      } finally {
        await client.end().catch(() => undefined)
      }
    }
    expect(await connect(role)).toBe('connected')
    const platformName = new URL(platform.url).pathname.slice(1)
    for (const database of [await nameOf(other.regionId), platformName, 'postgres', 'template1']) {
      expect(await connect(database)).toMatch(/permission denied/)
    }
  })
})

describe('a build that fails', () => {
  const broken = (error: Error): Ctx => {
    const ctx = system()
    return { ...ctx, galaxies: { ...ctx.galaxies, createRole: () => Promise.reject(error) } }
  }

  it('shows its next attempt, is retried by the sweep when due, and then built', async () => {
    const { operationId, regionId, owner } = await found()
    expect(await provisionRegion(broken(new Error('secret detail')), { operationId })).toBe('failed')
    const failed = await operationOf(operationId)
    expect(failed).toMatchObject({ status: 'queued', attempts: 1 })
    expect(failed.error).not.toContain('secret detail')
    const view = await platform.api(owner).provisioning.get({ region: regionId })
    expect(view.nextAttemptAt).toBe(failed.nextAttemptAt?.toISOString())
    const told = await platform.db.select().from(notifications).where(eq(notifications.userId, owner.userId))
    const { name } = await regionOf(regionId)
    expect(told).toMatchObject([{ kind: 'region.build-failed', href: `/governor/${name}` }])

    await platform.db.delete(jobOutbox)
    expect(await sweepProvisioning(system())).toBe(0)
    platform.clock.advance(20_000)
    expect(await sweepProvisioning(system())).toBe(1)
    expect(await platform.runOutbox()).toContain('provision-region')
    expect((await regionOf(regionId)).status).toBe('active')
  })

  it('waits for a person after the last attempt, who can start it again', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const { operationId, regionId, owner } = await found()
    for (let attempt = 0; attempt < PROVISIONING_ATTEMPTS; attempt++) {
      await provisionRegion(broken(new Error('down')), { operationId })
    }
    expect(await operationOf(operationId)).toMatchObject({ status: 'failed', nextAttemptAt: null })
    expect(await provisionRegion(system(), { operationId })).toBe('nothing-to-do')
    const told = await platform.db.select().from(notifications).where(eq(notifications.userId, admin.userId))
    const { name } = await regionOf(regionId)
    expect(told.filter((row) => row.regionId === regionId)).toMatchObject([
      { href: `/governor/${name}` },
      { href: `/governor/${name}` },
    ])
    // What that page asks for is there for an administrator.
    const page = platform.api(admin)
    expect(await page.regions.mine({ region: name })).toMatchObject({
      status: 'provisioning',
      standing: { isAdmin: true, isOwner: false },
    })
    expect(await page.provisioning.get({ region: name })).toMatchObject({ status: 'failed' })

    await platform.db.delete(jobOutbox)
    expect(await platform.api(owner).provisioning.retry({ region: regionId })).toMatchObject({
      status: 'queued',
      error: null,
    })
    await platform.runOutbox()
    expect((await regionOf(regionId)).status).toBe('active')
    expect(await writtenActions(platform, owner)).toContain('region.build-retried')
    await expect(platform.api(admin).provisioning.retry({ region: regionId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('cannot be started again while it runs', async () => {
    const { operationId, regionId, owner } = await found()
    await platform.db.update(operations).set({ status: 'running' }).where(eq(operations.id, operationId))
    await expect(platform.api(owner).provisioning.retry({ region: regionId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const made = await makeRegion(platform)
    const api = platform.api(made.owner)
    await expect(api.provisioning.get({ region: made.region.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(api.provisioning.retry({ region: made.region.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('is dropped when its region has been terminated', async () => {
    const { operationId, regionId } = await found()
    await platform.db.update(regions).set({ status: 'terminated' }).where(eq(regions.id, regionId))
    expect(await provisionRegion(system(), { operationId })).toBe('nothing-to-do')
  })

  it('is recorded without notifications when its region has ended', async () => {
    const { operationId, regionId, owner } = await found()
    const ctx = system()
    const ending: Ctx = {
      ...ctx,
      galaxies: {
        ...ctx.galaxies,
        createRole: async () => {
          await platform.db.update(regions).set({ status: 'terminated' }).where(eq(regions.id, regionId))
          throw new Error('no such database')
        },
      },
    }
    expect(await provisionRegion(ending, { operationId })).toBe('failed')
    expect(await operationOf(operationId)).toMatchObject({ status: 'queued', attempts: 1 })
    expect(await platform.db.$count(notifications, eq(notifications.userId, owner.userId))).toBe(0)
    expect(await provisionRegion(system(), { operationId })).toBe('nothing-to-do')
  })

  it('is visible to its owner and administrators only', async () => {
    const { regionId } = await found()
    const stranger = platform.api(await makeUser(platform))
    await expect(stranger.provisioning.get({ region: regionId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(stranger.provisioning.retry({ region: regionId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(platform.api().provisioning.get({ region: regionId })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })
})

describe('a build whose process is killed', () => {
  it('ends in the same state wherever it was interrupted', async () => {
    // The processes that die have the database's clock.
    platform.clock.set(0)
    const whole = await found()
    await sameSeed(whole.regionId)
    await provisionRegion(system(), { operationId: whole.operationId })
    const expected = await fingerprint(whole.regionId)

    const cuts: { at: string; ids: Awaited<ReturnType<typeof found>> }[] = []
    for (const step of PROVISIONING_STEPS) {
      await Promise.all(
        ['begun', 'done'].map(async (moment) => {
          const ids = await found()
          await sameSeed(ids.regionId)
          expect(await runAndKillAt(ids.operationId, step, moment)).toBe('SIGKILL')
          cuts.push({ at: `${step} ${moment}`, ids })
        }),
      )
    }
    await expect.poll(() => sessionsOfTheDead(), { timeout: 60_000 }).toBe(0)
    platform.clock.advance(120_000)
    await sweepProvisioning(system())
    await platform.runOutbox()
    for (const { at, ids } of cuts) {
      expect((await operationOf(ids.operationId)).status, at).toBe('succeeded')
      expect(await fingerprint(ids.regionId), at).toBe(expected)
    }
  }, 240_000)
})

/** A killed process keeps its locks until the server has noticed: whoever builds meanwhile leaves the region to it. */
async function sessionsOfTheDead(): Promise<number> {
  const { rows } = await platform.db.execute<{ sessions: number }>(
    sql`select count(*)::int as sessions from pg_stat_activity
        where datname = current_database() and application_name in ('dying', 'galaxies-admin')`,
  )
  return rows[0]?.sessions ?? 0
}

/** Builds in a process of its own, which ends itself without goodbye at the given moment. Returns the signal it died of. */
async function runAndKillAt(operationId: string, step: string, moment: string): Promise<unknown> {
  const exit: unknown[] = await once(dying.start(platform.url, operationId, step, moment), 'exit')
  return exit[1]
}
