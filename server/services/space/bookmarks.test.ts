import { beforeAll, describe, expect, it } from 'vitest'
import { bookmarks } from '#db/schema/platform/bookmarks.ts'
import { MAX_BOOKMARKS, NOTE_MAX_LENGTH } from '#server/domain/galaxy/bookmark.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const platform = useTestPlatform()
let region: RegionRow

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
})

describe('a bookmark', () => {
  it('keeps a sector with its newest note, in its list and in the view of the ship', async () => {
    const { api } = await makeTrader(platform, region)
    await api.space.bookmark({ sectorId: 3, note: 'cheap ore' })
    await api.space.bookmark({ sectorId: 3, note: '<b>dear</b> ore' })
    const { items } = await api.space.bookmarks()
    expect(items).toMatchObject([{ sectorId: 3, note: '<b>dear</b> ore' }])
    expect(items[0]?.sectorName).not.toBe('')
    expect((await api.space.mySector({ pilotsPage: 1 }))?.bookmarks).toEqual(items)
    await api.space.bookmark({ sectorId: 3, note: null })
    expect((await api.space.bookmarks()).items).toEqual([])
  })

  it('is nobody else’s', async () => {
    const { api } = await makeTrader(platform, region)
    await api.space.bookmark({ sectorId: 3, note: '' })
    const other = await makeTrader(platform, region)
    expect((await other.api.space.bookmarks()).items).toEqual([])
    await other.api.space.bookmark({ sectorId: 3, note: null })
    expect((await api.space.bookmarks()).items).toHaveLength(1)
  })

  it('is of a sector on the map, by a pilot, with a short note', async () => {
    const { api } = await makeTrader(platform, region)
    await expect(api.space.bookmark({ sectorId: 4_999, note: '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    for (const wrong of [
      { sectorId: 0, note: '' },
      { sectorId: 3, note: 'x'.repeat(NOTE_MAX_LENGTH + 1) },
    ])
      await expect(api.space.bookmark(wrong)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const grounded = platform.api(await makeUser(platform))
    await expect(grounded.space.bookmark({ sectorId: 3, note: '' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it(`is one of ${MAX_BOOKMARKS} at most`, async () => {
    const big = (await makeRegion(platform, { withGalaxy: true })).region
    const { api, user } = await makeTrader(platform, big)
    const ctx = platform.ctx()
    await ctx.db.insert(bookmarks).values(
      Array.from({ length: MAX_BOOKMARKS }, (_, index) => ({
        userId: user.userId,
        galaxyId: big.galaxyId ?? '',
        sectorId: 1_000 + index,
        sectorName: 'Far away',
        note: '',
        at: new Date(),
      })),
    )
    await expect(api.space.bookmark({ sectorId: 3, note: '' })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await api.space.bookmarks()).items).toHaveLength(MAX_BOOKMARKS)
    await api.space.bookmark({ sectorId: 1_000, note: null })
    await api.space.bookmark({ sectorId: 3, note: '' })
  })
})
