import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import { users } from '#db/schema/platform/identity.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { evacuationSteps } from '#server/testing/evacuation-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { makeMember } from '#server/testing/make-region.ts'
import { useRestores } from '#server/testing/restore-steps.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { keepShares } from '../galaxy/apply-shares.ts'
import { auditConservation } from '../platform/audit-conservation.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { payShare } from './pay-share.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const { backUp, ask, restore } = useRestores(platform)
const steps = evacuationSteps(platform, travel)
const { system, makePaid, become, lapse, settle, pass, makeCitizen, beCitizenSince, fillTreasury } = steps
const { rowOf, sharesOf } = steps
let hub: string

beforeAll(async () => {
  hub = await travel.makeNexus()
}, 120_000)

const purseIn = async (galaxyId: string, userId: string) =>
  balanceOf(await platform.galaxy(galaxyId), 'purse', userId)
const treasuryOf = async (region: RegionRow) => balanceOf(await travel.galaxyOf(region), 'treasury')
const giveUp = async (region: RegionRow) => {
  await lapse(region)
  await become(region, 'archived')
  await settle()
  await settle()
}
const expectConserved = async () => {
  platform.clock.advance(20 * 60_000)
  expect(await auditConservation(system())).toEqual({ result: 'balanced', differences: [] })
}

describe('who shares the treasury', () => {
  it('are citizens of thirty days on the first unpaid day who still are, and nobody who joined later or left', async () => {
    const { region, owner } = await makePaid()
    await beCitizenSince(region, owner.userId, 31)
    const old = await makeCitizen(region, 30)
    const young = await makeCitizen(region, 29)
    const left = await makeCitizen(region, 90)
    const cameBack = await makeCitizen(region, 90)
    await makeMember(platform, region, { type: 'resident' })
    await fillTreasury(region, 1_000)
    await become(region, 'grace')
    const treasury = await treasuryOf(region)
    pass(1)
    await platform.api(left).membership.leave({ region: region.name })
    await platform.api(cameBack).membership.leave({ region: region.name })
    await beCitizenSince(region, cameBack.userId, 0)
    await makeCitizen(region, 0)
    pass(60)
    await become(region, 'archived')
    await settle()
    const shares = await sharesOf(region)
    expect(shares.map(({ userId }) => userId).sort()).toEqual([owner.userId, old.userId].sort())
    expect(shares.map(({ userId }) => userId)).not.toContain(young.userId)
    expect(shares.reduce((sum, { credits }) => sum + credits, 0)).toBe(treasury)
    await expectConserved()
  }, 120_000)

  it('count from the day on which the region was no longer paid for, also when it closed at once', async () => {
    const { region, owner } = await makePaid()
    await beCitizenSince(region, owner.userId, 90)
    const friend = await makeCitizen(region, 1)
    await fillTreasury(region, 100)
    // A payment that was taken back, with a timetable that stands still for 75 days.
    await become(region, 'suspended')
    pass(75)
    await become(region, 'grace')
    await become(region, 'archived')
    await settle()
    expect((await sharesOf(region)).map(({ userId }) => userId)).not.toContain(friend.userId)
  }, 120_000)

  it('leaves it in the archive where there is nobody, and brings it back with the region', async () => {
    const { region } = await makePaid()
    await fillTreasury(region, 800)
    const treasury = await treasuryOf(region)
    await giveUp(region)
    expect((await rowOf(region)).status).toBe('archived')
    expect(await sharesOf(region)).toEqual([])
    await steps.comeBack(region)
    expect(await treasuryOf(region)).toBe(treasury)
    await expectConserved()
  }, 120_000)

  it('share what came in since when it lapses again, and nothing twice', async () => {
    const { region, owner } = await makePaid()
    await beCitizenSince(region, owner.userId, 90)
    await fillTreasury(region, 500)
    const first = await treasuryOf(region)
    await giveUp(region)
    await steps.comeBack(region)
    await giveUp(region)
    await steps.comeBack(region)
    expect((await sharesOf(region)).map(({ credits }) => credits)).toEqual([first])
    await fillTreasury(region, 40)
    const later = await treasuryOf(region)
    await giveUp(region)
    const all = (await sharesOf(region)).map(({ credits }) => credits)
    expect(all.reduce((sum, credits) => sum + credits, 0)).toBe(first + later)
    expect(all).toHaveLength(2)
    await expectConserved()
  }, 120_000)
})

