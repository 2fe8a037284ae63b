import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { auditLog } from '#db/schema/platform/operations.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'
import { closePolicy } from './close-policy.ts'
import { requirePolicy } from './queries.ts'

const platform = useTestPlatform()
const DAY = 86_400_000
const HOUR = DAY / 24

const rowOf = (policyId: string) => requirePolicy(platform.db, policyId)
const propose = async (actor: UserActor, region: RegionRow) => {
  const { id } = await platform.api(actor).policies.propose({
    region: region.name,
    policyType: 'tax_rate',
    title: 'A late tax',
    proposedChanges: { taxRate: 0.15 },
    votingDurationDays: 10,
  })
  return id
}
const cast = (voter: UserActor, policyId: string) =>
  platform.api(voter).policies.cast({ policyId, choice: 'yes' })
const close = (policyId: string) => closePolicy(platform.ctx({ kind: 'system', job: 'test' }), { policyId })

describe('a quorum that comes late', () => {
  it('extends the vote once by a tenth, is notified and audited, then decided', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 3)
    const policyId = await propose(owner, region)
    const before = await rowOf(policyId)
    platform.clock.advance(10 * DAY - HOUR)
    for (const voter of voters) await cast(voter, policyId)
    platform.clock.advance(HOUR)
    expect(await close(policyId)).toBe(false)
    const row = await rowOf(policyId)
    expect(row.status).toBe('voting')
    expect(row.vote.closesAt.getTime() - before.vote.closesAt.getTime()).toBe(DAY)
    expect(row.vote.extendedAt).not.toBeNull()
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, policyId))
    expect(audits.map(({ action }) => action)).toContain('policy.extended')
    const seen = await platform.api(owner).policies.get({ policyId })
    expect(seen).toMatchObject({ canVote: true, turnout: 4, extendedAt: row.vote.extendedAt?.toISOString() })

    await cast(owner, policyId)
    platform.clock.advance(DAY)
    await platform.runOutbox()
    expect((await rowOf(policyId)).status).toBe('implemented')
    const { items } = await platform.api(owner).notifications.list({})
    expect(items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['policy.extended', 'policy.passed', 'law.in-force']),
    )
  })

  it('counted after the extension decides as of the later close, without a notice', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 3)
    const policyId = await propose(owner, region)
    const before = await rowOf(policyId)
    platform.clock.advance(10 * DAY - HOUR)
    for (const voter of voters) await cast(voter, policyId)
    platform.clock.advance(3 * DAY)
    expect(await close(policyId)).toBe(true)
    const row = await rowOf(policyId)
    expect(row).toMatchObject({ status: 'passed', vote: { tally: { turnout: 4 } } })
    expect(row.vote.closesAt.getTime() - before.vote.closesAt.getTime()).toBe(DAY)
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, policyId))
    expect(audits.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['policy.extended', 'policy.passed']),
    )
    await platform.runOutbox()
    const { items } = await platform.api(owner).notifications.list({})
    expect(items.map(({ kind }) => kind)).toContain('policy.passed')
    expect(items.map(({ kind }) => kind)).not.toContain('policy.extended')
  })

  it('does not extend when reached before the last tenth, or never', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 3)
    const early = await propose(owner, region)
    for (const voter of voters) await cast(voter, early)
    platform.clock.advance(10 * DAY)
    expect(await close(early)).toBe(true)
    const { region: other, owner: lonely } = await makeDemocracy(platform, 3)
    const never = await propose(lonely, other)
    platform.clock.advance(10 * DAY - HOUR)
    await cast(lonely, never)
    platform.clock.advance(HOUR)
    expect(await close(never)).toBe(true)
    expect(await rowOf(never)).toMatchObject({ status: 'rejected', vote: { extendedAt: null } })
  })

  it('counts delegated votes with the ballot that carries them', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 3)
    const [, one, two, three] = voters
    if (!one || !two || !three) throw new Error('no citizens')
    for (const citizen of [one, two, three])
      await platform.api(citizen).voting.delegate({ region: region.name, callsign: owner.callsign })
    const policyId = await propose(owner, region)
    await cast(owner, policyId)
    platform.clock.advance(10 * DAY - HOUR)
    await cast(one, policyId)
    platform.clock.advance(HOUR)
    expect(await close(policyId)).toBe(true)
    expect((await rowOf(policyId)).vote.tally).toMatchObject({ turnout: 4 })
  })
})
