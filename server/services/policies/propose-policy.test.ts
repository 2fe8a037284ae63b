import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { rollEntries } from '#db/schema/platform/voting.ts'
import { rollHash, type RollEntry } from '#server/domain/voting/roll.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { sha256 } from '../sha256.ts'
import { like } from '#server/testing/like.ts'
import { requirePolicy } from './queries.ts'
import { policySteps } from '#server/testing/policy-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()
const { proposeTax, cast, regionRow, giveOffice, sweep, democracy } = policySteps(platform)
const rowOf = (policyId: string) => requirePolicy(platform.db, policyId)

describe('proposing', () => {
  it('writes policy, roll, lever and audit, and notifies the other voters', async () => {
    const { region, owner, citizens } = await democracy(2)
    const [citizen, other] = citizens
    if (!citizen || !other) throw new Error('no citizens')
    const policy = await proposeTax(citizen, region)
    expect(policy).toMatchObject({
      status: 'voting',
      policyType: 'tax_rate',
      proposedChanges: { taxRate: 0.15 },
      electorate: 'citizens',
      majority: 'simple',
      rollSize: 3,
      turnout: 0,
      requiredTurnout: 2,
      votesFor: null,
      votesAgainst: null,
      approvalPercentage: null,
    })
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, policy.id))
    expect(audits).toMatchObject([{ action: 'policy.proposed', actorId: citizen.userId }])
    await platform.runOutbox()
    const told = await platform.db.select().from(notifications).where(eq(notifications.regionId, region.id))
    expect(told.map(({ userId }) => userId).sort()).toEqual([owner.userId, other.userId].sort())
  })

  it('publishes a roll hash that anybody can compute from the roll', async () => {
    const { region, citizens } = await democracy(3)
    const policy = await proposeTax(citizens[0] ?? { kind: 'anonymous' }, region)
    const row = await rowOf(policy.id)
    const entries = await platform.db.select().from(rollEntries).where(eq(rollEntries.voteId, row.voteId))
    const roll = entries.map((e) => ({ voterId: e.userId, weight: e.weight, reason: e.reason }) as RollEntry)
    const detail = await platform.api(citizens[0]).policies.get({ policyId: policy.id })
    expect(detail.rollHash).toBe(rollHash(roll, sha256))
  })

  it('refuses values out of bounds with the bound, levers of another kind, and empty changes', async () => {
    const { region, citizens } = await democracy(1)
    const [citizen] = citizens
    await expect(proposeTax(citizen ?? { kind: 'anonymous' }, region, 0.3)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: like.stringContaining('between 5% and 25%'),
    })
    await expect(proposeTax(citizen ?? { kind: 'anonymous' }, region, 0.1)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(
      platform.api(citizen).policies.propose({
        region: region.id,
        policyType: 'tax_rate',
        title: 'A coup',
        proposedChanges: { governanceType: 'autocracy' },
      }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('allows one open policy per lever, even concurrently', async () => {
    const { region, citizens } = await democracy(2)
    const results = await Promise.allSettled(
      citizens.map((citizen, n) => proposeTax(citizen, region, 0.15 + n / 100)),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT', cause: { reason: 'lever-already-open' } },
    })
  })

  it('is refused to residents and in a suspended region, and not found by outsiders', async () => {
    const { region, citizens } = await democracy(1)
    const resident = await makeMember(platform, region, { type: 'resident' })
    await expect(proposeTax(resident, region)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(proposeTax(await makeUser(platform), region)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(proposeTax({ kind: 'anonymous' }, region)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    await expect(proposeTax(citizens[0] ?? resident, region)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('lets the owner of a region with an empty council decide as a council of one', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'council' })
    const policy = await proposeTax(owner, region)
    expect(policy).toMatchObject({ electorate: 'council', rollSize: 1, requiredTurnout: 1 })
    await cast(owner, policy.id)
    platform.clock.advance(4 * DAY_MS)
    await sweep()
    expect((await rowOf(policy.id)).status).toBe('implemented')
    expect((await regionRow(region.id)).taxRateBp).toBe(1500)
  })

  it('opens a council region’s vote to its council only', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'council' })
    const councillor = await makeMember(platform, region)
    const citizen = await makeMember(platform, region)
    await giveOffice(region, councillor, 'council_member')
    const policy = await proposeTax(owner, region)
    expect(policy.rollSize).toBe(1)
    await expect(cast(owner, policy.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(cast(citizen, policy.id)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      cause: { reason: 'not-on-roll' },
    })
    expect(await cast(councillor, policy.id)).toMatchObject({ weight: 100, changed: false })
  })
})

describe('casting', () => {
  it('shows only turnout while the vote is open, even to administrators', async () => {
    const { region, owner, citizens } = await democracy(1)
    const policy = await proposeTax(owner, region)
    await cast(citizens[0] ?? owner, policy.id)
    const admin = await makeUser(platform, { role: 'admin' })
    for (const reader of [owner, admin]) {
      const seen = await platform.api(reader).policies.get({ policyId: policy.id })
      expect(seen).toMatchObject({
        turnout: 1,
        votesFor: null,
        ballots: null,
        outcome: null,
        ownVote: reader === owner ? { choice: null } : null,
      })
      await expect(platform.api(reader).policies.record({ policyId: policy.id })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    }
    const own = await platform.api(citizens[0]).policies.get({ policyId: policy.id })
    expect(own.ownVote?.choice).toEqual(['yes'])
    expect(own).toMatchObject({ canVote: true, canWithdraw: false })
  })

  it('ends at the close by the clock, before the count', async () => {
    const { region, owner } = await democracy(1)
    const policy = await proposeTax(owner, region)
    platform.clock.advance(3 * DAY_MS)
    await expect(cast(owner, policy.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'voting-closed' },
    })
    await expect(platform.api(owner).policies.withdraw({ policyId: policy.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('is not found by outsiders', async () => {
    const { region, owner } = await democracy(1)
    const policy = await proposeTax(owner, region)
    const outsider = await makeUser(platform)
    await expect(cast(outsider, policy.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(platform.api(outsider).policies.get({ policyId: policy.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(platform.api(outsider).policies.get({ policyId: region.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
