import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { ports } from '#db/schema/galaxy/space.ts'
import { makeShortage, putAboard } from '../testing/contract-steps.ts'
import { makeRegion } from '../testing/make-region.ts'
import { findMarkets, makeTrader } from '../testing/make-trader.ts'
import { restProgram } from '../testing/rest-program.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()

it('a program lists contracts, takes, fills and gives them up, and carries sealed goods', async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const galaxy = await platform.galaxy(region.galaxyId ?? '')
  const pilot = await makeTrader(platform, region)
  const send = await restProgram(platform, pilot.user)
  const good = async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
    const answer = await send(method, path, body)
    expect([path, answer.status, answer.status === 200 ? null : answer.body]).toEqual([path, 200, null])
    return answer.body as Body
  }
  const [first, second] = await findMarkets(galaxy, { role: 'buys' })
  if (!first || !second) throw new Error('a region has user markets')
  const ids = [await makeShortage(platform, galaxy, first), await makeShortage(platform, galaxy, second)]
  const list = await good<{ open: { total: number } }>('GET', '/play/contracts?pageSize=1')
  expect(list.open.total).toBe(2)
  for (const id of ids) expect(await good('POST', `/play/contracts/${id}/take`)).toEqual({ contractId: id })
  await good('POST', `/play/contracts/${ids[1] ?? ''}/give-up`)
  await putAboard(galaxy, pilot, first, 30)
  await pilot.putAt(first)
  const { portId, commodity } = first
  const order = { orderId: randomUUID(), portId, commodity, side: 'sell', quantity: 30, worstNet: 0 }
  expect(await good('POST', '/play/orders', order)).toMatchObject({ receipt: { premium: 90 } })

  const [hub] = await galaxy.select().from(ports).where(eq(ports.portClass, 'trade_hub'))
  await pilot.putAt(hub ?? { sectorId: 1 })
  type Board = { couriers: { hub: { id: number }; to: { id: number; sectorId: number }; pay: number }[] }
  const [offer] = (await good<Board>('GET', '/play/contracts')).couriers
  const wish = { courierId: randomUUID(), portId: offer?.hub.id, toPortId: offer?.to.id }
  const { contractId } = await good<{ contractId: string }>('POST', '/play/couriers', wish)
  await pilot.putAt(offer?.to ?? { sectorId: 1 })
  expect(await good('POST', `/play/contracts/${contractId}/deliver`)).toEqual({
    contractId,
    paid: offer?.pay,
  })
  expect(await send('POST', `/play/contracts/${randomUUID()}/take`)).toMatchObject({ status: 404 })
})
