import { eq } from 'drizzle-orm'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { pilots, shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { type Commodity } from '../domain/economy/commodities.ts'
import { type Ship } from '../domain/ships/ship.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { type UserActor } from '../services/require-actor.ts'
import { makeTrader } from './make-trader.ts'
import { type TestPlatform } from './test-platform.ts'

const MONTH_MS = 30 * 86_400_000

export type FighterOptions = Partial<Pick<Ship, 'hull' | 'modules'>> & {
  purse?: number
  cargo?: Partial<Record<Commodity, number>>
  user?: UserActor
}

/** A pilot of long ago with a ship of their own, who can fight and be fought. */
export async function makeFighter(platform: TestPlatform, region: RegionRow, options: FighterOptions = {}) {
  const { hull = 'hauler', modules = [], purse = 100_000, cargo = {} } = options
  const trader = await makeTrader(platform, region, options.user)
  const { userId } = trader.user
  const galaxy = await platform.galaxy(region.galaxyId ?? '')
  const beganAt = new Date((await platform.clock.now(galaxy)).getTime() - MONTH_MS)
  await galaxy.update(pilots).set({ beganAt, hasDocked: true }).where(eq(pilots.userId, userId))
  await galaxy.update(ledgerAccounts).set({ balance: purse }).where(eq(ledgerAccounts.ownerId, userId))
  const [ship] = await galaxy
    .update(ships)
    .set({ shipClass: hull, modules: [...modules] })
    .where(eq(ships.userId, userId))
    .returning({ id: ships.id })
  for (const [commodity, quantity] of Object.entries(cargo) as [Commodity, number][])
    await galaxy.insert(shipCargo).values({ shipId: ship?.id ?? '', commodity, quantity })
  return { ...trader, shipId: ship?.id ?? '' }
}
export type MadeFighter = Awaited<ReturnType<typeof makeFighter>>
