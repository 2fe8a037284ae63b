import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { regions } from '#db/schema/platform/regions.ts'
import { makeDemocracy } from '../testing/make-democracy.ts'
import { makeUser } from '../testing/make-user.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { transact, type Actor } from './context.ts'
import { getPublicRegion } from './government/get-public-region.ts'
import { withReadCache } from './once-per-request.ts'
import { sharedReading } from './shared-reading.ts'

const platform = useTestPlatform()

/** A context as a page has it: one for each request. */
const page = (actor?: Actor) => withReadCache(platform.ctx(actor))

describe('a shared read', () => {
  it('serves many pages, and is read again after a write', async () => {
    let read = 0
    const reading = sharedReading('of-this-test', (_ctx, _key: string) => Promise.resolve((read += 1)))
    expect(await Promise.all([reading(page(), 'a'), reading(page(), 'a'), reading(page(), 'b')])).toEqual([
      1, 1, 2,
    ])
    await transact(platform.ctx(), () => Promise.resolve())
    expect(await reading(page(), 'a')).toBe(3)
  })

  it('is read again when another process reports a change', async () => {
    let read = 0
    const reading = sharedReading('of-the-other-test', (_ctx, _key: string) => Promise.resolve((read += 1)))
    await reading(page(), 'a')
    const { events } = platform.ctx()
    const heard = new Promise<void>((resolve) => events.subscribe(() => resolve()))
    const event = { audience: { kind: 'public' as const }, topic: 'region' as const }
    await events.publishInTransaction(platform.db, [event])
    await events.publishAfterCommit([event])
    await heard
    expect(await reading(page(), 'a')).toBe(2)
  })

  it('acts for no user, so that nothing of one reader can reach another', async () => {
    const reading = sharedReading('who', (ctx, _key: string) => Promise.resolve([ctx.actor.kind, ctx.reads]))
    expect(await reading(page(await makeUser(platform)), 'a')).toEqual(['anonymous', undefined])
  })

  it('is used on pages only', async () => {
    let read = 0
    const reading = sharedReading('elsewhere', (_ctx, _key: string) => Promise.resolve((read += 1)))
    await reading(platform.ctx(), 'a')
    expect(await reading(platform.ctx(), 'a')).toBe(2)
  })

  it('keeps each reader’s own standing, and hides closed regions from all', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 1)
    const stranger = await makeUser(platform)
    const see = (actor?: Actor) => getPublicRegion(page(actor), { region: region.name })
    const [forOwner, forMember, forStranger, forAnyone] = await Promise.all([
      see(owner),
      see(voters[1]),
      see(stranger),
      see(),
    ])
    expect(forOwner.standing).toMatchObject({ isOwner: true })
    expect(forMember.standing).toMatchObject({ isOwner: false, membership: 'citizen' })
    expect(forStranger.standing).toMatchObject({ isOwner: false, membership: null })
    expect(forAnyone.standing).toBeNull()
    await platform.db.update(regions).set({ status: 'terminated' }).where(eq(regions.id, region.id))
    await expect(see(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
