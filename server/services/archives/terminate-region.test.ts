import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { backups } from '#db/schema/platform/backups.ts'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { dataExports } from '#db/schema/platform/privacy.ts'
import { regionEmblems, regions } from '#db/schema/platform/regions.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { NAME_RESTS_DAYS } from '#server/domain/regions/archive-steps.ts'
import { nameKeys } from '#server/domain/names/skeleton.ts'
import { evacuationSteps } from '#server/testing/evacuation-steps.ts'
import { exportSteps } from '#server/testing/export-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { pngWithScript } from '#server/testing/make-png.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { isDisplayNameTaken } from '../billing/display-names.ts'
import { sweepCrossings } from '../custody/sweep-crossings.ts'
import { makeExport } from '../exports/make-export.ts'
import { auditConservation } from '../platform/audit-conservation.ts'
import { archiveRegion } from './archive-region.ts'
import { sweepArchives } from './sweep-archives.ts'
import { terminateRegion } from './terminate-region.ts'
import { withArchivedGalaxy } from './with-archived-galaxy.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const steps = evacuationSteps(platform, travel)
const { system, makePaid, become, settle, archive, pass, rowOf, operationsOf } = steps

beforeAll(async () => {
  await travel.makeNexus()
}, 120_000)

const SLOW = { timeout: 300_000 }

const noticesOf = async (userId: string, kind: string) =>
  (await platform.db.select().from(notifications).where(eq(notifications.userId, userId))).filter(
    (notice) => notice.kind === kind,
  )
const expectConserved = async () => {
  platform.clock.advance(20 * 60_000)
  expect(await auditConservation(system())).toEqual({ result: 'balanced', differences: [] })
}

