import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { rollUpLogs } from '#server/galaxy/roll-up-logs.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const { makeNexus } = useGalaxies(platform)
const DAY_MS = 86_400_000
let nexusId: string
let galaxy: GalaxyPool

beforeAll(async () => {
  nexusId = await makeNexus()
  galaxy = await platform.galaxy(nexusId)
}, 120_000)

const receiveToll = (toll: number) =>
  platform
    .ctx()
    .galaxies.apiFor(nexusId, { clock: platform.clock })
    .receiveToll({ crossingId: randomUUID(), toll })
const flow = async (range: '24h' | '7d' | 'all') => {
  const found = await platform.api().council.treasury({ range })
  if (!found) throw new Error('the Nexus is there')
  return found
}

it('the Council’s treasury shows tolls and taxes by day and reason, and they add up to its balance', async () => {
  await receiveToll(25)
  platform.clock.advance(2 * DAY_MS)
  for (const toll of [50, 75]) await receiveToll(toll)
  const { region } = await makeRegion(platform)
  const trader = await makeTrader(platform, { ...region, name: 'nexus', galaxyId: nexusId })
  const { maker, user } = await findTrade(galaxy)
  await trader.putAt(maker)
  await trader.buy(maker, 20)
  await trader.putAt(user)
  const sold = await trader.sell(user, 20)
  const tax = sold.outcome === 'filled' ? sold.receipt.tax : 0
  expect(tax).toBeGreaterThan(0)

  const { days, flow: byDay, reasons } = await flow('all')
  expect(days).toHaveLength(3)
  const of = (day: string | undefined, reason: string) =>
    byDay.filter((row) => row.day === day && row.reason === reason)
  expect(of(days[0], 'gate_toll')).toMatchObject([{ received: 25, paid: 0 }])
  expect(of(days[2], 'gate_toll')).toMatchObject([{ received: 125, paid: 0 }])
  expect(of(days[2], 'sale')).toMatchObject([{ received: tax, paid: 0 }])
  expect(reasons.find(({ reason }) => reason === 'gate_toll')).toMatchObject({ received: 150, paid: 0 })
  const total = reasons.reduce((sum, { received, paid }) => sum + received - paid, 0)
  expect(total).toBe(await balanceOf(galaxy, 'treasury'))
})

it('it shows the same once days are rolled up', async () => {
  const before = await flow('all')
  await rollUpLogs(galaxy, await platform.clock.now(platform.db))
  expect(await flow('all')).toEqual(before)
})

it('a range leaves out what is older', async () => {
  const { reasons, days } = await flow('24h')
  expect(reasons.find(({ reason }) => reason === 'gate_toll')).toMatchObject({ received: 125 })
  expect((await flow('7d')).reasons.find(({ reason }) => reason === 'gate_toll')).toMatchObject({
    received: 150,
  })
  expect(days.length).toBeLessThan(3)
})
