import { describe, expect, it } from 'vitest'
import { createHttpClient } from '../testing/http-client.ts'
import { makeRegion } from '../testing/make-region.ts'
import { findTrade, makeTrader } from '../testing/make-trader.ts'
import { makeUser } from '../testing/make-user.ts'
import { restProgram } from '../testing/rest-program.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
/** REST without a token; every answer is checked against the OpenAPI document. */
const stranger = (path: string) => createHttpClient(platform).json('GET', `/api/v1${path}`)

describe('without a token', () => {
  it('a program reads the galaxy, with a Nexus or without', async () => {
    const { region } = await makeRegion(platform)
    expect(await stranger('/galaxy')).toMatchObject({
      status: 200,
      body: { nexus: null, regions: [{ name: region.name, citizenCount: 1, gate: null }], totalRegions: 1 },
    })
  })

  it('a program reads the leaderboard and a pilot’s record, and nothing of nobody', async () => {
    const { callsign } = await makeUser(platform)
    expect(await stranger('/pilots?by=contracts')).toMatchObject({ status: 200, body: { items: [] } })
    expect((await stranger('/pilots?by=purse')).status).toBe(400)
    expect(await stranger(`/pilots/${callsign}`)).toMatchObject({
      status: 200,
      body: { callsign, rank: 'cadet', record: { trades: 0, profit: 0 } },
    })
    expect((await stranger('/pilots/nobody-of-this-name')).status).toBe(404)
  })

  it('a program is told to log in before it reads the books of a region', async () => {
    const { region } = await makeRegion(platform)
    expect((await stranger(`/regions/${region.name}/trade`)).status).toBe(401)
  })
})

describe('the trade of a region', () => {
  it('is read by its government, by good and day', async () => {
    const { region, owner } = await makeRegion(platform, { withGalaxy: true })
    const { maker } = await findTrade(await platform.galaxy(region.galaxyId ?? ''))
    const { putAt, buy } = await makeTrader(platform, region, owner)
    await putAt(maker)
    await buy(maker, 3)
    const send = await restProgram(platform, owner)
    expect(
      await send('GET', `/regions/${region.name}/trade?range=7d&commodity=${maker.commodity}`),
    ).toMatchObject({
      status: 200,
      body: {
        commodity: maker.commodity,
        total: { exported: 3, imported: 0 },
        trade: [{ commodity: maker.commodity, exported: 3 }],
      },
    })
  })

  it('is not found by anybody else', async () => {
    const { region } = await makeRegion(platform)
    const send = await restProgram(platform, await makeUser(platform))
    expect((await send('GET', `/regions/${region.name}/trade`)).status).toBe(404)
  })
})
