import { asc, eq, inArray } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { relievedRateBp } from '#server/domain/diplomacy/treaty-effects.ts'
import { ordinaryDay, type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { outputFactors } from '#server/domain/economy/output.ts'
import { boardLine } from '#server/domain/economy/price-board.ts'
import { type TradeRates } from '#server/domain/economy/quote.ts'
import { type LocalLaw } from '#server/domain/regions/local-law.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type SectorPort } from './galaxy-api.ts'

/** What prices depend on: the pilot’s rates, and the economy of the galaxy that day. */
export type MarketLaw = { rates: TradeRates; economy: EconomyDay }

/** Tax and output of markets for a pilot with this treaty relief. `law` is null in the Nexus. */
export function marketLaw(lawTaxBp: number, law: LocalLaw | null, taxReliefBp: number, now: Date): MarketLaw {
  const today = ordinaryDay(isoDay(utcDay(now)))
  return {
    rates: { taxRateBp: relievedRateBp(lawTaxBp, taxReliefBp), tariffBp: 0 },
    economy: law
      ? { ...today, outputFactors: outputFactors(law.tradeBonuses, law.economicSpecialization) }
      : today,
  }
}

/** The ports of a sector with their price boards. */
export async function listPorts(
  galaxy: GalaxyDb,
  sectorId: number,
  { rates, economy }: MarketLaw,
): Promise<SectorPort[]> {
  const found = await galaxy.select().from(ports).where(eq(ports.sectorId, sectorId)).orderBy(asc(ports.id))
  if (found.length === 0) return []
  const ids = found.map(({ id }) => id)
  const markets = await galaxy
    .select()
    .from(portMarkets)
    .where(inArray(portMarkets.portId, ids))
    .orderBy(asc(portMarkets.commodity))
  return found.map(({ id, name, portClass }) => {
    const board = markets
      .filter(({ portId }) => portId === id)
      .map((market) => boardLine(market, rates, economy))
    const goods = (role: 'sells' | 'buys') =>
      board.flatMap((line) => (line.role === role ? [line.commodity] : []))
    return { id, name, portClass, sells: goods('sells'), buys: goods('buys'), board }
  })
}
