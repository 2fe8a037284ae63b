import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { pilotTotals } from '#db/schema/galaxy/trade.ts'
import { memberships, rewardedTrade } from '#db/schema/platform/membership.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { REPUTATION_MAX } from '#server/domain/membership/reputation.ts'
import { MAX_VOTING_WEIGHT, votingPower } from '#server/domain/membership/voting-power.ts'
import { createGalaxyApi, type GalaxyCall } from '#server/galaxy/galaxy-api.ts'
import { cutOff } from '#server/testing/cut-off.ts'
import { letGive } from '#server/testing/let-give.ts'
import { locksAwaited } from '#server/testing/locks-awaited.ts'
import { makeNexusGalaxy } from '#server/testing/make-nexus-galaxy.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { standingIn } from '#server/testing/standing-in.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type Ctx } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { rewardTrade } from './reward-trade.ts'

const platform = useTestPlatform()
const system = () => platform.ctx({ kind: 'system', job: 'test' })

/** A region whose pilots' totals the test writes. */
async function tradingRegion() {
  const made = await makeRegion(platform, { withGalaxy: true })
  const galaxy = await platform.galaxy(made.region.galaxyId ?? '')
  return {
    ...made,
    member: (reputation = 0) => makeMember(platform, made.region, { type: 'resident', reputation }),
    /** Sets what somebody's trade came to, as of now. */
    traded: async (who: UserActor, salesNet: number, tax = 0) => {
      await letGive(galaxy, who.userId, salesNet)
      const changedAt = await platform.clock.now(platform.db)
      await galaxy.update(pilotTotals).set({ changedAt, tax }).where(eq(pilotTotals.userId, who.userId))
    },
    reputation: async (who: UserActor) => (await standingIn(platform, made.region, who)).reputation,
  }
}

const rewardsOf = ({ region }: MadeRegion) =>
  platform.db
    .select({ detail: auditLog.detail, subjectId: auditLog.subjectId })
    .from(auditLog)
    .where(and(eq(auditLog.regionId, region.id), eq(auditLog.action, 'membership.trade-rewarded')))
    .orderBy(auditLog.id)

