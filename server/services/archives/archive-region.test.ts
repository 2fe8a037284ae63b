import { and, eq, ne } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '#db/connections.ts'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import { users } from '#db/schema/platform/identity.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { type GalaxyReplacement } from '#server/galaxies/galaxy-replacement.ts'
import { evacuationSteps } from '#server/testing/evacuation-steps.ts'
import { laterGalaxies } from '#server/testing/later-galaxies.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { runDrill } from '../backups/run-drill.ts'
import { requestRestore } from '../backups/request-restore.ts'
import { sweepBackups } from '../backups/sweep-backups.ts'
import { expireAccount } from '../identity/expire-account.ts'
import { clearGalaxies } from '../privacy/clear-galaxies.ts'
import { transact } from '../context.ts'
import { auditConservation } from '../platform/audit-conservation.ts'
import { setGalaxyEndpoint } from '../platform/set-galaxy-endpoint.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { archiveRegion } from './archive-region.ts'
import { bringRegionBack } from './bring-region-back.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const steps = evacuationSteps(platform, travel)
const { system, makePaid, become, settle, archive, evacuate, newestOf } = steps
const { rowOf, galaxyRowOf, archivesOf, operationsOf } = steps

beforeAll(async () => {
  await travel.makeNexus()
}, 120_000)

const SLOW = { timeout: 300_000 }

const expectConserved = async () => {
  platform.clock.advance(20 * 60_000)
  expect(await auditConservation(system())).toEqual({ result: 'balanced', differences: [] })
}
/** A process whose database server fails at some of this. */
const withReplacement = (changes: Partial<GalaxyReplacement>) => {
  const ctx = system()
  return {
    ...ctx,
    galaxies: { ...ctx.galaxies, replacement: { ...ctx.galaxies.replacement, ...changes } },
  }
}
/** As the owner, in a galaxy's database that is closed. */
const onFrozen = async (region: RegionRow, statement: string) => {
  const url = new URL(platform.url)
  url.pathname = `/${(await galaxyRowOf(region)).databaseName}`
  return withClient({ connectionString: url.toString() }, (client) => client.query(statement))
}
const away = () => Promise.reject(new Error('the server is away'))

