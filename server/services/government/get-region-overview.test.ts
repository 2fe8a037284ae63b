import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { regionDays, regions } from '#db/schema/platform/regions.ts'
import { cutOff } from '#server/testing/cut-off.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { makeVote } from '#server/testing/make-vote.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { snapshotRegionDays } from './snapshot-region-days.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()
const unreachable = () => cutOff(platform.ctx({ kind: 'system', job: 'test' }))

describe('the overview', () => {
  it('shows tiles, recorded days, marked laws and what needs attention', async () => {
    const { region, owner } = await makeRegion(platform, {
      withGalaxy: true,
      governanceType: 'democracy',
      settings: { immigrationPolicy: 'application' },
    })
    const partner = await makeRegion(platform)
    const citizen = await makeMember(platform, region)
    const now = await platform.clock.now(platform.db)
    const soon = new Date(now.getTime() + DAY_MS)
    await platform.api(await makeUser(platform)).membership.join({ region: region.name, as: 'resident' })
    const policy = await platform.api(citizen).policies.propose({
      region: region.name,
      policyType: 'tax_rate',
      title: 'Soon over',
      proposedChanges: { taxRate: 0.2 },
      votingDurationDays: 1,
    })
    const failed = await platform.api(citizen).policies.propose({
      region: region.name,
      policyType: 'defense',
      title: 'Cannot be',
      proposedChanges: { defenseLevel: 2 },
    })
    await platform.db
      .update(policies)
      .set({ status: 'passed', implementationError: 'It may not be.' })
      .where(eq(policies.id, failed.id))
    await platform.db.insert(elections).values({
      regionId: region.id,
      position: 'governor',
      seats: 1,
      status: 'active',
      createdAt: now,
      votingOpensAt: now,
      votingDays: 7,
      voteId: await makeVote(platform, { kind: 'election', regionId: region.id, closesAt: soon }),
      lotteryCommitment: '-',
      lotterySecret: '-',
    })
    const [treaty] = await platform.db
      .insert(treaties)
      .values({
        regionA: partner.region.id,
        offeredBy: partner.region.id,
        regionB: region.id,
        treatyType: 'defense_pact',
        terms: { treatyType: 'defense_pact', durationDays: null },
        status: 'proposed',
        proposedBy: partner.owner.userId,
        proposedAt: now,
        windowClosesAt: soon,
      })
      .returning()
    await platform.db
      .insert(treatySides)
      .values({ treatyId: treaty?.id ?? '', regionId: region.id, status: 'unsigned' })
    await platform.db.update(regions).set({ status: 'grace' }).where(eq(regions.id, region.id))
    await platform.db.insert(subscriptions).values({
      userId: owner.userId,
      plan: 'regional_owner',
      regionId: region.id,
      status: 'grace',
      state: {},
      amountMinor: 2500,
      currency: 'USD',
      graceUntil: soon,
      createdAt: now,
      updatedAt: now,
    })
    await platform.api(citizen).policies.cast({ policyId: policy.id, choice: 'yes' })
    await snapshotRegionDays(platform.ctx({ kind: 'system', job: 'test' }))
    await snapshotRegionDays(platform.ctx({ kind: 'system', job: 'test' }))

    const mine = await platform.api(owner).regions.mine({ region: region.name })
    expect(mine).toMatchObject({ status: 'grace', graceUntil: soon.toISOString() })
    const overview = await platform.api(owner).regions.overview({ region: region.name })
    expect(overview.attention.map(({ kind }) => kind)).toEqual([
      'grace',
      'implementation-failed',
      'applications',
      'treaty-offered',
      'vote-closing',
      'election-closing',
    ])
    expect(overview.attention[0]?.dueAt).toBe(soon.toISOString())
    expect(overview).toMatchObject({
      people: { population: 3, citizens: 2, visitors: 1 },
      affairs: { openPolicies: 1, openElections: 1, treatiesInForce: 0 },
      days: [{ day: now.toISOString().slice(0, 10), population: 3, ballotsCast: 1 }],
      marks: [{ kind: 'founding', number: 1 }],
      owner: { userId: owner.userId },
    })
    expect(overview.galaxy?.sectors).toBe(50)
    await platform.api(await makeUser(platform)).membership.join({ region: region.name, as: 'resident' })
    const again = await platform.api(owner).regions.overview({ region: region.name })
    expect(again.attention[2]?.title).toBe('2 applications are waiting for a decision.')
  })

  it('keeps the recorded day when the galaxy is unreachable, and says so on the tiles', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    await snapshotRegionDays(unreachable())
    expect(await platform.db.select().from(regionDays).where(eq(regionDays.regionId, region.id))).toEqual([])
    const galaxyless = await makeRegion(platform)
    await snapshotRegionDays(platform.ctx({ kind: 'system', job: 'test' }))
    const seen = await platform.api(galaxyless.owner).regions.overview({ region: galaxyless.region.id })
    expect(seen).toMatchObject({ galaxy: null, attention: [], days: [{ treasury: 0, activity: 0 }] })
    expect(
      (await platform.api(galaxyless.owner).regions.stats({ region: galaxyless.region.id })).portsCount,
    ).toBe(0)
  })

  it('warns of grace without a known end', async () => {
    const { region, owner } = await makeRegion(platform, { status: 'grace' })
    const { attention } = await platform.api(owner).regions.overview({ region: region.name })
    expect(attention).toMatchObject([{ kind: 'grace', dueAt: null }])
  })
})
