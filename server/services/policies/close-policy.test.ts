import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { openPolicyLevers, policies } from '#db/schema/platform/policies.ts'
import { laws, regions } from '#db/schema/platform/regions.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { sha256 } from '../sha256.ts'
import { closePolicy } from './close-policy.ts'
import { implementPolicy } from './implement-policy.ts'
import { like } from '#server/testing/like.ts'
import { requirePolicy } from './queries.ts'
import { policySteps } from '#server/testing/policy-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()
const { proposeTax, cast, regionRow, sweep, democracy } = policySteps(platform)
const rowOf = (policyId: string) => requirePolicy(platform.db, policyId)

describe('closing and implementing', () => {
  it('makes a passed policy law exactly once', async () => {
    const { region, owner, citizens } = await democracy(2)
    const policy = await proposeTax(owner, region)
    for (const voter of [owner, ...citizens]) await cast(voter, policy.id)
    platform.clock.advance(3 * DAY_MS)
    await platform.runOutbox()
    const row = await rowOf(policy.id)
    expect(row).toMatchObject({
      status: 'implemented',
      vote: { state: 'counted', tally: { passed: true, turnout: 3 } },
    })
    const [law] = await platform.db.select().from(laws).where(eq(laws.policyId, policy.id))
    expect(law).toMatchObject({ id: row.lawId, kind: 'law', authority: 'citizens', number: 2 })
    await implementPolicy(platform.ctx(), { policyId: policy.id })
    await closePolicy(platform.ctx(), { policyId: policy.id })
    expect(await platform.db.select().from(laws).where(eq(laws.regionId, region.id))).toHaveLength(2)
    expect(
      await platform.db.select().from(openPolicyLevers).where(eq(openPolicyLevers.regionId, region.id)),
    ).toEqual([])
    const seen = await platform.api(owner).policies.get({ policyId: policy.id })
    expect(seen).toMatchObject({
      votesFor: 300,
      votesAgainst: 0,
      approvalPercentage: 100,
      lawNumber: 2,
      changes: [{ label: 'Tax', before: '10%', after: '15%' }],
    })
    const record = await platform.api(owner).policies.record({ policyId: policy.id })
    expect(record.pooled?.receipts).toHaveLength(3)
    expect(record.ballots).toEqual([])
    expect(record.tallyHash).toBe(sha256(record.tally ?? ''))
    const listed = await platform.api(owner).policies.list({ region: region.name, status: ['implemented'] })
    expect(listed).toMatchObject({ total: 1, items: [{ id: policy.id }] })
  })

  it('rejects without a quorum and frees the lever', async () => {
    const { region, owner } = await democracy(5)
    const policy = await proposeTax(owner, region)
    await cast(owner, policy.id)
    platform.clock.advance(3 * DAY_MS)
    await sweep()
    expect(await rowOf(policy.id)).toMatchObject({
      status: 'rejected',
      vote: { tally: { outcome: 'quorum-not-met' } },
    })
    expect((await proposeTax(owner, region)).status).toBe('voting')
  })

  it('waits in a suspended region and continues when it is open again', async () => {
    const { region, owner, citizens } = await democracy(1)
    const policy = await proposeTax(owner, region)
    for (const voter of [owner, ...citizens]) await cast(voter, policy.id)
    platform.clock.advance(3 * DAY_MS)
    await closePolicy(platform.ctx({ kind: 'system', job: 'test' }), { policyId: policy.id })
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    await sweep()
    expect((await rowOf(policy.id)).status).toBe('passed')
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    await sweep()
    expect((await rowOf(policy.id)).status).toBe('implemented')
  })

  it('drops a change that the rules no longer allow, with the reason', async () => {
    const { region, owner, citizens } = await democracy(1)
    const policy = await proposeTax(owner, region)
    for (const voter of [owner, ...citizens]) await cast(voter, policy.id)
    await platform.db
      .update(policies)
      .set({ proposedChanges: { taxRateBp: 9000 } })
      .where(eq(policies.id, policy.id))
    platform.clock.advance(3 * DAY_MS)
    await sweep()
    const row = await rowOf(policy.id)
    expect(row.status).toBe('passed')
    expect(row.implementationError).toContain('between 5% and 25%')
    expect((await regionRow(region.id)).taxRateBp).toBe(1000)
  })

  it('waits until its effective time', async () => {
    const { region, owner, citizens } = await democracy(1)
    const policy = await proposeTax(owner, region)
    for (const voter of [owner, ...citizens]) await cast(voter, policy.id)
    platform.clock.advance(3 * DAY_MS)
    const system = platform.ctx({ kind: 'system', job: 'test' })
    await closePolicy(system, { policyId: policy.id })
    const { effectiveAt } = await rowOf(policy.id)
    const later = new Date((effectiveAt?.getTime() ?? 0) + DAY_MS)
    await platform.db.update(policies).set({ effectiveAt: later }).where(eq(policies.id, policy.id))
    await implementPolicy(system, { policyId: policy.id })
    expect((await rowOf(policy.id)).status).toBe('passed')
    platform.clock.advance(DAY_MS)
    await implementPolicy(system, { policyId: policy.id })
    expect((await rowOf(policy.id)).status).toBe('implemented')
  })

  it('blocks its levers until it is law, and every refusal says until when', async () => {
    const { region, owner, citizens } = await democracy(3)
    const [citizen = owner] = citizens
    const policy = await platform.api(owner).policies.propose({
      region: region.name,
      policyType: 'tax_rate',
      title: 'Another tax',
      proposedChanges: { taxRate: 0.15 },
      votingDurationDays: 3,
      effectiveInDays: 60,
    })
    for (const voter of [owner, ...citizens]) await cast(voter, policy.id)
    platform.clock.advance(3 * DAY_MS)
    await sweep()
    expect((await rowOf(policy.id)).status).toBe('passed')

    const coming = {
      code: 'CONFLICT',
      message: like.stringContaining('a law on this has passed and takes effect on'),
      cause: { reason: 'lever-already-open' },
    }
    await expect(proposeTax(citizen, region, 0.2)).rejects.toMatchObject(coming)
    const settings = platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: 0.2 })
    await expect(settings).rejects.toMatchObject(coming)

    platform.clock.advance(60 * DAY_MS)
    await sweep()
    expect((await rowOf(policy.id)).status).toBe('implemented')
    expect(await proposeTax(citizen, region, 0.2)).toMatchObject({ status: 'voting' })
  })

  it('leaves a counter-proposal the levers that no passed law blocks', async () => {
    const { region, owner, citizens } = await democracy(1)
    const [citizen = owner] = citizens
    const propose = (proposedChanges: Record<string, unknown>, effectiveInDays = 0) =>
      platform.api(owner).policies.propose({
        region: region.name,
        policyType: 'trade_policy',
        title: 'Trade',
        proposedChanges,
        votingDurationDays: 3,
        effectiveInDays,
      })
    const passed = await propose({ startingCredits: 500 }, 60)
    for (const voter of [owner, citizen]) await cast(voter, passed.id)
    platform.clock.advance(3 * DAY_MS)
    await sweep()
    const { id: policyId } = await propose({ economicSpecialization: 'mining' })
    const counter = (proposedChanges: Record<string, unknown>) =>
      platform.api(citizen).policies.counter({ policyId, title: 'Other trade', proposedChanges })
    await expect(counter({ economicSpecialization: 'research', startingCredits: 900 })).rejects.toMatchObject(
      {
        code: 'CONFLICT',
        cause: { reason: 'lever-already-open' },
      },
    )
    expect(await counter({ economicSpecialization: 'research' })).toMatchObject({ status: 'voting' })
  })

  it('does not find an unknown policy, and filters the list by kind', async () => {
    const { region, owner } = await democracy(1)
    const policy = await proposeTax(owner, region)
    const system = platform.ctx({ kind: 'system', job: 'test' })
    await expect(closePolicy(system, { policyId: region.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const listed = async (policyType: 'tax_rate' | 'pvp_rules') =>
      (await platform.api(owner).policies.list({ region: region.name, policyType })).items.map(({ id }) => id)
    expect(await listed('tax_rate')).toEqual([policy.id])
    expect(await listed('pvp_rules')).toEqual([])
  })

  it('publishes a record without a tally when withdrawn', async () => {
    const { region, owner } = await democracy(1)
    const { id: policyId } = await proposeTax(owner, region)
    await platform.api(owner).policies.withdraw({ policyId })
    expect(await platform.api(owner).policies.record({ policyId })).toMatchObject({
      tally: null,
      tallyHash: null,
      ballots: [],
    })
  })

  it('lets only the proposer withdraw, before the first ballot', async () => {
    const { region, owner, citizens } = await democracy(1)
    const first = await proposeTax(owner, region)
    await expect(platform.api(citizens[0]).policies.withdraw({ policyId: first.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const outsider = await makeUser(platform)
    await expect(platform.api(outsider).policies.withdraw({ policyId: first.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await platform.api(owner).policies.withdraw({ policyId: first.id })).toMatchObject({
      status: 'withdrawn',
    })
    const second = await proposeTax(owner, region)
    await cast(owner, second.id)
    await cast(owner, second.id)
    const written = await writtenActions(platform, owner)
    expect(written).toEqual(
      expect.arrayContaining(['policy.withdrawn', 'policy.ballot-cast', 'policy.ballot-changed']),
    )
    await expect(platform.api(owner).policies.withdraw({ policyId: second.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})
