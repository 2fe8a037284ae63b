import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { offices } from '#db/schema/platform/elections.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { locksAwaited } from '#server/testing/locks-awaited.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { membershipSteps } from '#server/testing/membership-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'
import { transact } from '../context.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'

const platform = useTestPlatform()
const { join, sweep, actionsIn } = membershipSteps(platform)

describe('leaving', () => {
  it('ends residence and offices, is audited, and notifies owner and citizens of the vacancy', async () => {
    const { region, owner } = await makeRegion(platform)
    const member = await makeMember(platform, region)
    const neighbour = await makeMember(platform, region)
    await makeMember(platform, region, { type: 'resident' })
    await platform.db.insert(offices).values({
      regionId: region.id,
      position: 'ambassador',
      userId: member.userId,
      termFrom: region.createdAt,
      termUntil: new Date(region.createdAt.getTime() + 90 * DAY_MS),
    })
    expect(await platform.api(member).membership.leave({ region: region.name })).toEqual({
      membershipType: 'visitor',
    })
    const [office] = await platform.db
      .select()
      .from(offices)
      .where(and(eq(offices.regionId, region.id), eq(offices.userId, member.userId)))
    expect(office?.endReason).toBe('left_region')
    const told = await platform.db
      .select({ userId: notifications.userId })
      .from(notifications)
      .where(and(eq(notifications.regionId, region.id), eq(notifications.kind, 'office.vacant')))
    expect(told.map(({ userId }) => userId).sort()).toEqual([owner.userId, neighbour.userId].sort())
    expect(await actionsIn(region.id)).toContain('membership.left')
    await expect(platform.api(member).membership.leave({ region: region.name })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('is refused to the owner and not found for strangers', async () => {
    const { region, owner } = await makeRegion(platform)
    await expect(platform.api(owner).membership.leave({ region: region.name })).rejects.toMatchObject({
      cause: { reason: 'owner-stays' },
    })
    await expect(
      platform.api(await makeUser(platform)).membership.leave({ region: region.name }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is refused to who becomes the owner meanwhile', async () => {
    const { region } = await makeRegion(platform)
    const member = await makeMember(platform, region)
    const leaving = await transact(platform.ctx({ kind: 'system', job: 'test' }), async (tx) => {
      await requireLockedRegion(tx, region.id)
      const asked = platform.api(member).membership.leave({ region: region.name })
      const refused = expect(asked).rejects.toMatchObject({ cause: { reason: 'owner-stays' } })
      await expect.poll(() => locksAwaited(platform)).toBe(1)
      await tx.db.update(regions).set({ ownerId: member.userId }).where(eq(regions.id, region.id))
      return { refused }
    })
    await leaving.refused
  })

  it('does not let an application to a terminated region block others', async () => {
    const gone = await makeRegion(platform)
    const open = await makeRegion(platform)
    for (const { region } of [gone, open]) {
      const player = await makeUser(platform)
      await join(player, region, 'resident')
      await join(player, region, 'citizen')
    }
    await platform.db.update(regions).set({ status: 'terminated' }).where(eq(regions.id, gone.region.id))
    platform.clock.advance(30 * DAY_MS)
    await sweep()
    const citizens = async ({ region }: typeof open) =>
      platform.db.$count(
        memberships,
        and(eq(memberships.regionId, region.id), eq(memberships.type, 'citizen')),
      )
    expect(await citizens(open)).toBe((await citizens(gone)) + 1)
    platform.clock.set(0)
  })

  it('withdraws an open application', async () => {
    const { region, owner } = await makeRegion(platform, { settings: { immigrationPolicy: 'application' } })
    const player = await makeUser(platform)
    await join(player, region, 'resident')
    await platform.api(player).membership.withdrawApplication({ region: region.name })
    expect((await platform.api(owner).membership.applications({ region: region.name })).total).toBe(0)
    await expect(
      platform.api(player).membership.withdrawApplication({ region: region.name }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await writtenActions(platform, player)).toContain('membership.application-withdrawn')
    const elsewhere = await makeRegion(platform, { settings: { immigrationPolicy: 'application' } })
    await join(player, elsewhere.region, 'resident')
    await expect(
      platform.api(player).membership.withdrawApplication({ region: region.name }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