describe('a region whose archive is over', SLOW, () => {
  it('is erased with database, role, archive, backups, exports and emblem; its links say so, and the books add up', async () => {
    const made = await makePaid()
    const { region, owner } = made
    const citizen = await steps.makeCitizen(region, 60)
    await steps.fillTreasury(region, 500)
    await platform.db.update(regions).set({ tier: 'large' }).where(eq(regions.id, region.id))
    const picture = pngWithScript([0, 0, 0]).toString('base64')
    await platform.api(owner).regions.setEmblem({ region: region.name, picture })
    await archive(region)
    await platform.api(owner).regions.requestExport({ region: region.name })
    await platform.runOutbox()
    expect(await platform.db.$count(dataExports, eq(dataExports.regionId, region.id))).toBe(1)
    pass(366)
    await become(region, 'terminated')
    const run = await steps.newestOf(region, 'terminate-region')
    const away = { ...system().archive, list: () => Promise.reject(new Error('the store is away')) }
    expect(await terminateRegion({ ...system(), archive: away }, run)).toBe('failed')
    // From the end on nobody downloads it, however long the rest takes.
    expect(await platform.db.$count(dataExports, eq(dataExports.regionId, region.id))).toBe(0)
    await platform.runOutbox()

    expect(await operationsOf(region, 'terminate-region')).toMatchObject([{ status: 'succeeded' }])
    expect((await rowOf(region)).status).toBe('terminated')
    expect(await steps.galaxyRowOf(region)).toMatchObject({ status: 'dropped' })
    expect(await steps.hasDatabase(region)).toBe(false)
    const { databaseName } = await steps.galaxyRowOf(region)
    const roles = await platform.owner.execute(sql`select from pg_roles where rolname = ${databaseName}`)
    expect(roles.rowCount).toBe(0)
    expect(await platform.db.$count(backups, eq(backups.galaxyId, region.galaxyId ?? ''))).toBe(0)
    const stored = await platform.ctx().archive.list()
    expect(stored.filter(({ name }) => name.includes(region.galaxyId ?? '-'))).toEqual([])
    expect(await platform.db.$count(dataExports, eq(dataExports.regionId, region.id))).toBe(0)
    expect(await platform.db.$count(regionEmblems, eq(regionEmblems.regionId, region.id))).toBe(0)
    expect((await rowOf(region)).emblemMark).toBeNull()
    expect(await steps.archivesOf(region)).toMatchObject([{ outcome: 'erased', backupId: null }])

    for (const ref of [region.name, region.id])
      await expect(platform.api(citizen).regions.timetable({ region: ref })).rejects.toMatchObject({
        cause: { reason: 'region-ended', message: expect.stringContaining(region.displayName) as unknown },
      })
    await expect(platform.api(citizen).regions.overview({ region: region.name })).rejects.toMatchObject({
      cause: { reason: 'region-ended' },
    })
    for (const { userId } of [owner, citizen]) expect(await noticesOf(userId, 'region.ended')).toHaveLength(1)
    const { items } = await platform.api(citizen).membership.mine()
    expect(items.map((membership) => membership.region.id)).not.toContain(region.id)
    // The public record stays: who was a citizen of what.
    expect(await platform.db.$count(memberships, eq(memberships.regionId, region.id))).toBeGreaterThan(0)
    await expectConserved()

    // A payment that is heard of now changes nothing here.
    await become(region, 'active')
    await settle()
    expect((await rowOf(region)).status).toBe('terminated')
  })

  it('keeps its names from everybody for a year, its former owner too', async () => {
    const { region, owner } = await makePaid()
    const { region: other } = await makePaid()
    await archive(region)
    await become(region, 'terminated')
    await platform.runOutbox()
    const isFree = async () => {
      const now = await platform.clock.now(platform.db)
      const shown = { now, exceptSubscriptionId: null }
      return {
        name: (await platform.api(owner).billing.checkName({ name: region.name })).available,
        displayName: !(await isDisplayNameTaken(platform.db, nameKeys(region.displayName), shown)),
      }
    }
    expect(await isFree()).toEqual({ name: false, displayName: false })
    pass(NAME_RESTS_DAYS - 1)
    expect(await isFree()).toEqual({ name: false, displayName: false })
    pass(1)
    expect(await isFree()).toEqual({ name: true, displayName: true })
    expect((await rowOf(other)).nameRestsUntil).toBeNull()
  })

  it('comes back if it is paid for before the end is decided, and is not touched by an earlier request', async () => {
    const { region } = await makePaid()
    await archive(region)
    await become(region, 'terminated')
    const [operation] = await operationsOf(region, 'terminate-region')
    const outcome = await terminateRegion(
      system(),
      { operationId: operation?.id ?? '' },
      {
        onStep: (step, moment) =>
          step === 'end' && moment === 'begun' ? become(region, 'active') : undefined,
      },
    )
    expect(outcome).toBe('ended')
    await platform.runOutbox()
    expect((await rowOf(region)).status).toBe('active')
    await expectConserved()
  })

  it('does not end while somebody is in it, and frees the shares that are to be paid in it', async () => {
    const payer = await makePaid()
    const made = await makePaid()
    const { region } = made
    const citizen = await travel.makeTraveller(made)
    await steps.evacuate(made)
    platform.clock.advance(5 * 60_000)
    await sweepCrossings(system())
    const there = await travel.whereaboutsOf(citizen.userId)
    const [share] = await platform.db
      .insert(treasuryShares)
      .values({
        ...{ regionId: payer.region.id, userId: citizen.userId, credits: 5 },
        ...{ sharedAt: await platform.clock.now(platform.db) },
        ...{ galaxyId: region.galaxyId, fencingVersion: (there?.fencingVersion ?? 0) - 1 },
      })
      .returning()
    await become(region, 'terminated')
    const run = await steps.newestOf(region, 'terminate-region')
    const moveTo = (galaxyId: string | null) =>
      platform.db
        .update(whereabouts)
        .set({ galaxyId: galaxyId ?? '' })
        .where(eq(whereabouts.userId, citizen.userId))
    await moveTo(region.galaxyId)
    expect(await terminateRegion(system(), run)).toBe('failed')
    expect((await rowOf(region)).status).toBe('archived')
    expect(await steps.hasDatabase(region)).toBe(true)
    await moveTo(there?.galaxyId ?? null)
    expect(await terminateRegion(system(), run)).toBe('done')
    const ofThis = eq(treasuryShares.id, share?.id ?? '')
    const [freed] = await platform.db.select().from(treasuryShares).where(ofThis)
    expect(freed).toMatchObject({ galaxyId: null, receivedAt: null })
    await platform.db.delete(treasuryShares).where(ofThis)
  })

  it('ends also when its galaxy never came into the archive, and the sweep finds it', async () => {
    const { region } = await makePaid()
    await steps.lapse(region)
    await become(region, 'archived')
    await travel.takeAway(region)
    await settle()
    await travel.bringBack(region)
    await settle()
    await settle()
    await steps.setSubscription(region, 'terminated')
    await settle()
    await settle()
    expect((await rowOf(region)).status).toBe('terminated')
    expect(await steps.hasDatabase(region)).toBe(false)
  })
})