describe('an archived region', SLOW, () => {
  it('is kept by its archive alone, adds up without its database, and comes back as it was', async () => {
    const made = await makePaid()
    const { region } = made
    const stayed = await travel.makeTraveller(made)
    await steps.fillTreasury(region, 700)
    const treasury = await balanceOf(await travel.galaxyOf(region), 'treasury')
    const settings = await rowOf(region)
    await archive(region)

    expect((await rowOf(region)).status).toBe('archived')
    expect(await operationsOf(region, 'archive-region')).toMatchObject([
      { status: 'succeeded', progress: 100 },
    ])
    expect((await galaxyRowOf(region)).status).toBe('archived')
    expect(await steps.hasDatabase(region)).toBe(false)
    const [kept] = await archivesOf(region)
    expect(kept?.provedAt && kept.droppedAt).toBeTruthy()
    const [backup] = await platform.db
      .select()
      .from(backups)
      .where(eq(backups.id, kept?.backupId ?? ''))
    expect(backup).toMatchObject({ status: 'ready', reason: 'before-termination', galaxyId: region.galaxyId })
    await expectConserved()

    steps.pass(100)
    await become(region, 'active')
    // The payment has come, and the galaxy is not there yet: nobody is sent into nothing.
    expect((await rowOf(region)).status).toBe('archived')
    await platform.runOutbox()
    const { statusChangedAt: _changed, ...returned } = await rowOf(region)
    expect(returned).toMatchObject({ status: 'active', lapsedAt: null, mapVersion: settings.mapVersion + 1 })
    expect(returned.constitutionalText).toBe(settings.constitutionalText)
    expect((await galaxyRowOf(region)).status).toBe('ready')
    expect(await operationsOf(region, 'return-region')).toMatchObject([{ status: 'succeeded' }])
    expect(await archivesOf(region)).toMatchObject([{ outcome: 'returned' }])
    // Nobody was a citizen of thirty days: the treasury rested in the archive.
    expect(await balanceOf(await platform.galaxy(region.galaxyId ?? ''), 'treasury')).toBe(treasury)
    await stayed.api.space.mySector()
    const newcomer = await travel.makeTraveller(made)
    expect(await travel.whereaboutsOf(newcomer.userId)).toMatchObject({ galaxyId: region.galaxyId })
    await expectConserved()
  })

  it.each(['was away', 'was being frozen'])(
    'knows no name of an account that was erased while it %s',
    async (when) => {
      const made = await makePaid()
      const { region } = made
      const erased = await travel.makeTraveller(made)
      if (when === 'was away') await archive(region)
      else expect(await archiveRegion(withReplacement({ close: away }), await evacuate(made))).toBe('failed')
      await platform.db.update(users).set({ confirmedAt: null }).where(eq(users.id, erased.userId))
      await transact(system(), (tx) => expireAccount(tx, erased.userId, 'not-confirmed'))
      await clearGalaxies(system())
      platform.clock.advance(60_000)
      await settle()
      await settle()
      expect(await steps.hasDatabase(region)).toBe(false)
      await steps.comeBack(region)
      const galaxy = await platform.galaxy(region.galaxyId ?? '')
      const there = await travel.presenceIn(galaxy, erased.userId)
      expect(there?.pilot.callsign).toBeTruthy()
      expect(there?.pilot.callsign).not.toBe(erased.user.callsign)
    },
  )

  it('that a version without archives opened at once is brought back by the sweep', async () => {
    const { region } = await makePaid()
    await steps.fillTreasury(region, 60)
    const treasury = await balanceOf(await travel.galaxyOf(region), 'treasury')
    await archive(region)
    await steps.setSubscription(region, 'active')
    await platform.db
      .update(regions)
      .set({ status: 'active', statusChangedAt: await platform.clock.now(platform.db), lapsedAt: null })
      .where(eq(regions.id, region.id))
    await settle()
    expect((await rowOf(region)).status).toBe('active')
    expect((await galaxyRowOf(region)).status).toBe('ready')
    expect(await balanceOf(await platform.galaxy(region.galaxyId ?? ''), 'treasury')).toBe(treasury)
    await expectConserved()
  })

  it('is evacuated anew before it is frozen if such a version opened it meanwhile', async () => {
    const { region } = await makePaid()
    const run = await evacuate({ region })
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    expect(await archiveRegion(system(), run)).toBe('ended')
    expect((await galaxyRowOf(region)).status).toBe('ready')
    expect((await rowOf(region)).status).toBe('evacuating')
    for (let round = 0; round < 3; round += 1) await settle()
    expect(await steps.hasDatabase(region)).toBe(false)
    await steps.comeBack(region)
  })

  it('is served by the platform when it comes back, whatever served it before', async () => {
    const { region } = await makePaid()
    const of = eq(galaxies.id, region.galaxyId ?? '')
    const run = await evacuate({ region })
    await platform.db.update(galaxies).set({ endpoint: 'http://10.0.0.7:3001' }).where(of)
    expect(await archiveRegion(system(), run)).toBe('done')
    expect(await galaxyRowOf(region)).toMatchObject({ status: 'archived', endpoint: null })
    await expect(setGalaxyEndpoint(system(), { name: region.name, endpoint: null })).rejects.toMatchObject({
      reason: 'archived',
    })
    await steps.comeBack(region)
    expect(await balanceOf(await platform.galaxy(region.galaxyId ?? ''), 'treasury')).toBe(0)
  })

  it('is frozen with the tables of the version that ends what the version before began', async () => {
    const made = await makePaid()
    const run = await evacuate(made)
    expect(await archiveRegion(withReplacement({ close: away }), run)).toBe('failed')
    const galaxies = await laterGalaxies(platform, 'since_the_update')
    const found: unknown[] = []
    const outcome = await archiveRegion({ ...system(), galaxies }, run, {
      onStep: async (step, moment) => {
        if (step !== 'freeze' || moment !== 'done') return
        const { rows } = await onFrozen(
          made.region,
          `select to_regclass('since_the_update') is not null as made`,
        )
        found.push(...(rows as unknown[]))
        throw new Error('the process ends')
      },
    })
    expect([outcome, found]).toEqual(['failed', [{ made: true }]])
    // The version of the other tests goes on with it.
    await onFrozen(
      made.region,
      `drop table since_the_update; delete from drizzle.__drizzle_migrations
        where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`,
    )
    await settle()
    await steps.comeBack(made.region)
  })

  it('makes the audit incomplete while it is not known what had crossed when it was frozen', async () => {
    const made = await makePaid()
    const { region } = made
    await archive(region)
    await steps.comeBack(region)
    await travel.makeTraveller(made)
    const run = await evacuate(made)
    expect(await archiveRegion(withReplacement({ close: away }), run)).toBe('failed')
    platform.clock.advance(20 * 60_000)
    expect(await auditConservation(system())).toEqual({ result: 'incomplete', differences: [] })
    await settle()
    await expectConserved()
    await steps.comeBack(region)
  })

  it('is archived and comes back once more, each time with an archive of its own', async () => {
    const { region } = await makePaid()
    await archive(region)
    await become(region, 'active')
    await platform.runOutbox()
    await archive(region)
    expect(await archivesOf(region)).toMatchObject([{ outcome: 'returned' }, { outcome: null }])
    await become(region, 'active')
    await platform.runOutbox()
    expect((await rowOf(region)).status).toBe('active')
    await expectConserved()
  })

  it('keeps its archive while the other backups of it go, and loses neither by a sweep', async () => {
    const { region } = await makePaid()
    await archive(region)
    const [kept] = await archivesOf(region)
    steps.pass(900)
    await sweepBackups(system())
    const left = await platform.db
      .select({ id: backups.id })
      .from(backups)
      .where(eq(backups.galaxyId, region.galaxyId ?? ''))
    expect(left).toEqual([{ id: kept?.backupId }])
    await expect(
      requestRestore(system(), { backupId: kept?.backupId ?? '', confirmation: region.name }),
    ).rejects.toMatchObject({ reason: 'archived' })
    await become(region, 'active')
    await platform.runOutbox()
    expect((await rowOf(region)).status).toBe('active')
    // From now on it is a backup as others, and goes once there is a newer one.
    await sweepBackups(system())
    await platform.runOutbox()
    await sweepBackups(system())
    expect(await platform.db.$count(backups, eq(backups.id, kept?.backupId ?? ''))).toBe(0)
  })

  it('is drilled as regions are that are open', async () => {
    const { region } = await makePaid()
    await archive(region)
    const others = and(eq(galaxies.status, 'ready'), eq(galaxies.kind, 'region'))
    const hidden = await platform.db.update(galaxies).set({ status: 'creating' }).where(others).returning()
    const archived = and(eq(galaxies.status, 'archived'), ne(galaxies.id, region.galaxyId ?? ''))
    expect(await platform.db.$count(galaxies, archived)).toBe(0)
    const drilled = await runDrill(system())
    for (const { id } of hidden)
      await platform.db.update(galaxies).set({ status: 'ready' }).where(eq(galaxies.id, id))
    expect(drilled).toContainEqual({ kind: 'galaxy', passed: true, error: null })
    await steps.comeBack(region)
  })

  it('that was archived before there was an archive is found by the sweep', async () => {
    const made = await makePaid()
    const { operationId } = await evacuate(made)
    await platform.db.delete(operations).where(eq(operations.id, operationId))
    await settle()
    expect(await steps.hasDatabase(made.region)).toBe(false)
    await steps.comeBack(made.region)
  })
})

