import { asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { auditLog } from '#db/schema/platform/operations.ts'
import { laws, regions, scheduledDecrees } from '#db/schema/platform/regions.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { sweepPolicies } from '../policies/sweep-policies.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { enactDecree } from './enact-decree.ts'
import { sweepLaws } from './sweep-laws.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const DAY = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })

const rowOf = async ({ id }: RegionRow) => {
  const [row] = await platform.db.select().from(regions).where(eq(regions.id, id))
  if (!row) throw new Error('no region')
  return row
}
const lawsOf = (region: RegionRow) =>
  platform.db.select().from(laws).where(eq(laws.regionId, region.id)).orderBy(asc(laws.number))
const decreeOf = async (region: RegionRow) => {
  const [row] = await platform.db
    .select()
    .from(scheduledDecrees)
    .where(eq(scheduledDecrees.regionId, region.id))
  if (!row) throw new Error('no decree')
  return row
}
const auditsOf = async (subjectId: string) =>
  (await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, subjectId))).map(
    ({ action }) => action,
  )
const kindsToldTo = async (user: Parameters<typeof platform.api>[0]) => {
  await platform.runOutbox()
  return (await platform.api(user).notifications.list({})).items.map(({ kind }) => kind)
}

async function announced(inDays = 5) {
  const made = await makeRegion(platform)
  const outcome = await platform.api(made.owner).regions.changeEconomy({
    region: made.region.name,
    taxRate: 0.2,
    effectiveInDays: inDays,
    expiresAfterDays: 10,
  })
  return { ...made, outcome, decreeId: outcome.decreeId ?? '' }
}