describe('before the end', SLOW, () => {
  it('owner and citizens are warned 30 and 7 days ahead, once each, and anew when the end moves', async () => {
    const { region, owner } = await makePaid()
    const citizen = await steps.makeCitizen(region, 60)
    await archive(region)
    const ends = async (days: number) => {
      const now = await platform.clock.now(platform.db)
      const [kept] = await steps.archivesOf(region)
      if (!kept) throw new Error('no archive')
      const archiveUntil = new Date(now.getTime() + days * 86_400_000)
      await steps.setSubscription(region, 'archived', {
        timetable: {
          ...{ lapsesAt: now, graceUntil: now, readOnlyUntil: now, evacuationUntil: now, archiveUntil },
        },
      })
    }
    const told = async () => {
      await sweepArchives(system())
      await sweepArchives(system())
      await platform.runOutbox()
      return Promise.all(
        [owner, citizen].map(async ({ userId }) => (await noticesOf(userId, 'region.ends-soon')).length),
      )
    }
    await ends(31)
    expect(await told()).toEqual([0, 0])
    pass(2)
    expect(await told()).toEqual([1, 1])
    pass(10)
    expect(await told()).toEqual([1, 1])
    pass(13)
    expect(await told()).toEqual([2, 2])
    await ends(20)
    expect(await told()).toEqual([3, 3])
    const bodies = (await noticesOf(owner.userId, 'region.ends-soon')).map(({ body }) => body)
    expect(bodies.every((body) => body.includes('Pay on your billing page'))).toBe(true)
  })

  it('its owner takes a copy along from the archive, with the names of now, and nobody else does', async () => {
    const made = await makePaid()
    const { region, owner } = made
    const citizen = await steps.makeCitizen(region, 60)
    await archive(region)
    expect(await steps.hasDatabase(region)).toBe(false)
    const callsign = 'RenamedSince'
    await platform.db.update(users).set({ callsign }).where(eq(users.id, citizen.userId))
    await expect(platform.api(citizen).regions.requestExport({ region: region.name })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await platform.api(owner).regions.requestExport({ region: region.name })
    const [asked] = await platform.db.select().from(dataExports).where(eq(dataExports.regionId, region.id))
    if (!asked) throw new Error('no export')
    const { archive: store } = system()
    let leftMs = 0
    const restore: typeof store.restore = async (...args) => {
      const [{ dueAt } = asked] = await platform.db
        .select()
        .from(dataExports)
        .where(eq(dataExports.id, asked.id))
      leftMs = dueAt.getTime() - (await platform.clock.now(platform.db)).getTime()
      return store.restore(...args)
    }
    await makeExport({ ...system(), archive: { ...store, restore } }, { exportId: asked.id })
    // No other process takes it while a large one is loaded.
    expect(leftMs).toBeGreaterThan(30 * 60_000)
    const files = await exportSteps(platform).readRegion(owner, region.name)
    expect(files['map/sectors.csv']?.trim().split('\r\n').length).toBeGreaterThan(region.totalSectors)
    expect(files['members.csv']).toContain(callsign)
    expect(files['members.csv']).not.toContain(citizen.callsign)
    // What it was loaded into is gone.
    const ofThis = system()
      .galaxies.replacement.newCopyName(new Date())
      .slice(0, 'sw_drill_'.length + 8)
    const left = await platform.owner.execute(
      sql`select from pg_database where starts_with(datname, ${ofThis})`,
    )
    expect(left.rowCount).toBe(0)
  })

  it('its archive is read by two attempts at once, each from a copy of its own', async () => {
    const { region } = await makePaid()
    await archive(region)
    const row = await rowOf(region)
    const until = (await platform.clock.now(platform.db)).toISOString()
    const read = (work: () => Promise<unknown>) =>
      withArchivedGalaxy(system(), row, async (galaxy) => {
        await galaxy.auditLedger({ until })
        await work()
        return galaxy.auditLedger({ until })
      })
    const told = await read(() => read(() => Promise.resolve()))
    expect(told.findingsTotal).toBe(0)
  })
})

describe('the list of archives', SLOW, () => {
  it('is for administrators, says where each galaxy is, and a failed one is tried again', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const { region, owner } = await makePaid()
    const { operationId: taskId } = await steps.evacuate({ region })
    const seen = async () => {
      const { items } = await platform.api(admin).archives.list({})
      return items.find(({ region: of }) => of.name === region.name)
    }
    const { galaxies } = system()
    const close = () => Promise.reject(new Error('the server is away'))
    const replacement = { ...galaxies.replacement, close }
    await archiveRegion({ ...system(), galaxies: { ...galaxies, replacement } }, { operationId: taskId })
    expect(await seen()).toMatchObject({
      ...{ frozenAt: null, provedAt: null, droppedAt: null, bytes: null, outcome: null },
      underWay: { taskId, error: expect.stringContaining('Closing the galaxy') as unknown, attempts: 1 },
    })
    const broken = {
      ...system(),
      archive: { ...system().archive, snapshot: () => Promise.reject(new Error('full')) },
    }
    await archiveRegion(broken, { operationId: taskId })
    expect(await seen()).toMatchObject({
      ...{ provedAt: null, droppedAt: null, bytes: null },
      frozenAt: expect.any(String) as unknown,
      underWay: { error: expect.stringContaining('Writing the archive') as unknown, attempts: 2 },
    })
    await expect(platform.api(owner).archives.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(platform.api(owner).archives.retry({ taskId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await platform.api(admin).archives.retry({ taskId })
    await platform.runOutbox()
    const kept = await seen()
    expect(kept).toMatchObject({ underWay: null, endedAt: null, region: { status: 'archived' } })
    expect(kept?.bytes).toBeGreaterThan(1_000)
    expect(kept?.keptUntil).not.toBeNull()
    await expect(platform.api(admin).archives.retry({ taskId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
