import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { regionEmblems, regions } from '#db/schema/platform/regions.ts'
import { type Tier } from '#server/domain/billing/tiers.ts'
import { KEPT_AFTER_DAYS } from '#server/domain/regions/smaller-tier.ts'
import { locksAwaited } from '#server/testing/locks-awaited.ts'
import { pngWithScript } from '#server/testing/make-png.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { transact } from '../context.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { dropHiddenEmblems } from './drop-hidden-emblems.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000

const picture = (): string => pngWithScript([0, 0, 0]).toString('base64')
const setTier = (made: MadeRegion, tier: Tier) =>
  platform.db.update(regions).set({ tier }).where(eq(regions.id, made.region.id))
const inTier = async (tier: Tier) => {
  const made = await makeRegion(platform)
  await setTier(made, tier)
  return made
}
const shownOf = async ({ region }: MadeRegion) =>
  (await platform.api().regions.public({ region: region.name })).emblemUrl
const set = ({ region, owner }: MadeRegion, sent = picture()) =>
  platform.api(owner).regions.setEmblem({ region: region.name, picture: sent })

describe('an emblem that the owner uploads', () => {
  it('is shown as we wrote it, and is recorded', async () => {
    const made = await inTier('large')
    expect(await shownOf(made)).toBeNull()
    const { hash } = await set(made)
    expect(await shownOf(made)).toBe(`/emblems/${made.region.name}?of=${hash.slice(0, 16)}`)
    const kept = await platform.api().regions.emblem({ region: made.region.name })
    expect(Buffer.from(kept.picture).includes('script')).toBe(false)
    expect(await writtenActions(platform, made.owner)).toContain('region.emblem-set')
    await platform.api(made.owner).regions.removeEmblem({ region: made.region.name })
    expect(await shownOf(made)).toBeNull()
    await platform.api(made.owner).regions.removeEmblem({ region: made.region.name })
  })

  it('needs a tier with `emblem`, its owner, and a picture that is one', async () => {
    const [small, large] = [await inTier('standard'), await inTier('large')]
    await expect(set(small)).rejects.toMatchObject({ cause: { reason: 'no-emblem' } })
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64')
    await expect(set(large, svg)).rejects.toMatchObject({ cause: { reason: 'not-a-png' } })
    const stranger = await makeUser(platform)
    const asStranger = { region: large.region, owner: stranger }
    await expect(set(asStranger)).rejects.toMatchObject({ cause: { reason: 'not-owner' } })
    await set(large)
    await expect(
      platform.api(stranger).regions.removeEmblem({ region: large.region.name }),
    ).rejects.toMatchObject({ cause: { reason: 'not-owner' } })
    await expect(platform.api(stranger).regions.emblem({ region: 'no-such-region' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('is removed by an administrator who says why, and its owner is told', async () => {
    const made = await inTier('grand')
    await set(made)
    const admin = await makeUser(platform, { role: 'admin' })
    const remove = (reason?: string) =>
      platform.api(admin).regions.removeEmblem({ region: made.region.name, reason })
    await expect(remove()).rejects.toMatchObject({ cause: { reason: 'no-reason' } })
    await remove('A flag of hatred')
    expect(await shownOf(made)).toBeNull()
    await expect(platform.api().regions.emblem({ region: made.region.name })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const told = await platform.db
      .select()
      .from(notifications)
      .where(eq(notifications.userId, made.owner.userId))
    expect(told.map(({ body }) => body).join()).toContain('A flag of hatred')
  })

  it('is hidden by a smaller tier, comes back with a larger one, and is deleted only after 90 days', async () => {
    const made = await inTier('large')
    await set(made)
    const system = platform.ctx({ kind: 'system', job: 'test' })
    await setTier(made, 'standard')
    expect(await shownOf(made)).toBeNull()
    await dropHiddenEmblems(system)
    platform.clock.advance((KEPT_AFTER_DAYS - 1) * DAY_MS)
    expect(await dropHiddenEmblems(system)).toBe(0)
    await setTier(made, 'large')
    await dropHiddenEmblems(system)
    expect(await shownOf(made)).not.toBeNull()
    await setTier(made, 'standard')
    await dropHiddenEmblems(system)
    platform.clock.advance((KEPT_AFTER_DAYS + 1) * DAY_MS)
    expect(await dropHiddenEmblems(system)).toBe(1)
    expect(await platform.db.$count(regionEmblems, eq(regionEmblems.regionId, made.region.id))).toBe(0)
  })

  it('is deleted where its region ended, also by the sweep alone', async () => {
    const made = await inTier('large')
    await set(made)
    await platform.db.update(regions).set({ status: 'terminated' }).where(eq(regions.id, made.region.id))
    expect(await dropHiddenEmblems(platform.ctx({ kind: 'system', job: 'test' }))).toBe(1)
    expect(await platform.db.$count(regionEmblems, eq(regionEmblems.regionId, made.region.id))).toBe(0)
  })

  it('is not locked by a sweep that waits for a change of its region', async () => {
    const made = await inTier('large')
    await set(made)
    const isIts = eq(regionEmblems.regionId, made.region.id)
    await setTier(made, 'standard')
    await platform.db
      .update(regionEmblems)
      .set({ hiddenSince: new Date(Date.now() - (KEPT_AFTER_DAYS + 1) * DAY_MS) })
      .where(isIts)
    const system = platform.ctx({ kind: 'system', job: 'test' })
    const { sweep } = await transact(system, async (tx) => {
      await requireLockedRegion(tx, made.region.id)
      const sweep = dropHiddenEmblems(system)
      await expect.poll(() => locksAwaited(platform)).toBe(1)
      await tx.db.update(regionEmblems).set({ hiddenSince: tx.now }).where(isIts)
      return { sweep }
    })
    expect(await sweep).toBe(0)
    expect(await platform.db.$count(regionEmblems, isIts)).toBe(1)
  })
})
