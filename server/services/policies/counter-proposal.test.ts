import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { openPolicyLevers, policies } from '#db/schema/platform/policies.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeMember } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'
import { sweepPolicies } from './sweep-policies.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const DAY = 86_400_000

const statusOf = async (policyId: string) => {
  const [row] = await platform.db.select().from(policies).where(eq(policies.id, policyId))
  return row?.status
}
const propose = async (actor: UserActor, region: RegionRow, taxRate = 0.15) => {
  const { id } = await platform.api(actor).policies.propose({
    region: region.name,
    policyType: 'tax_rate',
    title: 'A tax',
    proposedChanges: { taxRate },
    votingDurationDays: 5,
  })
  return id
}
const counter = async (actor: UserActor, policyId: string, taxRate = 0.12) => {
  const { id } = await platform
    .api(actor)
    .policies.counter({ policyId, title: 'A smaller tax', proposedChanges: { taxRate } })
  return id
}
const cast = (voter: UserActor, policyId: string, choice: 'yes' | 'no') =>
  platform.api(voter).policies.cast({ policyId, choice })
const sweep = () => sweepPolicies(platform.ctx({ kind: 'system', job: 'test' }))
const leversHeld = (policyId: string) =>
  platform.db.select().from(openPolicyLevers).where(eq(openPolicyLevers.policyId, policyId))

async function pair() {
  const made = await makeDemocracy(platform, 3)
  const [one, two, three] = made.voters.slice(1)
  if (!one || !two || !three) throw new Error('no citizens')
  const original = await propose(made.owner, made.region)
  return { ...made, one, two, three, original }
}

describe('a counter-proposal', () => {
  it('is offered to those who can propose one; others see the reason', async () => {
    const { region, one, original } = await pair()
    const resident = await makeMember(platform, region, { type: 'resident' })
    const see = (actor: UserActor) => platform.api(actor).policies.get({ policyId: original })
    expect(await see(one)).toMatchObject({ canCounter: true, whyNotCounter: null })
    expect(await see(resident)).toMatchObject({
      canCounter: false,
      whyNotCounter: like.stringContaining('Become a citizen'),
    })
    await expect(counter(resident, original)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await counter(one, original)
    for (const actor of [one, resident])
      expect(await see(actor)).toMatchObject({ canCounter: false, whyNotCounter: null })
  })

  it('has the same voters and close, and is shown side by side', async () => {
    const { region, owner, one, original } = await pair()
    await makeMember(platform, region)
    platform.clock.advance(DAY)
    const policyId = await counter(one, original)
    const [first, second] = await Promise.all(
      [original, policyId].map((id) => platform.api(owner).policies.get({ policyId: id })),
    )
    expect(second).toMatchObject({
      counterTo: original,
      rollSize: 4,
      votingClosesAt: first?.votingClosesAt,
      rollHash: first?.rollHash,
    })
    const rows = [{ label: 'Tax', now: '10%', original: '15%', counter: '12%' }]
    expect(first?.comparison).toMatchObject({ role: 'original', other: { id: policyId }, rows })
    expect(second?.comparison).toMatchObject({ role: 'counter', other: { id: original }, rows })
  })

  it('is one per policy, even concurrently, and never answers another counter-proposal', async () => {
    const { one, two, original } = await pair()
    const results = await Promise.allSettled([counter(one, original, 0.12), counter(two, original, 0.13)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT', cause: { reason: 'already-countered' } },
    })
  })

  it('is refused to residents and outsiders, with another subject, out of bounds or too late', async () => {
    const { region, one, original } = await pair()
    const resident = await makeMember(platform, region, { type: 'resident' })
    await expect(counter(resident, original)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(counter(await makeUser(platform), original)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(counter(one, original, 0.4)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(counter(one, original, 0.1)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(counter(one, original, 0.15)).rejects.toMatchObject({ cause: { reason: 'same-changes' } })
    platform.clock.advance(4.5 * DAY)
    await expect(counter(one, original)).rejects.toMatchObject({ cause: { reason: 'too-late' } })
  })

  it('becomes law instead of the original when both pass and it has more yes', async () => {
    const { region, voters, one, original } = await pair()
    const policyId = await counter(one, original)
    for (const voter of voters) await cast(voter, policyId, 'yes')
    for (const voter of voters) await cast(voter, original, voter === one ? 'no' : 'yes')
    platform.clock.advance(5 * DAY)
    await sweep()
    expect(await statusOf(original)).toBe('superseded')
    expect(await statusOf(policyId)).toBe('implemented')
    const [row] = await platform.db.select().from(regions).where(eq(regions.id, region.id))
    expect(row?.taxRateBp).toBe(1200)
    expect(await leversHeld(original)).toEqual([])
    expect(await leversHeld(policyId)).toEqual([])
  })

  it('loses to the original on a tie, and fails when only the original passes', async () => {
    const { voters, one, original } = await pair()
    const policyId = await counter(one, original)
    for (const voter of voters) for (const id of [policyId, original]) await cast(voter, id, 'yes')
    platform.clock.advance(5 * DAY)
    await sweep()
    expect([await statusOf(original), await statusOf(policyId)]).toEqual(['implemented', 'superseded'])

    const next = await pair()
    const rejected = await counter(next.one, next.original)
    for (const voter of next.voters) {
      await cast(voter, next.original, 'yes')
      await cast(voter, rejected, 'no')
    }
    platform.clock.advance(5 * DAY)
    await sweep()
    expect([await statusOf(next.original), await statusOf(rejected)]).toEqual(['implemented', 'rejected'])
  })

  it('continues alone with its levers once the original is withdrawn', async () => {
    const { region, owner, voters, one, two, original } = await pair()
    const policyId = await counter(one, original)
    await platform.api(owner).policies.withdraw({ policyId: original })
    expect(await leversHeld(policyId)).toHaveLength(1)
    await expect(propose(two, region, 0.2)).rejects.toMatchObject({ code: 'CONFLICT' })
    for (const voter of voters) await cast(voter, policyId, 'yes')
    platform.clock.advance(5 * DAY)
    await sweep()
    expect(await statusOf(policyId)).toBe('implemented')
  })

  it('counts among the three open proposals of a member', async () => {
    const { region, one, original } = await pair()
    for (const [policyType, proposedChanges] of [
      ['pvp_rules', { pvpRule: 'open' }],
      ['defense', { defenseLevel: 2 }],
      ['cultural', { motto: 'Three are enough' }],
    ] as const)
      await platform
        .api(one)
        .policies.propose({ region: region.name, policyType, title: 'One of three', proposedChanges })
    await expect(counter(one, original)).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'too-many-open-proposals' },
    })
  })
})
