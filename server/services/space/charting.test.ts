import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { type GalaxyPool } from '#db/client.ts'
import { chartingReward } from '#server/domain/galaxy/charting.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeTrader, type MadeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const platform = useTestPlatform()
let region: RegionRow
let galaxy: GalaxyPool

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
  galaxy = await platform.galaxy(region.galaxyId ?? '')
})

const newcomer = () => makeTrader(platform, region)
const wayOn = async ({ api }: MadeTrader) => {
  const [warp] = (await api.space.mySector())?.warps.filter(({ oneWay }) => !oneWay) ?? []
  if (!warp) throw new Error('a way leads on from the gate, and back')
  return warp
}
const pilotOf = async ({ user }: MadeTrader) => {
  const [row] = await galaxy.select().from(pilots).where(eq(pilots.userId, user.userId))
  return row
}
const rewardFor = async (sectorId: number) => {
  const [sector] = await galaxy.select().from(sectors).where(eq(sectors.id, sectorId))
  return Number(chartingReward(sector?.zone ?? null))
}

describe('charting', () => {
  it('pays once for a sector by its zone, counts in renown, and shows on chart and warps', async () => {
    const pilot = await newcomer()
    const { api, user } = pilot
    const way = await wayOn(pilot)
    const gate = region.gateSector ?? 0
    expect(way.isCharted).toBe(false)
    expect(await api.space.charted()).toEqual({ place: region.name, sectorIds: [gate] })
    const credits = await rewardFor(way.sectorId)
    expect(credits).toBeGreaterThanOrEqual(5)
    const before = await balanceOf(galaxy, 'purse', user.userId)
    expect(await api.space.move({ toSector: way.sectorId })).toMatchObject({
      charted: { sectors: 1, credits },
    })
    expect(await balanceOf(galaxy, 'purse', user.userId)).toBe(before + credits)
    expect(await pilotOf(pilot)).toMatchObject({ sectorsCharted: 1, highestRenown: 1 })
    expect((await api.space.charted()).sectorIds).toEqual(
      [gate, way.sectorId].sort((one, other) => one - other),
    )

    expect(await api.space.move({ toSector: gate })).toMatchObject({ charted: { sectors: 0, credits: 0 } })
    expect(
      (await api.space.mySector())?.warps.find(({ sectorId }) => sectorId === way.sectorId),
    ).toMatchObject({ isCharted: true })
    await api.space.move({ toSector: way.sectorId })
    expect(await balanceOf(galaxy, 'purse', user.userId)).toBe(before + credits)
  })

  it('pays every pilot for themselves, and nobody twice when two moves race', async () => {
    const pilot = await newcomer()
    const way = await wayOn(pilot)
    const credits = await rewardFor(way.sectorId)
    await Promise.allSettled([1, 2, 3, 4].map(() => pilot.api.space.move({ toSector: way.sectorId })))
    const paid = and(eq(ledgerPostings.kind, 'purse'), eq(ledgerPostings.ownerId, pilot.user.userId))
    const postings = await galaxy.select().from(ledgerPostings).where(paid)
    expect(postings.map(({ amount }) => amount).sort((one, other) => one - other)).toEqual([credits, 1_000])
  })

  it('pays nothing for a move that is refused, and where the ship was handed over', async () => {
    const pilot = await newcomer()
    const { user, api } = pilot
    const way = await wayOn(pilot)
    await galaxy
      .update(pilots)
      .set({ milliturns: 0, turnsAt: await platform.clock.now(galaxy) })
      .where(eq(pilots.userId, user.userId))
    await expect(api.space.move({ toSector: way.sectorId })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await api.space.charted()).sectorIds).toEqual([region.gateSector])
    expect(await balanceOf(galaxy, 'purse', user.userId)).toBe(1_000)
  })

  it('shows nobody the chart of somebody else', async () => {
    await expect(platform.api().space.charted()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(platform.api(await makeUser(platform)).space.charted()).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})