describe('a scheduled decree', () => {
  it('is announced to everybody in the law book, and changes nothing before its day', async () => {
    const { region, owner, outcome, decreeId } = await announced()
    expect(outcome).toMatchObject({ outcome: 'scheduled', lawId: null, policyIds: [] })
    expect((await rowOf(region)).taxRateBp).toBe(1000)
    const now = await platform.clock.now(platform.db)
    const [coming] = await platform.api().regions.comingLaws({ region: region.name })
    expect(coming).toMatchObject({
      id: decreeId,
      kind: 'decree',
      authority: 'owner',
      enactedBy: owner.callsign,
      expiresAfterDays: 10,
      canRevoke: false,
      changes: [{ label: 'Tax', before: '10%', after: '20%' }],
    })
    expect(Date.parse(coming?.effectiveAt ?? '') - now.getTime()).toBeGreaterThan(4.9 * DAY)
    expect(await platform.api(owner).regions.comingLaws({ region: region.name })).toMatchObject([
      { canRevoke: true },
    ])
    expect(await auditsOf(decreeId)).toEqual(['decree.announced'])
    expect(await kindsToldTo(owner)).toContain('law.announced')

    platform.clock.advance(4 * DAY)
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(1000)
  })

  it('becomes law on its day once, and expires the given number of days later', async () => {
    const { region, owner, decreeId } = await announced()
    platform.clock.advance(5 * DAY)
    await platform.runOutbox()
    expect((await rowOf(region)).taxRateBp).toBe(2000)
    expect(await enactDecree(system(), { decreeId })).toBe(false)
    await sweepLaws(system())
    const [, law, more] = await lawsOf(region)
    expect(law).toMatchObject({ kind: 'decree', authority: 'owner', enactedBy: owner.userId })
    expect(more).toBeUndefined()
    expect(await decreeOf(region)).toMatchObject({ status: 'in_force', lawId: law?.id })
    expect(await auditsOf(decreeId)).toEqual(['decree.announced', 'decree.in-force'])
    expect(await platform.api().regions.comingLaws({ region: region.name })).toEqual([])
    expect(await kindsToldTo(owner)).toContain('law.in-force')
    platform.clock.advance(10 * DAY)
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(1000)
  })

  it('is found by the sweep when its job is lost, in the order of the days', async () => {
    const { region, owner } = await announced(1)
    await platform
      .api(owner)
      .regions.changeEconomy({ region: region.name, taxRate: 0.25, effectiveInDays: 2 })
    platform.clock.advance(3 * DAY)
    await sweepLaws(system())
    expect((await lawsOf(region)).slice(1).map(({ changes }) => changes)).toMatchObject([
      [{ before: 1000, after: 2000 }],
      [{ before: 2000, after: 2500 }],
    ])
  })

  it('waits while the region is not open', async () => {
    const { region } = await announced(1)
    platform.clock.advance(2 * DAY)
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(1000)
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(2000)
  })

  it('lapses with a reason when its issuer has lost the power', async () => {
    const { region, owner, decreeId } = await announced()
    await platform.api(owner).regions.changeGovernance({ region: region.name, governanceType: 'democracy' })
    platform.clock.advance(5 * DAY)
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(1000)
    expect(await decreeOf(region)).toMatchObject({
      status: 'lapsed',
      lawId: null,
      lapseReason: like.stringContaining('The citizens must vote on it'),
    })
    expect(await auditsOf(decreeId)).toEqual(['decree.announced', 'decree.lapsed'])
    expect(await kindsToldTo(owner)).toContain('law.lapsed')
    expect(await platform.api().regions.comingLaws({ region: region.name })).toEqual([])
  })

  it('of a governor lapses with the office', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 1)
    const governor = await makeOfficeHolder(platform, region, 'governor', voters[1] ?? owner)
    await platform
      .api(governor)
      .regions.changeCulture({ region: region.name, motto: 'Tomorrow', effectiveInDays: 3 })
    await platform.api(governor).elections.resign({ region: region.name, position: 'governor' })
    platform.clock.advance(3 * DAY)
    await sweepLaws(system())
    expect(await rowOf(region)).toMatchObject({ motto: region.motto })
    expect(await decreeOf(region)).toMatchObject({ status: 'lapsed' })
    expect(await kindsToldTo(owner)).toContain('law.lapsed')
  })

  it('lapses when its value is out of bounds on its day', async () => {
    const { region } = await announced(1)
    await platform.db.update(scheduledDecrees).set({ changes: { taxRateBp: 9000 } })
    platform.clock.advance(DAY)
    await sweepLaws(system())
    expect(await decreeOf(region)).toMatchObject({
      status: 'lapsed',
      lapseReason: like.stringContaining('25%'),
    })
    expect((await rowOf(region)).taxRateBp).toBe(1000)
  })

  it('is refused beyond 90 days, for each kind of setting', async () => {
    const { region, owner } = await makeRegion(platform)
    const api = platform.api(owner).regions
    const late = { region: region.name, effectiveInDays: 91 }
    for (const asked of [
      api.changeEconomy({ ...late, taxRate: 0.2 }),
      api.changeGovernance({ ...late, quorum: 0.5 }),
      api.changeCulture({ ...late, motto: 'Late' }),
      api.changeSecurity({ ...late, defenseLevel: 1 }),
      api.changeEconomy({ taxRate: 0.2, effectiveInDays: 91 }),
      api.changeGovernance({ governanceType: 'autocracy', votingThreshold: 0.6, effectiveInDays: 91 }),
      api.changeCulture({ motto: 'Late', effectiveInDays: 91 }),
    ])
      await expect(asked).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message: like.stringContaining('90 days'),
      })
  })

  it('is refused while thirty of the same issuer are scheduled, even concurrently', async () => {
    const { region, owner, decreeId } = await announced()
    const announce = () =>
      platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: 0.2, effectiveInDays: 5 })
    const asked = await Promise.allSettled(Array.from({ length: 32 }, announce))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(29)
    await expect(announce()).rejects.toMatchObject({
      code: 'CONFLICT',
      message: like.stringContaining('Revoke one first'),
    })
    expect(await platform.api().regions.comingLaws({ region: region.name })).toHaveLength(30)
    const elsewhere = await makeRegion(platform, { owner })
    const there = { region: elsewhere.region.name, taxRate: 0.2, effectiveInDays: 5 }
    expect(await platform.api(owner).regions.changeEconomy(there)).toMatchObject({ outcome: 'scheduled' })
    await platform.api(owner).regions.revokeDecree({ decreeId })
    expect(await announce()).toMatchObject({ outcome: 'scheduled' })
  })

  it('is possible for every kind of setting; where people vote, the proposal is scheduled', async () => {
    const { region, owner } = await makeRegion(platform)
    const api = platform.api(owner).regions
    const later = { region: region.name, effectiveInDays: 2, expiresAfterDays: 3 }
    for (const asked of [
      api.changeGovernance({ ...later, quorum: 0.5 }),
      api.changeCulture({ ...later, motto: 'Late' }),
      api.changeSecurity({ ...later, defenseLevel: 1, pvpRule: 'open', immigrationPolicy: 'closed' }),
      api.changeEconomy({ taxRate: 0.2, effectiveInDays: 2 }),
    ])
      expect(await asked).toMatchObject({ outcome: 'scheduled', decreeId: like.any(String) })

    const free = await makeDemocracy(platform, 1)
    const { policyIds, decreeId } = await platform
      .api(free.owner)
      .regions.changeEconomy({ ...later, region: free.region.name, taxRate: 0.2 })
    expect(decreeId).toBeNull()
    const policyId = policyIds[0] ?? ''
    for (const voter of free.voters) await platform.api(voter).policies.cast({ policyId, choice: 'yes' })
    platform.clock.advance(7 * DAY)
    await sweepPolicies(system())
    expect((await rowOf(free.region)).taxRateBp).toBe(1000)
    expect(await platform.api().regions.comingLaws({ region: free.region.name })).toMatchObject([
      { kind: 'law', policyId, authority: 'citizens', expiresAfterDays: 3, canRevoke: false },
    ])
    platform.clock.advance(2 * DAY)
    await sweepPolicies(system())
    expect((await rowOf(free.region)).taxRateBp).toBe(2000)
    expect(await platform.api().regions.comingLaws({ region: free.region.name })).toEqual([])
  })
})

