import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { personalTokens } from '#db/schema/platform/access.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { sessions, users } from '#db/schema/platform/identity.ts'
import { auditLog, jobOutbox, operations } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { useCrossings } from '#server/testing/crossing-steps.ts'
import { letGive } from '#server/testing/let-give.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { makeVote } from '#server/testing/make-vote.ts'
import { testRestoreTools } from '#server/testing/platform-restore-tools.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { settingsOf } from '../regions/region-rows.ts'
import { makeBackup } from './make-backup.ts'
import { restorePlatform, type PlatformRestoreTools } from './restore-platform.ts'
import { sweepRestores } from './sweep-restores.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const SLOW = { timeout: 600_000 }
const DAY = 86_400_000

let home: MadeRegion
let away: MadeRegion
beforeAll(async () => {
  await travel.makeNexus()
  home = await travel.makeLinked()
  away = await travel.makeLinked()
  await travel.openBorders(home, away)
})

const databases = async (): Promise<Map<string, GalaxyPool>> =>
  new Map(
    await Promise.all(
      [await travel.nexusId(), home.region.galaxyId ?? '', away.region.galaxyId ?? ''].map(
        async (id) => [id, await platform.galaxy(id)] as const,
      ),
    ),
  )
const { expectAllThere } = useCrossings(platform, travel, databases)
const homeGalaxy = () => platform.galaxy(home.region.galaxyId ?? '')

type Traveller = Awaited<ReturnType<typeof travel.makeTraveller>>
const depart = async (pilot: Traveller, to = 'nexus'): Promise<void> => {
  if (to === 'nexus') await pilot.putAt({ sectorId: home.region.gateSector ?? 1 })
  else {
    const nexus = await platform.galaxy(await travel.nexusId())
    const sectorId = home.region.nexusWarpGateSector ?? 1
    await nexus.update(pilots).set({ sectorId }).where(eq(pilots.userId, pilot.userId))
  }
  await pilot.depart(to)
}
const leave = async (pilot: Traveller, to?: string): Promise<void> => {
  await depart(pilot, to)
  await pilot.arrive()
}

const backUpPlatform = async (): Promise<string> => {
  const made = await makeBackup(system(), { galaxyId: null, reason: 'by-hand' })
  platform.clock.advance(2_000)
  return made?.name ?? ''
}

let tools: PlatformRestoreTools
/** Nothing is left on the server of all tests. */
afterAll(async () => {
  platform.clock.advance(8 * DAY)
  await sweepRestores(system())
})
beforeEach(async () => {
  tools = await testRestoreTools(platform.url, () => platform.clock.offsetMs())
})
const restore = (name: string) => restorePlatform(tools, { name, effective: true })

/** All that somebody has, where the platform has them. */
const stateOf = async ({ userId }: { userId: string }) => {
  const where = await travel.whereaboutsOf(userId)
  const there = where && (await travel.presenceIn(await platform.galaxy(where.galaxyId), userId))
  return {
    ...{ galaxyId: where?.galaxyId, state: where?.state, fencingVersion: where?.fencingVersion },
    ...{ purse: there?.purse, ship: there?.ship, present: there?.pilot.present },
  }
}

