import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { sessions } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { DEFAULT_TIERS } from '#server/domain/billing/tiers.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

/** So that a region is full with few: ten places, one of them for citizens. */
const tiers = {
  ...DEFAULT_TIERS,
  standard: { ...DEFAULT_TIERS.standard, benefits: { ...DEFAULT_TIERS.standard.benefits, pilots: 10 } },
}
const platform = useTestPlatform({ config: { tiers } })

const suggested = async () => (await platform.api(await makeUser(platform)).space.beginnings()).suggested

/** Somebody flies in a region, who was last logged in so many days ago, on some devices. */
async function putPilot({ region }: MadeRegion, daysAgo: number, devices = 1): Promise<void> {
  const { user } = await makeTrader(platform, region)
  const now = await platform.clock.now(platform.db)
  const lastSeenAt = new Date(now.getTime() - daysAgo * DAY_MS)
  await platform.db
    .update(whereabouts)
    .set({ since: new Date(lastSeenAt.getTime() - 2 * DAY_MS) })
    .where(eq(whereabouts.userId, user.userId))
  for (let device = 0; device < devices; device++)
    await platform.db.insert(sessions).values({
      id: randomUUID(),
      userId: user.userId,
      createdAt: lastSeenAt,
      expiresAt: new Date(now.getTime() + DAY_MS),
      lastSeenAt,
    })
}

it('a newcomer is suggested the open region with the most pilots of the last seven days', async () => {
  expect(await suggested()).toBeNull()
  const [crowded, once, popular] = [
    await makeRegion(platform, { withGalaxy: true, name: 'crowded' }),
    await makeRegion(platform, { withGalaxy: true, name: 'once' }),
    await makeRegion(platform, { withGalaxy: true, name: 'popular' }),
  ]
  expect(await suggested()).toBeNull()
  for (let pilot = 0; pilot < 3; pilot++) await putPilot(once, 8)
  expect(await suggested()).toBeNull()
  await putPilot(popular, 1, 3)
  expect(await suggested()).toBe('popular')
  // Pilots count, not their devices.
  for (let pilot = 0; pilot < 2; pilot++) await putPilot(crowded, 6)
  expect(await suggested()).toBe('crowded')
  await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, crowded.region.id))
  expect(await suggested()).toBe('popular')
  for (let member = 0; member < 5; member++) await makeMember(platform, popular.region)
  await putPilot(popular, 1)
  const { api } = await makeTrader(platform, once.region)
  const byLink = await api.space.beginnings({ region: 'once' })
  expect(byLink.suggested).toBe('once')
  // However few members it has, it is listed: its name is shown.
  expect(byLink.regions[0]?.name).toBe('once')
  expect((await api.space.beginnings()).regions[0]?.name).toBe('popular')
})

it('a newcomer is never suggested a full region, also not by its link, and reads why; its citizens are', async () => {
  const full = await makeRegion(platform, { withGalaxy: true, name: 'full-up' })
  const next = await makeRegion(platform, { withGalaxy: true, name: 'next-best' })
  for (let pilot = 0; pilot < 9; pilot++) await putPilot(full, 1)
  for (let pilot = 0; pilot < 4; pilot++) await putPilot(next, 1)
  const newcomer = platform.api(await makeUser(platform))
  expect(await newcomer.space.beginnings()).toMatchObject({ suggested: 'next-best', refusal: null })
  expect(await newcomer.space.beginnings({ region: 'full-up' })).toMatchObject({
    ...{ suggested: 'next-best', refusal: expect.stringContaining('is full') as string },
  })
  const citizen = platform.api(await makeMember(platform, full.region))
  expect(await citizen.space.beginnings({ region: 'full-up' })).toMatchObject({
    ...{ suggested: 'full-up', refusal: null },
  })
})