describe('a payment', SLOW, () => {
  it.each([
    ['freeze', 'begun', 'at once'],
    ['freeze', 'done', 'from its database'],
    ['dump', 'done', 'from its database'],
    ['prove', 'done', 'from its database'],
    ['drop', 'done', 'from the archive'],
  ] as const)('when “%s” has %s brings the region back %s', async (step, moment, how) => {
    const made = await makePaid()
    const { region } = made
    await steps.fillTreasury(region, 300)
    const treasury = await balanceOf(await travel.galaxyOf(region), 'treasury')
    const run = await evacuate(made)
    let statusThen = ''
    const outcome = await archiveRegion(system(), run, {
      onStep: async (at, when) => {
        if (at !== step || when !== moment) return
        await become(region, 'active')
        statusThen = (await rowOf(region)).status
      },
    })
    expect(outcome).toBe(step === 'drop' ? 'done' : 'ended')
    expect(statusThen).toBe(how === 'at once' ? 'active' : 'archived')
    expect(await steps.hasDatabase(region)).toBe(how !== 'from the archive')
    await platform.runOutbox()
    await settle()
    expect(await rowOf(region)).toMatchObject({ status: 'active', lapsedAt: null })
    expect((await galaxyRowOf(region)).status).toBe('ready')
    expect(await balanceOf(await platform.galaxy(region.galaxyId ?? ''), 'treasury')).toBe(treasury)
    await travel.makeTraveller(made)
    await expectConserved()
  })

  it('while the database is being removed waits for that, and brings the region back from the archive', async () => {
    const made = await makePaid()
    const { region } = made
    const run = await evacuate(made)
    const [before] = await Promise.all([galaxyRowOf(region)])
    // The process has passed the point of no return and dies before the database is gone.
    expect(await archiveRegion(withReplacement({ remove: away }), run)).toBe('failed')
    await become(region, 'active')
    expect(await operationsOf(region, 'return-region')).toEqual([])
    expect((await rowOf(region)).status).toBe('archived')
    await settle()
    await settle()
    expect(before.status).toBe('ready')
    expect((await rowOf(region)).status).toBe('active')
    expect(await archivesOf(region)).toMatchObject([{ outcome: 'returned' }])
    await expectConserved()
  })

  it('that is taken back while the region comes back leaves it in the archive', async () => {
    const { region } = await makePaid()
    await archive(region)
    await become(region, 'active')
    const outcome = await bringRegionBack(system(), await newestOf(region, 'return-region'), {
      onStep: (step, moment) =>
        step === 'check' && moment === 'done' ? become(region, 'archived') : undefined,
    })
    expect(outcome).toBe('ended')
    await platform.runOutbox()
    expect((await rowOf(region)).status).toBe('archived')
    expect(await steps.hasDatabase(region)).toBe(false)
    expect(await archivesOf(region)).toMatchObject([{ outcome: null }])
    await become(region, 'active')
    await platform.runOutbox()
    expect((await rowOf(region)).status).toBe('active')
    await expectConserved()
  })
})