describe('the shares of a treasury', () => {
  it('are kept of as many citizens as a region can have, and once', async () => {
    const { region } = await makePaid()
    const { rows } = await platform.db.execute<{ id: string }>(sql`
      insert into ${users} (id, callsign, email, password_hash, created_at, confirmed_at)
      select gen_random_uuid(), 'many-' || n, 'many-' || n || '@example.test', '!', now(), now()
        from generate_series(1, 14000) n
      returning id`)
    const at = await platform.clock.now(platform.db)
    const shares = rows.map(({ id }) => ({ userId: id, credits: 3 }))
    const message = { kind: 'treasury-shared' as const, evacuationId: randomUUID(), shares }
    for (const _ of [1, 2]) await transact(system(), (tx) => keepShares(tx, region.id, message, at))
    expect(await platform.db.$count(treasuryShares, eq(treasuryShares.regionId, region.id))).toBe(14_000)
    await platform.db.delete(treasuryShares).where(eq(treasuryShares.regionId, region.id))
  }, 120_000)
})

describe('a share', () => {
  /** A citizen of a region that is given up, whose ship is in another one. */
  const withShareElsewhere = async () => {
    const [lost, home] = [await makePaid(), await makePaid()]
    const pilot = await travel.makeTraveller(home)
    await makeMember(platform, lost.region, { user: pilot.user })
    await beCitizenSince(lost.region, pilot.userId, 60)
    await fillTreasury(lost.region, 640)
    const homeId = home.region.galaxyId ?? ''
    return { lost: lost.region, home, homeId, pilot, purse: await purseIn(homeId, pilot.userId) }
  }
  const shareOf = async (region: RegionRow) => {
    const [share] = await sharesOf(region)
    if (!share) throw new Error('no share')
    return share
  }

  it('comes into the purse where its citizen is, and is known there as one', async () => {
    const { lost, homeId, pilot, purse } = await withShareElsewhere()
    await giveUp(lost)
    const share = await shareOf(lost)
    expect(share).toMatchObject({ galaxyId: homeId, userId: pilot.userId })
    expect(await purseIn(homeId, pilot.userId)).toBe(purse + share.credits)
    const { entries } = await pilot.api.trade.log({})
    expect(entries.items.map(({ reason }) => reason)).toContain('treasury_share')
  }, 120_000)

  it('waits while its citizen is under way, and follows them if they left before their galaxy was asked', async () => {
    const { lost, homeId, pilot } = await withShareElsewhere()
    await lapse(lost)
    await become(lost, 'archived')
    await pilot.depart('nexus')
    await platform.runOutbox()
    const share = await shareOf(lost)
    await platform.db
      .update(whereabouts)
      .set({ state: 'travelling' })
      .where(and(eq(whereabouts.userId, pilot.userId), eq(whereabouts.galaxyId, homeId)))
    await payShare(system(), { shareId: share.id })
    await pilot.arrive()
    const before = await purseIn(hub, pilot.userId)
    // As if it had been bound to the stay that is over: the galaxy says no, and the next time counts.
    await platform.db
      .update(treasuryShares)
      .set({ galaxyId: homeId, fencingVersion: 1 })
      .where(eq(treasuryShares.id, share.id))
    await payShare(system(), { shareId: share.id })
    await payShare(system(), { shareId: share.id })
    expect(await purseIn(hub, pilot.userId)).toBe(before + share.credits)
    expect((await shareOf(lost)).receivedAt).not.toBeNull()
    await payShare(system(), { shareId: crypto.randomUUID() })
    await expectConserved()
  }, 120_000)

  it('is paid again in a galaxy that was restored to a moment before it', async () => {
    const { lost, home, homeId, pilot, purse } = await withShareElsewhere()
    const backupId = await backUp(home.region)
    await giveUp(lost)
    const share = await shareOf(lost)
    expect(await restore(home.region, backupId)).toMatchObject({ status: 'succeeded' })
    expect(await purseIn(homeId, pilot.userId)).toBe(purse)
    await settle()
    expect(await purseIn(homeId, pilot.userId)).toBe(purse + share.credits)
    await expectConserved()
  }, 180_000)

  it('is not made twice by a backup of before the treasury was shared', async () => {
    const { lost } = await withShareElsewhere()
    const backupId = await backUp(lost)
    await giveUp(lost)
    await steps.comeBack(lost)
    await expect(ask(lost, backupId)).rejects.toMatchObject({ reason: 'shared-since' })
    const later = await backUp(lost)
    expect(await restore(lost, later)).toMatchObject({ status: 'succeeded' })
    await expectConserved()
  }, 180_000)
})

describe('an evacuation', () => {
  it('tries again as long as it takes while the region’s galaxy is away', async () => {
    const made = await makePaid()
    const { region } = made
    const stayed = await travel.makeTraveller(made)
    await lapse(region)
    await become(region, 'archived')
    await travel.takeAway(region)
    await settle()
    expect(await steps.evacuationsOf(region)).toMatchObject([{ status: 'running', step: 'carry' }])
    expect((await rowOf(region)).status).toBe('evacuating')
    await travel.bringBack(region)
    await settle()
    await settle()
    expect((await rowOf(region)).status).toBe('archived')
    expect(await travel.whereaboutsOf(stayed.userId)).toMatchObject({ galaxyId: hub })
  }, 120_000)
})
