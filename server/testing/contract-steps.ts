import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { type GalaxyPool } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { portMarkets } from '#db/schema/galaxy/space.ts'
import { openDays } from '../services/economy/open-days.ts'
import { type FoundMarket, type MadeTrader } from './make-trader.ts'
import { type TestPlatform } from './test-platform.ts'

const DAY_MS = 86_400_000

/** The galaxies' sweep, as the schedule runs it. */
export const openToday = (platform: TestPlatform) =>
  openDays(platform.ctx({ kind: 'system', job: 'open-days' }))

/** Goes to so many minutes after the next midnight UTC. */
export async function toNextDay(platform: TestPlatform, minutes: number): Promise<void> {
  const now = (await platform.clock.now(platform.db)).getTime()
  platform.clock.advance(DAY_MS - (now % DAY_MS) + minutes * 60_000)
}

/** An open shortage contract at a market. */
export async function makeShortage(
  platform: TestPlatform,
  galaxy: GalaxyPool,
  { portId, commodity }: FoundMarket,
  { units = 30, premium = 90, hours = 48 } = {},
): Promise<string> {
  const id = randomUUID()
  const postedAt = await platform.clock.now(galaxy)
  const dueAt = new Date(postedAt.getTime() + hours * 3_600_000)
  await galaxy
    .insert(contracts)
    .values({ id, kind: 'shortage', state: 'open', portId, commodity, units, premium, postedAt, dueAt })
  return id
}

export const contractOf = async (galaxy: GalaxyPool, id: string) => {
  const [row] = await galaxy.select().from(contracts).where(eq(contracts.id, id))
  if (!row) throw new Error('no such contract')
  return row
}

/** Goods in a pilot's hold, from nowhere. */
export async function putAboard(
  galaxy: GalaxyPool,
  { user }: MadeTrader,
  { commodity }: FoundMarket,
  quantity: number,
): Promise<void> {
  const [ship] = await galaxy.select().from(ships).where(eq(ships.userId, user.userId))
  await galaxy
    .insert(shipCargo)
    .values({ shipId: ship?.id ?? '', commodity, quantity })
    .onConflictDoUpdate({ target: [shipCargo.shipId, shipCargo.commodity], set: { quantity } })
}

/** A market's stock as the test wants it, as of now. */
export async function setStock(
  platform: TestPlatform,
  galaxy: GalaxyPool,
  { portId, commodity }: FoundMarket,
  stock: number,
): Promise<void> {
  await galaxy
    .update(portMarkets)
    .set({ stock, stockAt: await platform.clock.now(galaxy) })
    .where(and(eq(portMarkets.portId, portId), eq(portMarkets.commodity, commodity)))
}
