import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { makeRegion } from '../testing/make-region.ts'
import { makeTrader } from '../testing/make-trader.ts'
import { makeUser } from '../testing/make-user.ts'
import { restProgram } from '../testing/rest-program.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()

it('a program compares what a shipyard offers and orders it, each answer as the document says', async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const galaxy = await platform.galaxy(region.galaxyId ?? '')
  const user = await makeUser(platform)
  const send = await restProgram(platform, user)
  const { putAt } = await makeTrader(platform, region, user)
  const [port] = await galaxy.select().from(ports).limit(1)
  if (!port) throw new Error('a region has ports')
  await galaxy.update(ports).set({ portClass: 'trade_hub' }).where(eq(ports.id, port.id))
  await putAt(port)
  await galaxy.update(ledgerAccounts).set({ balance: 40_000 }).where(eq(ledgerAccounts.ownerId, user.userId))

  expect(await send('GET', '/play/ship')).toMatchObject({
    status: 200,
    body: { purse: 40_000, ship: { shipClass: 'pathfinder' }, yards: [{ portId: port.id }] },
  })
  const order = { orderId: randomUUID(), portId: port.id, kind: 'hull', hull: 'hauler', highestCost: 24_999 }
  expect(await send('POST', '/play/ship', order)).toMatchObject({
    status: 409,
    body: { reason: 'price-moved' },
  })
  expect(await send('POST', '/play/ship', { ...order, highestCost: 25_000 })).toMatchObject({
    status: 200,
    body: { id: order.orderId, work: { kind: 'hull', hull: 'hauler' }, cost: 25_000, purse: 15_000 },
  })
  expect((await send('POST', '/play/ship', { ...order, hull: undefined })).status).toBe(400)
})
