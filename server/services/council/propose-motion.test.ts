import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { offices } from '#db/schema/platform/elections.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { like } from '#server/testing/like.ts'
import { useCouncil, text, toll } from '#server/testing/council-steps.ts'

const platform = useTestPlatform()
const { api, actionsOn, deliveredNoticesOf, makeCouncil } = useCouncil(platform)

describe('the seats', () => {
  it('belong to active regions and regions in grace, held by ambassadors or else owners', async () => {
    const { first, second } = await makeCouncil(3)
    await makeRegion(platform, { status: 'suspended' })
    const grace = await makeRegion(platform, { status: 'grace' })
    const envoy = await makeOfficeHolder(
      platform,
      second.region,
      'ambassador',
      await makeMember(platform, second.region),
    )
    const { seatCount, ownSeats, settings } = await api().overview()
    expect(seatCount).toBe(4)
    expect(ownSeats).toEqual([])
    const seats = await api().seats({})
    const seatOf = (name: string) => seats.items.find(({ regionName }) => regionName === name)
    expect(seatOf(first.region.name)).toMatchObject({
      holderId: first.owner.userId,
      callsign: first.owner.callsign,
      capacity: 'owner',
      since: first.region.activatedAt?.toISOString(),
      isOwn: false,
    })
    expect(seatOf(second.region.name)).toMatchObject({ holderId: envoy.userId, capacity: 'ambassador' })
    expect(seatOf(grace.region.name)).toMatchObject({ capacity: 'owner' })
    expect(settings).toEqual({ gateTollCredits: 25, nexusTaxBp: 500 })

    const endedAt = await platform.clock.now(platform.db)
    await platform.db.update(offices).set({ endedAt }).where(eq(offices.userId, envoy.userId))
    const later = await api(second.owner).overview()
    expect(later.ownSeats).toMatchObject([
      {
        regionId: second.region.id,
        holderId: second.owner.userId,
        since: endedAt.toISOString(),
        isOwn: true,
      },
    ])
    expect(later.whyNotAct).toBeNull()
    expect((await api(envoy).overview()).whyNotAct).toContain('seat')
  })

  it('are paged by region name', async () => {
    const { made } = await makeCouncil(3)
    const names = made.map(({ region }) => region.name).sort()
    const first = await api().seats({ pageSize: 2 })
    expect(first).toMatchObject({ total: 3, page: 1, pageSize: 2 })
    const second = await api().seats({ page: 2, pageSize: 2 })
    expect([...first.items, ...second.items].map(({ regionName }) => regionName)).toEqual(names)
  })

  it('are found by region id or name; closed regions have none', async () => {
    const { first } = await makeCouncil(3)
    const { id, name } = first.region
    for (const region of [id, name])
      expect(await api(first.owner).seat({ region })).toMatchObject({ regionId: id, isOwn: true })
    expect(await api().seat({ region: id })).toMatchObject({ isOwn: false })
    const closed = await makeRegion(platform, { status: 'suspended' })
    expect(await api(closed.owner).seat({ region: closed.region.id })).toBeNull()
    const unbuilt = await makeRegion(platform, { status: 'provisioning' })
    await expect(api().seat({ region: unbuilt.region.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api().seat({ region: 'no-such-region' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('proposing', () => {
  it('is for seat holders; others are told why, and an ambassador replaces the owner', async () => {
    const { first } = await makeCouncil(3)
    const citizen = await makeMember(platform, first.region)
    await expect(api(citizen).propose(text())).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: like.stringContaining('seat'),
    })
    await expect(api().propose(text())).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await makeOfficeHolder(platform, first.region, 'ambassador', citizen)
    await expect(api(first.owner).propose(text())).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await api(citizen).propose(text())).seat.name).toBe(first.region.name)
  })

  it('opens a vote of all seats, is audited and notifies their holders', async () => {
    const { first, second } = await makeCouncil(3)
    const motion = await api(first.owner).propose(toll(40, { description: 'Repairs cost.' }))
    expect(motion).toMatchObject({
      status: 'voting',
      proposedValue: 40,
      seats: 3,
      seatsVoted: 0,
      requiredSeats: 2,
      seatsFor: null,
      outcome: null,
      seat: { id: first.region.id },
    })
    expect(await actionsOn(motion.id)).toEqual(['council.motion-proposed'])
    expect(await deliveredNoticesOf(second.owner)).toEqual(['council.opened'])
    expect(await deliveredNoticesOf(first.owner)).toEqual([])
    const detail = await api().get({ motionId: motion.id })
    expect(detail).toMatchObject({
      change: { lever: 'gateTollCredits', before: 25, after: 40 },
      canVote: false,
      canWithdraw: false,
    })
    expect(detail.whyNotVote).toContain('seat')
    expect((await api().list({ status: ['voting'] })).items).toMatchObject([{ id: motion.id }])
    expect((await api().list({ motionType: 'nexus_tax', status: ['voting'] })).total).toBe(0)
    expect((await api().list({ status: ['voting'] })).total).toBe(1)
    const mine = await platform.api(second.owner).policies.myVotes({ show: 'open' })
    expect(mine.items).toMatchObject([
      { subject: 'council', subjectId: motion.id, title: 'A toll of 40', region: null, hasVoted: false },
    ])
  })

  it('allows one motion per lever and three per seat, even concurrently, within the bounds', async () => {
    const { first, second } = await makeCouncil(3)
    await expect(api(first.owner).propose(toll(1_001))).rejects.toThrow('between 0 and 1,000')
    for (const description of ['', '   '])
      await expect(api(first.owner).propose(text({ description }))).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message: like.stringContaining('1 to 4000 characters'),
      })
    await expect(api(first.owner).propose(toll(25))).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const tolls = await Promise.allSettled([
      api(first.owner).propose(toll(40)),
      api(second.owner).propose(toll(50)),
    ])
    expect(tolls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refusal = tolls.find(({ status }) => status === 'rejected')
    expect(refusal).toMatchObject({ reason: { code: 'CONFLICT' } })
    const texts = await Promise.allSettled([1, 2, 3, 4].map(() => api(second.owner).propose(text())))
    expect(texts.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(3)
  })

  it('asks a holder of several seats which one proposes', async () => {
    const { first, second } = await makeCouncil(3)
    const other = await makeRegion(platform, { owner: first.owner })
    await expect(api(first.owner).propose(text())).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(api(first.owner).propose(text({ seat: second.region.name }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const byName = await api(first.owner).propose(text({ seat: other.region.name }))
    expect(byName.seat.id).toBe(other.region.id)
    const byId = await api(first.owner).propose(text({ seat: first.region.id }))
    expect(byId.seat.id).toBe(first.region.id)
  })

  it('can be withdrawn by its proposer before the first ballot', async () => {
    const { first, second } = await makeCouncil(3)
    const { id: motionId } = await api(first.owner).propose(toll(40))
    expect(await api(first.owner).get({ motionId })).toMatchObject({ canWithdraw: true })
    await expect(api(second.owner).withdraw({ motionId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await api(first.owner).withdraw({ motionId })).toEqual({ motionId, status: 'withdrawn' })
    expect(await actionsOn(motionId)).toContain('council.motion-withdrawn')
    expect(await api().record({ motionId })).toMatchObject({ tally: null, tallyHash: null })
    // The lever is free again.
    const { id } = await api(second.owner).propose(toll(40))
    await api(first.owner).cast({ motionId: id, choice: 'no' })
    await expect(api(second.owner).withdraw({ motionId: id })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(api(second.owner).withdraw({ motionId: crypto.randomUUID() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