describe('a platform that is restored', SLOW, () => {
  it('has everybody where the galaxies have them, however they got there', async () => {
    const [stayed, left, returned, wasUnderWay, isUnderWay, wentFar] = await Promise.all(
      Array.from({ length: 6 }, () => travel.makeTraveller(home)),
    )
    if (!stayed || !left || !returned || !wasUnderWay || !isUnderWay || !wentFar)
      throw new Error('six pilots')
    const [began, beganAndLeft] = [await makeUser(platform), await makeUser(platform)]
    await depart(wasUnderWay)
    const name = await backUpPlatform()

    for (const pilot of [left, returned, wentFar]) await leave(pilot)
    await wasUnderWay.arrive()
    await leave(returned, home.region.name)
    await leave(wentFar, home.region.name)
    await leave(wentFar)
    await travel.makeTraveller(home, began)
    await leave(await travel.makeTraveller(home, beganAndLeft))
    await letGive(await homeGalaxy(), stayed.userId)
    await stayed.api.economy.give({ region: home.region.name, giftId: randomUUID(), amount: 50 })
    await depart(isUnderWay)
    const everybody = [
      ...[stayed, left, returned, wasUnderWay, isUnderWay, wentFar].map(({ user }) => user),
      ...[began, beganAndLeft],
    ]
    const before = await Promise.all(everybody.map(stateOf))
    const crossings = await platform.db.$count(custody)

    const preview = await restorePlatform(tools, { name, effective: false })
    expect(preview).toMatchObject({ settled: null, caughtUp: { strangers: [], missing: [], doubles: [] } })
    const { caughtUp, settled } = await restore(name)
    expect(caughtUp).toEqual(preview.caughtUp)
    expect(caughtUp).toMatchObject({ departures: 8 })
    expect(settled).toMatchObject({ setAside: 0, returned: 0 })

    expect(await Promise.all(everybody.map(stateOf))).toEqual(before)
    expect(await platform.db.$count(custody)).toBe(crossings)
    const gifts = and(eq(auditLog.action, 'treasury.gift-given'), eq(auditLog.actorId, stayed.userId))
    expect(await platform.db.$count(auditLog, gifts)).toBe(1)
    expect(await platform.db.$count(setAsideMessages)).toBe(0)
    await isUnderWay.arrive()
    expect(await stateOf(isUnderWay.user)).toMatchObject({ state: 'present', present: true })
    await expectAllThere()
    // The platform goes on with it: gates, inbox and custody too.
    await leave(stayed)
    await expectAllThere()
  })

  it('sets pilots aside whose accounts it does not know, and a newer backup brings them back', async () => {
    const name = await backUpPlatform()
    const [lives, flies] = [await travel.makeTraveller(home), await travel.makeTraveller(home)]
    const had = await travel.presenceIn(await homeGalaxy(), lives.userId)
    await depart(flies)

    const { caughtUp, settled } = await restore(name)
    expect(caughtUp?.strangers.map(({ userId }) => userId)).toEqual([lives.userId])
    expect(settled?.setAside).toBe(2)
    expect(await platform.db.$count(users, eq(users.id, lives.userId))).toBe(0)
    const aside = await travel.presenceIn(await homeGalaxy(), lives.userId)
    expect(aside).toMatchObject({ ship: had?.ship, purse: had?.purse, pilot: { present: false } })
    expect(await travel.presenceIn(await homeGalaxy(), flies.userId)).toMatchObject({
      pilot: { present: false },
    })
    await expectAllThere()

    // The platform as it was is a backup too: restoring it undoes the restore.
    const [, dumped] = (await platform.db.select().from(backups).where(eq(backups.kind, 'platform')))
      .sort(
        (one, other) =>
          (one.takenAt ?? one.startedAt).getTime() - (other.takenAt ?? other.startedAt).getTime(),
      )
      .slice(-2)
    const back = await restore(dumped?.name ?? '')
    expect(back.settled).toMatchObject({ returned: 2, setAside: 0 })
    expect(await stateOf(lives.user)).toMatchObject({ state: 'present', present: true, purse: had?.purse })
    expect(await stateOf(flies.user)).toMatchObject({ present: true })
    await expectAllThere()
  })

  it('ends log-ins and tokens, gives votes their time back and copies laws anew', async () => {
    const user = await makeUser(platform)
    const now = await platform.clock.now(platform.db)
    const later = new Date(now.getTime() + 30 * DAY)
    await platform.db.insert(sessions).values({
      ...{ id: randomUUID(), userId: user.userId, expiresAt: later, createdAt: now, lastSeenAt: now },
    })
    await platform.db.insert(personalTokens).values({
      ...{ userId: user.userId, hash: randomUUID(), name: 'program', createdAt: now, expiresAt: later },
      ...{ mayRead: true, mayPlay: false, mayGovern: false },
    })
    const voteId = await makeVote(platform, { kind: 'policy', regionId: home.region.id })
    const closesAt = async () => {
      const [vote] = await platform.db.select().from(votes).where(eq(votes.id, voteId))
      return vote?.closesAt.getTime() ?? 0
    }
    const closed = await closesAt()
    const name = await backUpPlatform()
    await platform.db
      .update(regions)
      .set({ settingsVersion: 7, taxRateBp: 1_900 })
      .where(eq(regions.id, home.region.id))
    const [region] = await platform.db.select().from(regions).where(eq(regions.id, home.region.id))
    if (!region) throw new Error('the region is there')
    await platform
      .ctx()
      .galaxies.apiFor(region.galaxyId ?? '', { clock: platform.clock })
      .syncSettings({
        ...{ regionId: region.id, version: 7 },
        settings: { ...settingsOf(region), seed: region.seed },
      })

    await restore(name)
    expect(await platform.db.$count(sessions)).toBe(0)
    const tokens = await platform.db.select().from(personalTokens)
    expect(tokens.filter(({ revokedAt }) => revokedAt === null)).toEqual([])
    expect(await closesAt()).toBeGreaterThan(closed)
    const [again] = await platform.db.select().from(regions).where(eq(regions.id, home.region.id))
    // Past the galaxy's copy, which a sweep replaces.
    expect(again).toMatchObject({ settingsVersion: 8 })
    expect(again?.galaxySettingsVersion).toBeLessThan(8)
    expect(again?.mapVersion).toBeGreaterThan(region.mapVersion)
    const waiting = (await platform.db.select().from(jobOutbox)).map((row) => row.name)
    expect(waiting).toContain('reconcile-all')
    const done = and(eq(auditLog.action, 'platform.restored'), eq(auditLog.actorKind, 'system'))
    expect(await platform.db.$count(auditLog, done)).toBeGreaterThan(0)
  })

  it('forgets again who was erased since', async () => {
    const gone = await makeUser(platform)
    const name = await backUpPlatform()
    const at = (await platform.clock.now(platform.db)).toISOString()
    await system().erasures.append({ userId: gone.userId, at })
    const { settled } = await restore(name)
    expect(settled?.erased).toBeGreaterThan(0)
    const [row] = await platform.db.select().from(users).where(eq(users.id, gone.userId))
    expect(row?.callsign).not.toBe(gone.callsign)
  })

  it('lets ships return that left for a region which it does not know', async () => {
    const pilot = await travel.makeTraveller(home)
    const name = await backUpPlatform()
    const founded = await travel.makeLinked()
    const nexusGate = founded.region.nexusWarpGateSector ?? 1
    await leave(pilot)
    const nexus = await platform.galaxy(await travel.nexusId())
    await nexus.update(pilots).set({ sectorId: nexusGate }).where(eq(pilots.userId, pilot.userId))
    await pilot.depart(founded.region.name)

    const { caughtUp } = await restore(name)
    expect(caughtUp?.unknown).toEqual([founded.region.galaxyId])
    platform.clock.advance(10 * 60_000)
    await pilot.api.space.mySector()
    expect(await stateOf(pilot.user)).toMatchObject({
      ...{ galaxyId: await travel.nexusId(), state: 'present', present: true },
    })
    await platform.ctx().galaxies.drop({
      ...{ id: founded.region.galaxyId ?? '', location: platform.ctx().galaxies.homeLocation() },
      databaseName: `sw_${(founded.region.galaxyId ?? '').replaceAll('-', '')}`,
    })
  })
})