describe('reputation for trade', () => {
  it('is a point for 5,000 credits of sales and for 500 of tax, with its voting power and an audit row', async () => {
    const home = await tradingRegion()
    const cases = [
      { salesNet: 4_999, tax: 499, reputation: 0 },
      { salesNet: 5_000, tax: 0, reputation: 1 },
      { salesNet: 0, tax: 500, reputation: 1 },
      { salesNet: 90_000, tax: 10_000, reputation: 38 },
    ]
    const members = []
    for (const { salesNet, tax } of cases) {
      const member = await home.member()
      await home.traded(member, salesNet, tax)
      members.push(member)
    }
    await rewardTrade(system())
    for (const [n, { reputation }] of cases.entries())
      expect(await standingIn(platform, home.region, members[n])).toEqual({
        reputation,
        votingPower: votingPower(reputation),
      })
    expect(votingPower(38)).toBe(101)
    expect(await rewardsOf(home)).toEqual([
      { subjectId: home.region.id, detail: { members: 3, points: 40, job: 'test' } },
    ])
  })

  it('is given once, however often and by however many runs', async () => {
    const home = await tradingRegion()
    const members = [await home.member(), await home.member(), await home.member()]
    for (const member of members) await home.traded(member, 50_000, 500)
    await Promise.all(Array.from({ length: 6 }, () => rewardTrade(system(), { batch: 2 })))
    await rewardTrade(system())
    for (const member of members) expect(await home.reputation(member)).toBe(11)
  })

  it('is given once by two runs that wait for the same member', async () => {
    const home = await tradingRegion()
    const member = await home.member()
    await home.traded(member, 50_000)
    const ofMember = and(eq(memberships.regionId, home.region.id), eq(memberships.userId, member.userId))
    const runs = await platform.db.transaction(async (tx) => {
      await tx.select().from(memberships).where(ofMember).for('update')
      const both = [rewardTrade(system()), rewardTrade(system())]
      await expect.poll(() => locksAwaited(platform), { timeout: 20_000 }).toBe(2)
      return both
    })
    await Promise.all(runs)
    expect(await home.reputation(member)).toBe(10)
  })

  it('loses nothing between runs: small sales add up to a point', async () => {
    const home = await tradingRegion()
    const member = await home.member()
    for (const [salesNet, tax, reputation] of [
      [4_000, 300, 0],
      [8_000, 400, 1],
      [10_000, 600, 3],
    ] as const) {
      platform.clock.advance(3_600_000)
      await home.traded(member, salesNet, tax)
      await rewardTrade(system())
      expect(await home.reputation(member)).toBe(reputation)
    }
  })

  it('goes to everybody where more pilots traded in the same moment than fit in a page', async () => {
    const home = await tradingRegion()
    const members = []
    for (let n = 0; n < 7; n++) members.push(await home.member())
    for (const member of members) await home.traded(member, 5_000)
    const galaxy = await platform.galaxy(home.region.galaxyId ?? '')
    await galaxy.update(pilotTotals).set({ changedAt: await platform.clock.now(platform.db) })
    await rewardTrade(system(), { batch: 3 })
    for (const member of members) expect(await home.reputation(member)).toBe(1)
  })

  it('of a galaxy that was restored is not given twice', async () => {
    const home = await tradingRegion()
    const member = await home.member()
    for (const [salesNet, tax, reputation] of [
      [50_000, 5_000, 20],
      [20_000, 2_000, 20],
      [45_000, 4_500, 20],
      [60_000, 6_000, 24],
    ] as const) {
      platform.clock.advance(3_600_000)
      await home.traded(member, salesNet, tax)
      await rewardTrade(system())
      expect(await home.reputation(member)).toBe(reputation)
    }
  })

  it('of a galaxy that is down waits, and stops no other region', async () => {
    const [away, home] = [await tradingRegion(), await tradingRegion()]
    const [absent, member] = [await away.member(), await home.member()]
    await away.traded(absent, 10_000)
    await home.traded(member, 10_000)
    await rewardTrade(cutOff(system(), { galaxyId: away.region.galaxyId }))
    expect([await away.reputation(absent), await home.reputation(member)]).toEqual([0, 2])
    await rewardTrade(system())
    expect([await away.reputation(absent), await home.reputation(member)]).toEqual([2, 2])
  })

  it('is nothing in the Nexus, which has no members: it is not even asked', async () => {
    const home = await tradingRegion()
    const nexus = await makeNexusGalaxy(platform)
    const asked: string[] = []
    await rewardTrade(cutOff(system(), { onAsked: (galaxyId) => asked.push(galaxyId) }))
    expect(asked).toContain(home.region.galaxyId)
    expect(asked).not.toContain(nexus)
  })

  it('of a run that ends between two pages goes on with the next run', async () => {
    const home = await tradingRegion()
    const members = [await home.member(), await home.member(), await home.member()]
    for (const member of members) {
      await home.traded(member, 5_000)
      platform.clock.advance(120_000)
    }
    await rewardTrade(endingAfter(system(), { galaxyId: home.region.galaxyId, calls: 2 }), { batch: 1 })
    const soFar = await Promise.all(members.map(home.reputation))
    expect(soFar).toEqual([1, 1, 0])
    await rewardTrade(system(), { batch: 1 })
    expect(await Promise.all(members.map(home.reputation))).toEqual([1, 1, 1])
  })

  it('is nothing for sales before one became a member', async () => {
    const home = await tradingRegion()
    const stranger = await makeUser(platform)
    await home.traded(stranger, 1_000_000, 100_000)
    await rewardTrade(system())
    await platform.api(stranger).membership.join({ region: home.region.name })
    await home.traded(stranger, 1_004_999, 100_499)
    await rewardTrade(system())
    expect(await home.reputation(stranger)).toBe(0)
    await home.traded(stranger, 1_005_000, 100_500)
    await rewardTrade(system())
    expect(await home.reputation(stranger)).toBe(2)
    expect(await rewardsOf(home)).toMatchObject([{ detail: { members: 1, points: 2 } }])
  })

  it('ends at the maximum, and with it the weight of a vote, whatever somebody sells', async () => {
    const home = await tradingRegion()
    const [rich, full] = [await home.member(990), await home.member(REPUTATION_MAX)]
    for (const member of [rich, full]) await home.traded(member, Number.MAX_SAFE_INTEGER, 10 ** 12)
    await rewardTrade(system())
    for (const member of [rich, full])
      expect(await standingIn(platform, home.region, member)).toEqual({
        reputation: REPUTATION_MAX,
        votingPower: MAX_VOTING_WEIGHT,
      })
    expect(await rewardsOf(home)).toMatchObject([{ detail: { members: 1, points: 10 } }])
  })

  it('is given for the region of the sale only, and leaves pilots out whom the platform does not know', async () => {
    const [home, other] = [await tradingRegion(), await tradingRegion()]
    const member = await home.member()
    await makeMember(platform, other.region, { user: member })
    await home.traded({ ...member, userId: randomUUID() }, 5_000)
    await home.traded(member, 5_000)
    await rewardTrade(system())
    expect([await home.reputation(member), await other.reputation(member)]).toEqual([1, 0])
  })

  it('comes from real sales: a pilot who lands is a visitor and earns by net and tax of the receipts', async () => {
    const home = await tradingRegion()
    const galaxy = await platform.galaxy(home.region.galaxyId ?? '')
    const { user, putAt, buy, sell } = await makeTrader(platform, home.region)
    const { maker, user: market } = await findTrade(galaxy)
    await putAt(maker)
    await buy(maker, 20)
    await putAt(market)
    const sold = await sell(market, 20)
    if (sold.outcome !== 'filled') throw new Error('not filled')
    await rewardTrade(system())
    const [seen] = await platform.db.select().from(rewardedTrade).where(eq(rewardedTrade.userId, user.userId))
    expect(seen).toMatchObject({ salesNet: sold.receipt.net, tax: sold.receipt.tax })
    expect(await home.reputation(user)).toBe(
      Math.floor(sold.receipt.net / 5_000) + Math.floor(sold.receipt.tax / 500),
    )
  })

  it('cannot be had by selling back to the port one bought from', async () => {
    const home = await tradingRegion()
    const { putAt, buy, sell, user } = await makeTrader(platform, home.region)
    const { maker } = await findTrade(await platform.galaxy(home.region.galaxyId ?? ''))
    await putAt(maker)
    await buy(maker, 20)
    await expect(sell(maker, 20)).rejects.toMatchObject({ cause: { reason: 'no-such-role' } })
    await rewardTrade(system())
    expect(await home.reputation(user)).toBe(0)
  })
})

/** The same context, whose galaxy answers so many calls and then no more. */
function endingAfter(ctx: Ctx, { galaxyId, calls }: { galaxyId: string | null; calls: number }): Ctx {
  const asked: GalaxyCall[] = []
  return {
    ...ctx,
    galaxies: {
      ...ctx.galaxies,
      apiFor: (id, options) => {
        const api = ctx.galaxies.apiFor(id, options)
        if (id !== galaxyId) return api
        return createGalaxyApi((name, input) => {
          asked.push(name)
          return asked.length > calls ? Promise.reject(new Error('down')) : api[name](input)
        })
      },
    },
  }
}
