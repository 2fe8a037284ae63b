import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { festivals, portWorks } from '#db/schema/galaxy/events.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { postTransfer } from '#server/galaxy/post-transfer.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeRegion, type MadeRegion } from '../testing/make-region.ts'
import { usePages } from '../testing/pages-build.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const pages = usePages()
let made: MadeRegion
let galaxy: GalaxyPool
let cookie: string

beforeAll(async () => {
  made = await makeRegion(platform, { withGalaxy: true })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
  const { sessions } = platform.apiContext().request
  const now = await platform.clock.now(platform.db)
  const device = { ipAddress: null, userAgent: null }
  cookie = (await sessions.begin(made.owner.userId, device, now)).split(';')[0] ?? ''
}, 300_000)

const fill = (amount: bigint) =>
  galaxy.transaction((tx) =>
    postTransfer(tx, {
      ...{ id: randomUUID(), reason: 'sale', at: new Date(0) },
      postings: [
        { account: 'source:port_liquidity', ownerId: null, asset: 'credits', amount: -amount },
        { account: 'treasury', ownerId: null, asset: 'credits', amount },
      ],
    }),
  )

const ask = (init: RequestInit = {}) => {
  const client = createHttpClient(platform, {}, { build: pages.build })
  return client.request(`/governor/${made.region.name}/economy/treasury`, {
    ...init,
    headers: { accept: 'text/html', cookie, origin: client.origin, host: new URL(client.origin).host },
  })
}
const send = (form: URLSearchParams) => ask({ method: 'POST', body: form })

/** The first form of the page with this intent, as a browser without JavaScript sends it. */
async function formOf(intent: string): Promise<URLSearchParams> {
  const html = await (await ask()).text()
  const form = [...html.matchAll(/<form.*?<\/form>/gs)]
    .map(([found]) => found)
    .find((found) => found.includes(`name="intent" value="${intent}"`))
  const inputs = (form ?? '').matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)
  return new URLSearchParams([...inputs].map(([, name = '', value = '']) => [name, value]))
}

describe('the page of treasury orders', () => {
  it('raises works once, however often the form is sent, and says when the treasury has too little', async () => {
    await fill(25_000n)
    const form = await formOf('works')

    for (const answer of [await send(form), await send(form)]) {
      expect(answer.status).toBe(302)
      expect(answer.headers.get('location')).toBe(`/governor/${made.region.name}/economy/treasury`)
    }
    expect(await galaxy.select().from(portWorks)).toMatchObject([
      { portId: Number(form.get('portId')), level: 1 },
    ])
    form.set('orderId', randomUUID())
    const refused = await send(form)
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('This costs 80000 credits and the treasury has')
    expect(await (await ask()).text()).toContain('The treasury has too little')
  }, 300_000)

  it('holds a festival on the date of a tradition, once', async () => {
    await fill(30_000n)
    const day = isoDay(utcDay(await platform.clock.now(galaxy)) + 5)
    await platform.api(made.owner).regions.changeCulture({
      region: made.region.name,
      traditions: [{ name: 'Founding day', date: day.slice(5), description: 'We began.' }],
    })
    const before = await balanceOf(galaxy, 'treasury')
    const form = await formOf('festival')
    expect(form.get('day')).toBe(day)
    expect([(await send(form)).status, (await send(form)).status]).toEqual([302, 302])
    expect(await galaxy.select().from(festivals)).toMatchObject([{ day, name: 'Founding day' }])
    expect(before - (await balanceOf(galaxy, 'treasury'))).toBe(10_000)
  }, 300_000)
})