describe('revoking a scheduled decree', () => {
  it('is allowed to the issuer, audited and announced, and nothing becomes law', async () => {
    const { region, owner, decreeId } = await announced()
    expect(await platform.api(owner).regions.revokeDecree({ decreeId })).toEqual({
      decreeId,
      status: 'revoked',
    })
    expect(await auditsOf(decreeId)).toEqual(['decree.announced', 'decree.revoked'])
    expect(await kindsToldTo(owner)).toContain('law.revoked')
    platform.clock.advance(5 * DAY)
    await sweepLaws(system())
    await platform.runOutbox()
    expect((await rowOf(region)).taxRateBp).toBe(1000)
    expect(await platform.api(owner).regions.comingLaws({ region: region.name })).toEqual([])
    await expect(platform.api(owner).regions.revokeDecree({ decreeId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('is refused to others, not found under another id, and too late once in force', async () => {
    const { region, owner, decreeId } = await announced(1)
    const citizen = await makeMember(platform, region)
    for (const other of [citizen, await makeUser(platform)])
      await expect(platform.api(other).regions.revokeDecree({ decreeId })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    await expect(platform.api(owner).regions.revokeDecree({ decreeId: region.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(platform.api().regions.revokeDecree({ decreeId })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    platform.clock.advance(DAY)
    await sweepLaws(system())
    await expect(platform.api(owner).regions.revokeDecree({ decreeId })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: like.stringContaining('already applies'),
    })
  })

  it('at the moment it takes effect has one outcome: revoked, or law and a refusal', async () => {
    const { region, owner, decreeId } = await announced(1)
    platform.clock.advance(DAY)
    const revoke = () => platform.api(owner).regions.revokeDecree({ decreeId })
    const enact = () => enactDecree(system(), { decreeId })
    const outcomes = await Promise.allSettled([revoke(), enact(), revoke(), enact()])
    const settled = outcomes.filter((one) => one.status === 'fulfilled' && one.value !== false)
    expect(settled).toHaveLength(1)
    const { status, lawId } = await decreeOf(region)
    expect(['revoked', 'in_force']).toContain(status)
    expect(lawId !== null).toBe(status === 'in_force')
    expect(await lawsOf(region)).toHaveLength(status === 'in_force' ? 2 : 1)
    expect(await auditsOf(decreeId)).toHaveLength(2)
  })

  it('reveals nothing of a region that the reader cannot see', async () => {
    const { region } = await announced()
    await platform.db.update(regions).set({ status: 'provisioning' }).where(eq(regions.id, region.id))
    await expect(platform.api().regions.comingLaws({ region: region.name })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