describe('restoring the platform', SLOW, () => {
  it('is refused while the game runs, and by an archive that is damaged or of a galaxy', async () => {
    const name = await backUpPlatform()
    const running = {
      ...tools,
      replacement: { ...tools.replacement, countSessions: () => Promise.resolve(3) },
    }
    await expect(restorePlatform(running, { name, effective: true })).rejects.toThrow('Stop web and workers')
    const galaxy = await makeBackup(system(), { galaxyId: home.region.galaxyId, reason: 'by-hand' })
    await expect(restore(galaxy?.name ?? '')).rejects.toThrow('not of the platform')
    await expect(restore('platform/none.backup')).rejects.toThrow()
    expect(await platform.db.$count(operations, eq(operations.kind, 'restore-platform'))).toBeGreaterThan(0)
  })

  it('is refused while a galaxy cannot be asked, and nothing changes', async () => {
    const name = await backUpPlatform()
    const [galaxy] = await platform.db
      .update(galaxies)
      .set({ endpoint: 'http://127.0.0.1:1' })
      .where(eq(galaxies.id, away.region.galaxyId ?? ''))
      .returning()
    const named = await backUpPlatform()
    await expect(restore(named)).rejects.toThrow(galaxy?.databaseName)
    await platform.db.update(galaxies).set({ endpoint: null })
    expect(await tools.isUnsettled()).toBe(false)
    expect((await restore(name)).settled?.audit).toBe('balanced')
  })

  it('keeps the database that it replaced for seven days', async () => {
    await restore(await backUpPlatform())
    const rows = await platform.db.select().from(operations).where(eq(operations.kind, 'restore-platform'))
    const kept = rows.flatMap(({ result }) => (typeof result?.kept === 'string' ? [result.kept] : []))
    const { replacement, platformDatabase } = system().galaxies
    const exists = (database: string) => replacement.exists({ id: '', ...platformDatabase() }, database)
    expect(kept.length).toBeGreaterThan(0)
    expect(await Promise.all(kept.map(exists))).toContain(true)
    platform.clock.advance(8 * DAY)
    await sweepRestores(system())
    expect(await Promise.all(kept.map(exists))).not.toContain(true)
  })
})
