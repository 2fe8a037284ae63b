import { type MarketRole } from '../economy/market-roles.ts'
import { DRAWN_REST_BP, restStock } from '../economy/rest.ts'
import { keysOf } from '../keys-of.ts'
import { type Random } from '../random.ts'
import {
  type GalaxyPlan,
  type PlanetPlan,
  type PortMarketPlan,
  type PortPlan,
  type SectorPlan,
} from './galaxy-plan.ts'
import { pickWeighted, type Weighted } from './pick-weighted.ts'
import { PLANET_CLASS_SPECS, type PlanetClass } from './planet-classes.ts'
import {
  COMMODITY_MARKETS,
  marketCapacity,
  type MarketSizes,
  PORT_CLASS_SPECS,
  type PortClass,
} from './port-classes.ts'
import { type Namer } from './sector-names.ts'

/** How an area is settled: the share of sectors with ports and planets, and their classes. */
export type SettlementStyle = {
  portShare: number
  portClasses: Weighted<PortClass>
  /** Classes that occur at least once; weights decide the rest. */
  guaranteedClasses: readonly PortClass[]
  planetShare: number
  planetClasses: Weighted<PlanetClass>
  /** Scales the population: 1 is a fully settled world of its class. */
  populationFactor: number
}

export type Settlement = Pick<GalaxyPlan, 'ports' | 'portMarkets' | 'planets'>

/**
 * Ids are `sectorId × 10 + slot`: room for ten ports and ten planets per sector. The generator uses the first slots.
 */
export const SITES_PER_SECTOR = 10

const STATION_NOUNS: Readonly<Record<PortClass, readonly string[]>> = {
  trade_hub: ['Mercantile', 'Trade Hall', 'Exchange', 'Brokerage', 'Emporium'],
  mining_station: ['Diggings', 'Pithead', 'Orehouse', 'Extraction', 'Deep Mine'],
  agri_dome: ['Gardens', 'Granary', 'Agridome', 'Hydroponics', 'Orchards'],
  refinery: ['Refinery', 'Cracking Works', 'Fuel Depot', 'Distillery', 'Tank Farm'],
  foundry: ['Foundry', 'Fabrication', 'Forgeworks', 'Assembly', 'Toolworks'],
  technopolis: ['Laboratories', 'Institute', 'Cybernetics', 'Technopole', 'Instruments'],
  resort: ['Pleasure Gardens', 'Resort', 'Grand Hotel', 'Atelier', 'Lounge'],
  power_array: ['Power Array', 'Reactor', 'Collector', 'Dynamo', 'Solar Works'],
  free_port: ['Free Port', 'Night Market', 'Backdock', 'Bazaar', 'Haven'],
}

const BASE_PRICE_SPREAD = 0.05
/** Share of its capacity by which a market's stock moves in a day (ECONOMY.md §1.4). */
const DAILY_TURNOVER = 0.6
const DAILY_TURNOVER_SPREAD = 0.03
const SECOND_PLANET_CHANCE = 0.22

/**
 * Creates ports and planets for sectors. `anchorSectorId` gets the first guaranteed class. At most one port per
 * sector; more developed sectors have larger stocks.
 */
export function settleSectors(
  sectors: readonly SectorPlan[],
  style: SettlementStyle,
  random: Random,
  namer: Namer,
  anchorSectorId?: number,
): Settlement {
  const settlement: Settlement = { ports: [], portMarkets: [], planets: [] }
  portSites(sectors, style, random, anchorSectorId).forEach((sector, index) => {
    const portClass = style.guaranteedClasses[index] ?? pickWeighted(random, style.portClasses)
    const port = createPort(sector, portClass, namer)
    settlement.ports.push(port)
    settlement.portMarkets.push(...openMarkets(port, sector.development, random))
  })
  const systems = random.shuffle(sectors).slice(0, Math.round(sectors.length * style.planetShare))
  for (const sector of systems) {
    settlement.planets.push(createPlanet(sector, 0, style, random, namer))
    if (random.next() < SECOND_PLANET_CHANCE)
      settlement.planets.push(createPlanet(sector, 1, style, random, namer))
  }
  settlement.ports.sort((a, b) => a.id - b.id)
  settlement.portMarkets.sort((a, b) => a.portId - b.portId)
  settlement.planets.sort((a, b) => a.id - b.id)
  return settlement
}

function portSites(
  sectors: readonly SectorPlan[],
  style: SettlementStyle,
  random: Random,
  anchorSectorId: number | undefined,
): SectorPlan[] {
  const count = Math.max(style.guaranteedClasses.length, Math.round(sectors.length * style.portShare))
  const sites = random.shuffle(sectors)
  // A stable sort: only the anchor moves to the front.
  sites.sort((a, b) => Number(b.id === anchorSectorId) - Number(a.id === anchorSectorId))
  return sites.slice(0, count)
}

const createPort = (sector: SectorPlan, portClass: PortClass, namer: Namer): PortPlan => ({
  id: sector.id * SITES_PER_SECTOR,
  sectorId: sector.id,
  name: namer.station(STATION_NOUNS[portClass]),
  portClass,
})

function openMarkets(port: PortPlan, development: number, random: Random): PortMarketPlan[] {
  const { sells, buys } = PORT_CLASS_SPECS[port.portClass]
  const open = (role: MarketRole, sizes: MarketSizes) =>
    keysOf(sizes).map((commodity) => {
      const capacity = marketCapacity(commodity, sizes[commodity] ?? 0, development)
      return openMarket({ portId: port.id, commodity, role, capacity }, random)
    })
  return [...open('sells', sells), ...open('buys', buys)]
}

function openMarket(
  market: Pick<PortMarketPlan, 'portId' | 'commodity' | 'role' | 'capacity'>,
  random: Random,
): PortMarketPlan {
  const turnover = Math.round(market.capacity * around(random, DAILY_TURNOVER, DAILY_TURNOVER_SPREAD))
  const usualPrice = COMMODITY_MARKETS[market.commodity].basePrice
  const basePrice = Math.round(usualPrice * around(random, 1, BASE_PRICE_SPREAD))
  const { min, max } = DRAWN_REST_BP[market.role]
  const restBp = random.int(min, max)
  return {
    ...market,
    basePrice,
    // A new market is at rest: makers are full and users short, so the first trader finds a profitable route.
    stock: restStock(market.capacity, restBp),
    productionPerDay: market.role === 'sells' ? turnover : -turnover,
    restBp,
  }
}

const around = (random: Random, centre: number, spread: number) => centre + spread * (2 * random.next() - 1)

function createPlanet(
  sector: SectorPlan,
  slot: number,
  style: SettlementStyle,
  random: Random,
  namer: Namer,
): PlanetPlan {
  const planetClass = pickWeighted(random, style.planetClasses)
  const spec = PLANET_CLASS_SPECS[planetClass]
  const habitability = random.int(...spec.habitability)
  const share = style.populationFactor * (sector.development / 10) * (0.3 + 0.7 * random.next())
  return {
    id: sector.id * SITES_PER_SECTOR + slot,
    sectorId: sector.id,
    name: namer.world(),
    planetClass,
    population: Math.round((spec.maxPopulation * habitability * share) / 100),
    habitability,
  }
}
