import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { regionDays } from '#db/schema/platform/regions.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { makeVote } from '#server/testing/make-vote.ts'
import { findTrade, makeTrader } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'
import { sweepPolicies } from './sweep-policies.ts'

const platform = useTestPlatform()
const DAY = 86_400_000

const preview = (actor: UserActor, region: RegionRow, changes: Record<string, unknown>) =>
  platform.api(actor).policies.impact({ region: region.name, changes })

describe('the impact of a change', () => {
  it('uses the region’s own figures of thirty days only', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 3, { withGalaxy: true })
    const now = await platform.clock.now(platform.db)
    const newcomer = await makeUser(platform)
    await platform.api(newcomer).space.enter({ region: region.name })
    expect(await preview(owner, region, { startingCredits: 3_000 })).toMatchObject([
      { lever: 'startingCredits', before: region.startingCredits, after: 3_000, basis: 'figures' },
      { lever: 'startingCredits', before: 0, after: 2_000, basis: 'figures' },
    ])
    const { region: other, owner: stranger } = await makeRegion(platform)
    expect(await preview(stranger, other, { startingCredits: 500 })).toMatchObject([
      { before: 0, after: 0 },
      { before: 0, after: 0 },
    ])

    const resident = await makeMember(platform, region, { type: 'resident' })
    await platform.db
      .update(memberships)
      .set({ residentSince: new Date(now.getTime() - 20 * DAY) })
      .where(eq(memberships.userId, resident.userId))
    expect(await preview(owner, region, { citizenshipWaitDays: 30 })).toMatchObject([{ after: 0 }])
    expect(await preview(owner, region, { citizenshipWaitDays: 10 })).toMatchObject([{ after: 1 }])

    await platform.db.insert(membershipApplications).values({
      regionId: region.id,
      userId: newcomer.userId,
      wants: 'resident',
      status: 'refused',
      requestedAt: now,
      decidedAt: now,
    })
    const [line] = await preview(owner, region, { immigrationPolicy: 'closed' })
    expect(line).toMatchObject({ lever: 'immigrationPolicy', after: 0, basis: 'figures' })

    const { id: policyId } = await platform.api(owner).policies.propose({
      region: region.name,
      policyType: 'defense',
      title: 'More patrols',
      proposedChanges: { defenseLevel: 2 },
      votingDurationDays: 1,
    })
    for (const voter of voters.slice(0, 2))
      await platform.api(voter).policies.cast({ policyId, choice: 'yes' })
    platform.clock.advance(DAY)
    await sweepPolicies(platform.ctx({ kind: 'system', job: 'test' }))
    const [quorum] = await preview(owner, region, { quorum: 0.6 })
    expect(quorum).toMatchObject({ lever: 'quorumBp', basis: 'figures', before: 1, after: 0 })
  })

  it('of a tariff counts what outsiders traded, and nothing of residents', async () => {
    const { region, owner } = await makeRegion(platform, { withGalaxy: true })
    const { maker } = await findTrade(await platform.galaxy(region.galaxyId ?? ''))
    const incomeAt = async (tariffRate: number) => (await preview(owner, region, { tariffRate }))[0]?.after
    const resident = await makeTrader(
      platform,
      region,
      await makeMember(platform, region, { type: 'resident' }),
    )
    await resident.putAt(maker)
    await resident.buy(maker, 10)
    expect(await incomeAt(0.1)).toBe(0)
    const outsider = await makeTrader(platform, region)
    await outsider.putAt(maker)
    const bought = await outsider.buy(maker, 10)
    if (bought.outcome !== 'filled') throw new Error('there is no worst price')
    const { price, spread } = bought.receipt
    expect(await incomeAt(0.1)).toBe(Math.floor((price + spread) / 10))
  })

  it('of a term limit counts holders who could not stand again', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 2)
    const [, governor, envoy] = voters
    if (!governor || !envoy) throw new Error('no citizens')
    const now = await platform.clock.now(platform.db)
    const elected = async (position: 'governor' | 'ambassador', winner: UserActor, daysAgo: number) => {
      const at = new Date(now.getTime() - daysAgo * DAY)
      const voteId = await makeVote(platform, {
        ...{ kind: 'election', regionId: region.id, opensAt: new Date(at.getTime() - DAY), closesAt: at },
        ...{ state: 'counted', decidedAt: at, tallyHash: '-' },
        tally: {
          ...{ method: 'weighted_plurality', seats: 1, rollSize: 1, turnout: 1, abstentions: 0 },
          ...{ candidates: [], winners: [winner.userId], lottery: null },
        },
      })
      await platform.db.insert(elections).values({
        ...{ regionId: region.id, position, seats: 1, status: 'completed', createdAt: at, voteId },
        ...{ votingOpensAt: at, votingDays: 1, lotteryCommitment: '', lotterySecret: '' },
      })
    }
    await elected('governor', envoy, 90)
    await elected('governor', governor, 60)
    await elected('governor', governor, 30)
    await elected('ambassador', envoy, 30)
    await makeOfficeHolder(platform, region, 'governor', governor)
    await makeOfficeHolder(platform, region, 'ambassador', envoy)
    const line = { lever: 'termLimit', basis: 'figures', before: 0, note: 'Of today’s office holders.' }
    expect(await preview(owner, region, { termLimit: 1 })).toMatchObject([{ ...line, after: 2 }])
    expect(await preview(owner, region, { termLimit: 2 })).toMatchObject([{ ...line, after: 1 }])
    expect(await preview(owner, region, { termLimit: 3 })).toMatchObject([{ ...line, after: 0 }])
  })

  it('says when there are no figures, and shows the treasury once recorded', async () => {
    const { region, owner } = await makeRegion(platform)
    expect(await preview(owner, region, { taxRate: 0.2 })).toMatchObject([
      { lever: 'taxRateBp', basis: 'none', before: null, after: null, note: 'No figures yet.' },
    ])
    const takenAt = await platform.clock.now(platform.db)
    await platform.db.insert(regionDays).values({
      regionId: region.id,
      day: takenAt.toISOString().slice(0, 10),
      population: 1,
      citizens: 1,
      residents: 0,
      visitors: 0,
      averageReputation: 0,
      treasury: 12_345,
      activity: 0,
      ballotsCast: 0,
      takenAt,
    })
    expect(await preview(owner, region, { defenseLevel: 3 })).toContainEqual(
      expect.objectContaining({ unit: 'days', before: null, after: 3, basis: 'figures' }),
    )
    expect(await preview(owner, region, {})).toEqual([])
  })

  it('is shown beside the ballot, but not to outsiders', async () => {
    const { region, owner } = await makeDemocracy(platform, 1)
    const { id: policyId } = await platform.api(owner).policies.propose({
      region: region.name,
      policyType: 'tax_rate',
      title: 'More tax',
      proposedChanges: { taxRate: 0.2 },
    })
    const seen = await platform.api(owner).policies.get({ policyId })
    expect(seen.impact).toMatchObject([{ lever: 'taxRateBp' }])
    await expect(preview(await makeUser(platform), region, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
