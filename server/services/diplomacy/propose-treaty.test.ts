import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { treatySides } from '#db/schema/platform/diplomacy.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type Ctx } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { sweepTreaties } from './sweep-treaties.ts'
import { treatyEffectsBetween } from './treaty-effects-between.ts'
import { treatySteps, act } from '#server/testing/treaty-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()
const { system, pass, makeTwo, propose, api, actionsOn, statusOf, deliveredNoticesOf } = treatySteps(platform)

describe('an offer', () => {
  it('is audited, notifies both governments and is private to them', async () => {
    const { one, other } = await makeTwo()
    const offer = await propose(one, other, 'trade_agreement', { taxRelief: 0.25, durationDays: 30 })
    expect(offer).toMatchObject({
      status: 'proposed',
      regionA: { name: one.region.name },
      regionB: { name: other.region.name },
      terms: { taxRelief: 0.25, durationDays: 30 },
      signedAt: null,
      sides: [{ status: 'signed' }, { status: 'unsigned' }],
    })
    expect(await actionsOn(offer.id)).toEqual(['treaty.proposed'])
    expect(await deliveredNoticesOf(other.owner)).toEqual(['treaty.proposed'])
    const citizen = await makeMember(platform, other.region)
    const stranger = await makeUser(platform)
    for (const reader of [citizen, stranger]) {
      await expect(api(reader).get({ treatyId: offer.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await expect(platform.api().diplomacy.get({ treatyId: offer.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const listFor = (reader: UserActor) => api(reader).list({ region: other.region.name })
    expect((await listFor(citizen)).total).toBe(0)
    expect((await listFor(other.owner)).total).toBe(1)
    await expect(listFor(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await api(other.owner).list({ status: ['proposed'] })).items).toMatchObject([{ id: offer.id }])
    expect((await api(other.owner).list({})).total).toBe(1)
    expect((await api(other.owner).get({ treatyId: offer.id })).own).toMatchObject({
      isOfferer: false,
      canSign: true,
      canRefuse: true,
      canWithdraw: false,
      canGiveNotice: false,
      whyNotAct: null,
      instrument: 'signature',
      vote: null,
    })
  })

  it('is made only by those who sign for the region', async () => {
    const { one, other } = await makeTwo('democracy')
    const ambassador = await makeMember(platform, one.region)
    const offer = { region: one.region.name, partner: other.region.name, treatyType: 'defense_pact' as const }
    await expect(api(ambassador).propose(offer)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(api(other.owner).propose(offer)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await makeOfficeHolder(platform, one.region, 'ambassador', ambassador)
    await expect(api(one.owner).propose(offer)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { id } = await api(ambassador).propose(offer)
    expect((await api(one.owner).get({ treatyId: id })).own).toMatchObject({ canWithdraw: false })
    expect((await api(one.owner).get({ treatyId: id })).own?.whyNotAct).toContain('ambassador')
  })

  it('refuses bad terms, itself as partner, unknown and closed regions', async () => {
    const { one, other } = await makeTwo()
    await expect(propose(one, other, 'trade_agreement', { taxRelief: 0.9 })).rejects.toThrow(
      'Tax relief must be between 5% and 50%.',
    )
    await expect(propose(one, one)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const nowhere = { ...other, region: { ...other.region, name: 'no-such-region' } }
    await expect(propose(one, nowhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const closed = await makeRegion(platform, { status: 'suspended' })
    await expect(propose(one, closed)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(propose(closed, one)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is the only one of its type between two regions, even when both offer concurrently', async () => {
    const { one, other } = await makeTwo()
    const offers = await Promise.allSettled([propose(one, other), propose(other, one), propose(one, other)])
    expect(offers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await propose(one, other, 'open_borders')
  })

  it('can be withdrawn by its sender and rejected by its recipient', async () => {
    const { one, other } = await makeTwo()
    const first = await propose(one, other)
    await expect(api(other.owner).withdraw(act(other, first.id))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(api(one.owner).refuse(act(one, first.id))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(api(one.owner).sign(act(one, first.id))).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await api(one.owner).get({ treatyId: first.id })).own).toMatchObject({ canWithdraw: true })
    expect((await api(one.owner).withdraw(act(one, first.id))).status).toBe('rejected')
    await expect(api(one.owner).withdraw(act(one, first.id))).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await actionsOn(first.id)).toEqual(expect.arrayContaining(['treaty.rejected', 'treaty.withdrawn']))

    const second = await propose(one, other)
    expect(await api(other.owner).refuse(act(other, second.id))).toMatchObject({
      status: 'rejected',
      sides: [{ status: 'signed' }, { status: 'refused' }],
    })
    expect(await actionsOn(second.id)).toContain('treaty.refused')
    await expect(api(other.owner).sign(act(other, second.id))).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is not found by a third region', async () => {
    const { one, other } = await makeTwo()
    const third = await makeRegion(platform)
    const { id } = await propose(one, other)
    for (const move of ['sign', 'refuse', 'withdraw', 'giveNotice'] as const) {
      await expect(api(third.owner)[move](act(third, id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(api(third.owner)[move](act(one, id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    const citizen = await makeMember(platform, other.region)
    for (const move of ['sign', 'refuse', 'giveNotice'] as const)
      await expect(api(citizen)[move](act(other, id))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(
      api(third.owner).sign({ region: third.region.name, treatyId: crypto.randomUUID() }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('lapses when it is not answered within the window', async () => {
    const { one, other } = await makeTwo()
    const { id } = await propose(one, other)
    expect(await platform.runOutbox()).toContain('settle-treaty')
    expect(await statusOf(id)).toBe('proposed')
    pass(30)
    await expect(api(other.owner).sign(act(other, id))).rejects.toThrow('lapsed')
    expect((await api(other.owner).get({ treatyId: id })).own).toMatchObject({ canSign: false })
    await sweepTreaties(system())
    expect(await statusOf(id)).toBe('expired')
    expect(await actionsOn(id)).toContain('treaty.expired')
  })
})

describe('between two autocracies', () => {
  it('the second signature puts the treaty in force, and its effects with it', async () => {
    const { one, other } = await makeTwo()
    const { id } = await propose(one, other, 'open_borders', { residence: true, durationDays: 10 })
    const between = (ctx: Ctx) => treatyEffectsBetween(ctx, other.region.id, one.region.id)
    expect(await between(platform.ctx())).toMatchObject({ openBorders: false })
    const signed = await api(other.owner).sign(act(other, id))
    expect(signed).toMatchObject({
      status: 'active',
      sides: [{ status: 'ratified' }, { status: 'ratified' }],
    })
    expect(Date.parse(signed.expiresAt ?? '') - Date.parse(signed.signedAt ?? '')).toBe(10 * DAY_MS)
    expect(await between(platform.ctx())).toMatchObject({ openBorders: true, openResidence: true })
    expect(await actionsOn(id)).toEqual(expect.arrayContaining(['treaty.signed', 'treaty.active']))
    await expect(api(other.owner).refuse(act(other, id))).rejects.toMatchObject({ code: 'CONFLICT' })

    const everybody = await platform.api().diplomacy.inForce({})
    expect(everybody.items.map((treaty) => treaty.id)).toContain(id)
    expect((await platform.api().diplomacy.inForce({ region: one.region.name })).total).toBe(1)
    expect(await platform.api().diplomacy.get({ treatyId: id })).toMatchObject({ own: null })

    pass(10)
    // By the clock, before anything has settled it.
    expect(await between(platform.ctx())).toMatchObject({ openBorders: false })
    await sweepTreaties(system())
    expect(await statusOf(id)).toBe('expired')
  })

  it('an owner of both sides acts for the one named', async () => {
    const one = await makeRegion(platform)
    const other = await makeRegion(platform, { owner: one.owner })
    const { id } = await propose(one, other)
    const own = async (region: string) => (await api(one.owner).get({ treatyId: id, region })).own
    expect(await own(one.region.name)).toMatchObject({ canWithdraw: true, canSign: false })
    expect(await own(other.region.name)).toMatchObject({ canWithdraw: false, canSign: true })
    const third = await makeRegion(platform)
    await expect(own(third.region.name)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await api(one.owner).sign(act(other, id))
    await expect(propose(one, other)).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('the sweep', () => {
  it('continues after a treaty that fails', async () => {
    const { one, other } = await makeTwo()
    const first = await propose(one, other)
    const second = await propose(one, other, 'open_borders')
    pass(31)
    const broken = and(eq(treatySides.treatyId, first.id), eq(treatySides.regionId, other.region.id))
    const [side] = await platform.db.delete(treatySides).where(broken).returning()
    if (!side) throw new Error('no side')
    await sweepTreaties(system())
    expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['proposed', 'expired'])
    await platform.db.insert(treatySides).values(side)
    await sweepTreaties(system())
    expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['expired', 'expired'])
  })
})
