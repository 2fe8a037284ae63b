import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { festivals, shocks } from '#db/schema/galaxy/events.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { galaxyNews } from '#db/schema/platform/galaxy-news.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { openToday, toNextDay } from '#server/testing/contract-steps.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { collectMessages } from '../galaxy/collect-messages.ts'
import { saveNews } from '../galaxy/save-news.ts'
import { setRegionStatus } from '../lifecycle/set-region-status.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const platform = useTestPlatform()
const system = () => platform.ctx({ kind: 'system', job: 'test' })
let region: RegionRow
let galaxy: GalaxyPool
let port: typeof ports.$inferSelect

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
  galaxy = await platform.galaxy(region.galaxyId ?? '')
  const [found] = await galaxy.select().from(ports).limit(1)
  if (!found) throw new Error('a region has ports')
  port = found
})

const today = async () => utcDay(await platform.clock.now(galaxy))
/** What everybody is told once the day that has come was opened. */
async function openNextDay() {
  await toNextDay(platform, 10)
  await openToday(platform)
  await collectMessages(system())
}
const newsOf = ({ name }: RegionRow) => platform.api().space.news({ region: name })
const told = async () =>
  (await platform.api().status.galaxy()).happenings
    .filter(({ key }) => /^(festival|shocks)-/.test(key))
    .map(({ text, href, region: where }) => ({ text, href, where: where?.name }))

describe('what moves markets', () => {
  it('is told to everybody on the day on which it begins, with a way to the page that lists it', async () => {
    expect(await newsOf(region)).toEqual({ festival: null, shocks: [], shocksTotal: 0 })
    expect(await told()).toEqual([])
    const tomorrow = isoDay((await today()) + 1)
    const shock = { portId: port.id, commodity: 'food' as const, day: tomorrow, restBp: -2_500 }
    await galaxy.insert(shocks).values(shock)
    const orderedAt = await platform.clock.now(galaxy)
    await galaxy.insert(festivals).values({ day: tomorrow, name: 'Lantern Night', orderedAt })
    await openToday(platform)
    await collectMessages(system())
    expect(await newsOf(region), 'shocks of tomorrow are nobody’s business').toMatchObject({ shocksTotal: 0 })

    await openNextDay()
    const last = isoDay((await today()) + 2)
    expect(await newsOf(region)).toMatchObject({
      festival: { name: 'Lantern Night', until: last },
      shocks: [
        {
          port: { id: port.id, name: port.name },
          commodity: 'food',
          restBp: -2_500,
          since: tomorrow,
          until: last,
        },
      ],
      shocksTotal: 1,
    })
    const about = { href: `/regions/${region.name}#markets-today`, where: region.name }
    expect(await told()).toEqual(
      expect.arrayContaining([
        { text: `Shortage of food at ${port.name}.`, ...about },
        { text: 'Lantern Night is celebrated: ports pay more for luxury and food.', ...about },
      ]),
    )
  })

  it('is a line of the ticker on its first day only, and on the page as long as it lasts', async () => {
    await openNextDay()
    expect(await newsOf(region)).toMatchObject({ festival: { name: 'Lantern Night' }, shocksTotal: 1 })
    expect((await told()).map(({ text }) => text)).toEqual([expect.stringContaining('Lantern Night')])
    await openNextDay()
    // Before the day is opened what is over is gone too.
    await toNextDay(platform, 0)
    expect(await newsOf(region)).toEqual({ festival: null, shocks: [], shocksTotal: 0 })
    await openNextDay()
    expect(await told()).toEqual([])
  })

  it('is announced, once a day, and an older day never replaces a newer one', async () => {
    const heard: string[] = []
    const stop = platform.ctx().events.subscribe(({ audience, topic }) => {
      if (audience.kind === 'public') heard.push(topic)
    })
    const galaxyId = region.galaxyId ?? ''
    const save = (day: string) =>
      transact(system(), (tx) =>
        saveNews(tx, galaxyId, { kind: 'news', day, festival: null, shocks: [] }, tx.now),
      )
    const [kept] = await platform.db.select().from(galaxyNews)
    await save('2000-01-01')
    expect(await platform.db.select().from(galaxyNews)).toEqual([kept])
    await save('2200-01-01')
    await expect.poll(() => heard).toEqual(['galaxy'])
    stop()
    expect(await platform.db.select().from(galaxyNews)).toMatchObject([{ day: '2200-01-01' }])
  })

  it('of a closed region is not told', async () => {
    const closed = await makeRegion(platform, { withGalaxy: true })
    await transact(system(), (tx) => setRegionStatus(tx, closed.region, 'archived'))
    await expect(newsOf(closed.region)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(platform.api().space.news({ region: 'nexus' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('lists at most twelve shocks and counts all', async () => {
    const day = isoDay((await today()) + 200_000)
    const where = { id: port.id, name: port.name, sectorId: port.sectorId, sectorName: 'Here' }
    const shock = { port: where, commodity: 'ore' as const, restBp: 2_500, since: day, until: day }
    await platform.db.update(galaxyNews).set({ day, shocks: Array.from({ length: 20 }, () => shock) })
    const { shocks: listed, shocksTotal } = await newsOf(region)
    expect([listed.length, shocksTotal]).toEqual([12, 20])
  })
})
