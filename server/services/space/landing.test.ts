import { expect, it } from 'vitest'
import { eq } from 'drizzle-orm'
import { ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { cutOff } from '#server/testing/cut-off.ts'
import { letGive } from '#server/testing/let-give.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { enterRegion } from './enter-region.ts'
import { travellerOf } from './presence.ts'

const platform = useTestPlatform()

const newRegion = async (startingCredits: number) =>
  (await makeRegion(platform, { withGalaxy: true, settings: { startingCredits, citizenshipWaitDays: 0 } }))
    .region
const galaxyOf = (region: RegionRow) => platform.galaxy(region.galaxyId ?? '')
const land = async (region: RegionRow): Promise<UserActor> => {
  const user = await makeUser(platform)
  await platform.api(user).space.enter({ region: region.name })
  return user
}
const purseOf = async (region: RegionRow, user: UserActor) =>
  balanceOf(await galaxyOf(region), 'purse', user.userId)
const stateOf = async ({ userId }: UserActor) => {
  const [row] = await platform.db.select().from(whereabouts).where(eq(whereabouts.userId, userId))
  return row?.state
}

it('the first landing pays the starting credits of the law once, even for concurrent requests', async () => {
  const region = await newRegion(700)
  const user = await makeUser(platform)
  const { enter, mySector } = platform.api(user).space
  await Promise.all([
    enter({ region: region.name }),
    enter({ region: region.id }),
    enter({ region: region.id }),
  ])
  await Promise.all([mySector(), mySector(), enter({ region: region.name })])
  expect(await purseOf(region, user)).toBe(700)
  expect(await stateOf(user)).toBe('present')
  const postings = await (await galaxyOf(region)).select().from(ledgerPostings)
  expect(postings.map(({ kind, amount }) => [kind, amount]).sort()).toEqual([
    ['purse', 700],
    ['source:starting_credits', -700],
  ])
})

it('a region pays starting credits above 1,000 from its treasury, as far as it goes', async () => {
  const region = await newRegion(3_000)
  const poor = await land(region)
  expect(await purseOf(region, poor)).toBe(1_000)
  const donor = await land(region)
  await letGive(await galaxyOf(region), donor.userId)
  const gift = { region: region.name, giftId: crypto.randomUUID() }
  await platform.api(donor).economy.give({ ...gift, amount: 900 })
  const lucky = await land(region)
  expect(await purseOf(region, lucky)).toBe(1_900)
  expect(await balanceOf(await galaxyOf(region), 'treasury')).toBe(0)
})

it('concurrent newcomers never take more from the treasury than it holds', async () => {
  const region = await newRegion(2_000)
  const donor = await land(region)
  await letGive(await galaxyOf(region), donor.userId)
  await platform.api(donor).economy.give({ region: region.name, giftId: crypto.randomUUID(), amount: 1_000 })
  const landed = await Promise.all([land(region), land(region), land(region), land(region)])
  const purses = await Promise.all(landed.map((user) => purseOf(region, user)))
  expect(purses.reduce((sum, credits) => sum + credits)).toBe(4 * 1_000 + 1_000)
  expect(await balanceOf(await galaxyOf(region), 'treasury')).toBe(0)
})

it('becoming a citizen pays nothing', async () => {
  const region = await newRegion(500)
  const user = await land(region)
  const { join } = platform.api(user).membership
  await join({ region: region.name, as: 'resident' })
  await join({ region: region.name, as: 'citizen' })
  await platform.runOutbox()
  expect(await purseOf(region, user)).toBe(500)
})

it('a landing that failed because the galaxy was unreachable is completed and paid by the next request', async () => {
  const region = await newRegion(800)
  const user = await makeUser(platform)
  const away = cutOff(platform.ctx(user))
  await expect(enterRegion(away, { region: region.name })).rejects.toThrow('down')
  expect(await stateOf(user)).toBe('beginning')
  await platform.api(user).space.mySector()
  expect(await stateOf(user)).toBe('present')
  expect(await purseOf(region, user)).toBe(800)
})

it('the Nexus pays newcomers 1,000', async () => {
  const user = await makeUser(platform)
  const nexus = {
    galaxyId: crypto.randomUUID(),
    id: '',
    ref: 'nexus',
    displayName: '',
    region: null,
    version: 1,
  }
  const since = await platform.clock.now(platform.db)
  const beginning = {
    userId: user.userId,
    galaxyId: nexus.galaxyId,
    state: 'beginning' as const,
    fencingVersion: 1,
    since,
  }
  expect(travellerOf(user, nexus, beginning).landing).toMatchObject({
    arrivalSector: null,
    startingCredits: 1_000,
  })
})
