import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { treaties, treatyOffers } from '#db/schema/platform/diplomacy.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { settleTreaty } from './settle-treaty.ts'
import { sweepTreaties } from './sweep-treaties.ts'
import { treatySteps, act } from '#server/testing/treaty-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()
const { system, pass, api, actionsOn, noticesOf, makeOffer, makeTreaty } = treatySteps(platform)

describe('a counter-offer', () => {
  it('replaces the terms, and the first side signs them', async () => {
    const { one, other, id } = await makeOffer()
    expect((await api(other.owner).get({ treatyId: id })).own).toMatchObject({
      canCounter: true,
      isOfferer: false,
    })
    const countered = await api(other.owner).counter({
      ...act(other, id),
      terms: { taxRelief: 0.1, durationDays: 90 },
    })
    expect(countered).toMatchObject({
      status: 'proposed',
      offeredBy: other.region.id,
      round: 2,
      terms: { taxRelief: 0.1, durationDays: 90 },
      sides: [{ status: 'unsigned' }, { status: 'signed' }],
    })
    expect(await actionsOn(id)).toEqual(['treaty.proposed', 'treaty.countered'])
    expect(await noticesOf(one.owner)).toContain('treaty.countered')
    const detail = await api(one.owner).get({ treatyId: id })
    expect(detail.own).toMatchObject({
      isOfferer: false,
      canSign: true,
      canCounter: true,
      canRefuse: true,
      canWithdraw: false,
    })
    expect(detail.offers).toMatchObject([
      { round: 1, regionId: one.region.id, changes: [] },
      {
        round: 2,
        regionId: other.region.id,
        changes: [
          { term: 'durationDays', before: 60, after: 90 },
          { term: 'taxRelief', before: 0.25, after: 0.1 },
        ],
      },
    ])
    expect((await api(other.owner).get({ treatyId: id })).own).toMatchObject({
      canSign: false,
      canWithdraw: true,
    })
    await expect(api(other.owner).sign(act(other, id))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(api(one.owner).withdraw(act(one, id))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(api(other.owner).refuse(act(other, id))).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await api(one.owner).sign(act(one, id))).toMatchObject({
      status: 'active',
      terms: { taxRelief: 0.1 },
    })
    // What was agreed is public, how is not.
    expect(await api().get({ treatyId: id })).toMatchObject({ offers: [], round: 2 })
  })

  it('goes to a side’s vote with the latest terms', async () => {
    const { one, other, id } = await makeOffer(undefined, 'democracy')
    await api(other.owner).counter({ ...act(other, id), terms: { taxRelief: 0.2 } })
    await api(one.owner).counter({ ...act(one, id), terms: { taxRelief: 0.15 } })
    const signed = await api(other.owner).sign(act(other, id))
    expect(signed).toMatchObject({
      status: 'ratifying',
      terms: { taxRelief: 0.15, durationDays: null },
      sides: [{ status: 'ratified' }, { status: 'voting' }],
    })
    await expect(
      api(one.owner).counter({ ...act(one, id), terms: { taxRelief: 0.3 } }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is refused to one’s own terms, with the same terms, out of bounds, and to others', async () => {
    const { one, other, id } = await makeOffer()
    const counter = (actor: UserActor, made: MadeRegion, terms: Record<string, unknown>) =>
      api(actor).counter({ ...act(made, id), terms })
    await expect(counter(one.owner, one, { taxRelief: 0.1 })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(counter(other.owner, other, { taxRelief: 0.25, durationDays: 60 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(counter(other.owner, other, { taxRelief: 0.9 })).rejects.toThrow('between 5% and 50%')
    const citizen = await makeMember(platform, other.region)
    await expect(counter(citizen, other, { taxRelief: 0.1 })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const third = await makeRegion(platform)
    await expect(counter(third.owner, third, { taxRelief: 0.1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await platform.db.$count(treatyOffers, eq(treatyOffers.treatyId, id))).toBe(1)
  })

  it('of several concurrent ones, one is open', async () => {
    const { other, id } = await makeOffer()
    const counters = await Promise.allSettled(
      [0.1, 0.2, 0.3].map((taxRelief) =>
        api(other.owner).counter({ ...act(other, id), terms: { taxRelief } }),
      ),
    )
    expect(counters.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await platform.db.$count(treatyOffers, eq(treatyOffers.treatyId, id))).toBe(2)
  })

  it('restarts the window: the job of the first one does nothing', async () => {
    const { one, other, id } = await makeOffer()
    pass(20)
    await api(other.owner).counter({ ...act(other, id), terms: { taxRelief: 0.1 } })
    pass(15)
    await settleTreaty(system(), { treatyId: id })
    expect((await api(one.owner).get({ treatyId: id })).status).toBe('proposed')
    pass(16)
    await settleTreaty(system(), { treatyId: id })
    expect((await api(one.owner).get({ treatyId: id })).status).toBe('expired')
  })
})

describe('a renewal', () => {
  it('is offered in the last thirty days, ratified like any treaty, and runs from the old one’s end', async () => {
    const { one, other, id } = await makeTreaty()
    const old = await api(one.owner).get({ treatyId: id })
    expect(old.own).toMatchObject({ canRenew: false })
    const terms = { taxRelief: 0.3, durationDays: 30 }
    await expect(api(one.owner).renew({ ...act(one, id), terms })).rejects.toThrow('last 30 days')
    const plain = { region: one.region.name, partner: other.region.name, treatyType: old.treatyType, terms }
    await expect(api(one.owner).propose(plain)).rejects.toThrow('last 30 days')
    pass(31)
    await expect(api(one.owner).propose(plain)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await api(other.owner).get({ treatyId: id, region: other.region.name })).own).toMatchObject({
      canRenew: true,
    })
    const citizen = await makeMember(platform, other.region)
    await expect(api(citizen).renew({ ...act(other, id), terms })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const third = await makeRegion(platform)
    await expect(api(third.owner).renew({ ...act(third, id), terms })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(
      api(other.owner).renew({ ...act(other, id), terms: { taxRelief: 0.9 } }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const renewal = await api(other.owner).renew({ ...act(other, id), terms })
    expect(renewal).toMatchObject({
      status: 'proposed',
      renewsId: id,
      regionA: { id: other.region.id },
      regionB: { id: one.region.id },
    })
    expect(await actionsOn(renewal.id)).toEqual(['treaty.renewal-proposed'])
    await expect(api(one.owner).renew({ ...act(one, id), terms })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await api(one.owner).get({ treatyId: id })).toMatchObject({
      renewedById: renewal.id,
      own: { canRenew: false },
    })
    expect((await api().get({ treatyId: id })).renewedById).toBeNull()
    const signed = await api(one.owner).sign(act(one, renewal.id))
    expect(signed.status).toBe('active')
    expect(Date.parse(signed.expiresAt ?? '') - Date.parse(old.expiresAt ?? '')).toBe(30 * DAY_MS)
    expect((await api().get({ treatyId: id })).renewedById).toBe(renewal.id)
    await expect(api(one.owner).renew({ ...act(one, id), terms })).rejects.toMatchObject({
      cause: { reason: 'already-in-force' },
    })
    pass(30)
    await sweepTreaties(system())
    expect((await api().get({ treatyId: id })).status).toBe('expired')
    expect((await api().get({ treatyId: renewal.id })).status).toBe('active')
  })

  it('is announced thirty, seven and one day before the end, once each', async () => {
    const { one, other, id } = await makeTreaty()
    const reminders = async () =>
      (await noticesOf(other.owner)).filter((kind) => kind === 'treaty.running-out').length
    await settleTreaty(system(), { treatyId: id })
    expect(await reminders()).toBe(0)
    pass(30)
    await sweepTreaties(system())
    await sweepTreaties(system())
    expect(await reminders()).toBe(1)
    expect(await noticesOf(one.owner)).toContain('treaty.running-out')
    pass(23)
    await platform.runOutbox()
    expect(await reminders()).toBe(2)
    pass(6)
    await sweepTreaties(system())
    expect(await reminders()).toBe(3)
    const [row] = await platform.db.select().from(treaties).where(eq(treaties.id, id))
    expect(row?.nextReminderAt).toBeNull()
  })

  it('needs a treaty with a term', async () => {
    const { one, id } = await makeTreaty({ taxRelief: 0.25 })
    await expect(api(one.owner).renew({ ...act(one, id), terms: { taxRelief: 0.25 } })).rejects.toThrow(
      'no end date',
    )
  })
})
