import { asc, eq, inArray } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { relievedTaxRateBp } from '#server/domain/diplomacy/treaty-effects.ts'
import { evenOutput, outputFactors } from '#server/domain/economy/output.ts'
import { boardLine, type MarketLaw } from '#server/domain/economy/price-board.ts'
import { type LocalLaw } from '#server/domain/regions/local-law.ts'
import { type PortHere } from './galaxy-api.ts'

/** What the law makes of the markets for somebody whose tax the treaties relieve by this. `law` is null in the Nexus. */
export const marketLaw = (lawTaxBp: number, law: LocalLaw | null, reliefBp: number): MarketLaw => ({
  taxRateBp: relievedTaxRateBp(lawTaxBp, reliefBp),
  outputBp: law ? outputFactors(law.tradeBonuses, law.economicSpecialization) : evenOutput(),
})

/** The ports of a sector with their price boards. */
export async function portsHere(galaxy: GalaxyDb, sectorId: number, law: MarketLaw): Promise<PortHere[]> {
  const found = await galaxy.select().from(ports).where(eq(ports.sectorId, sectorId)).orderBy(asc(ports.id))
  if (found.length === 0) return []
  const ids = found.map(({ id }) => id)
  const markets = await galaxy
    .select()
    .from(portMarkets)
    .where(inArray(portMarkets.portId, ids))
    .orderBy(asc(portMarkets.commodity))
  return found.map(({ id, name, portClass }) => {
    const board = markets.filter(({ portId }) => portId === id).map((market) => boardLine(market, law))
    const goods = (role: 'sells' | 'buys') =>
      board.flatMap((line) => (line.role === role ? [line.commodity] : []))
    return { id, name, portClass, sells: goods('sells'), buys: goods('buys'), board }
  })
}