describe('an archive', SLOW, () => {
  it('that does not hold what the galaxy held is erased and made again, and nothing is dropped before', async () => {
    const made = await makePaid()
    const { region } = made
    const run = await evacuate(made)
    const change = (findings: number) =>
      platform.db.update(regionArchives).set({ findings }).where(eq(regionArchives.regionId, region.id))
    expect(
      await archiveRegion(system(), run, {
        onStep: async (step, moment) => {
          if (step === 'dump' && moment === 'done') await change(7)
        },
      }),
    ).toBe('failed')
    expect(await steps.hasDatabase(region)).toBe(true)
    expect(await archivesOf(region)).toMatchObject([{ backupId: null, provedAt: null, droppedAt: null }])
    await change(0)
    await settle()
    expect(await steps.hasDatabase(region)).toBe(false)
  })

  it('waits while a share is to be paid in its galaxy, which says no, and the share is paid elsewhere', async () => {
    const payer = await makePaid()
    const made = await makePaid()
    const citizen = await travel.makeTraveller(made)
    await steps.beCitizenSince(made.region, citizen.userId, 1)
    const now = await platform.clock.now(platform.db)
    const there = await travel.whereaboutsOf(citizen.userId)
    const [share] = await platform.db
      .insert(treasuryShares)
      .values({
        ...{ regionId: payer.region.id, userId: citizen.userId, credits: 5, sharedAt: now },
        ...{ galaxyId: made.region.galaxyId, fencingVersion: (there?.fencingVersion ?? 0) - 1 },
      })
      .returning()
    const run = await evacuate(made)
    expect(await archiveRegion(system(), run)).toBe('done')
    const [freed] = await platform.db
      .select()
      .from(treasuryShares)
      .where(eq(treasuryShares.id, share?.id ?? ''))
    expect(freed).toMatchObject({ galaxyId: null, receivedAt: null })
    await platform.db.delete(treasuryShares).where(eq(treasuryShares.id, share?.id ?? ''))
  })

  it('is not begun while its galaxy is being restored', async () => {
    const made = await makePaid()
    const run = await evacuate(made)
    const id = made.region.galaxyId ?? ''
    await platform.db.update(galaxies).set({ status: 'restoring' }).where(eq(galaxies.id, id))
    expect(await archiveRegion(system(), run)).toBe('failed')
    await platform.db.update(galaxies).set({ status: 'ready' }).where(eq(galaxies.id, id))
    await settle()
    expect(await steps.hasDatabase(made.region)).toBe(false)
  })
})
