import { planJourneys, type JourneyPart, type WayTurns } from '#server/domain/travel/journey.ts'
import {
  gatePlaces,
  passagesFor,
  type Passage,
  type SectorRef,
} from '#server/domain/travel/travel-network.ts'
import {
  findTradesAcross as bestTrades,
  type Crossing,
  type Side,
} from '#server/domain/travel/find-trades-across.ts'
import { type TradeRates } from '#server/domain/economy/quote.ts'
import { endView, seenMarkets, type SeenMarket } from '#server/domain/trade/seen-markets.ts'
import { type AcrossInput } from '#server/domain/travel/inputs.ts'
import { GameError } from '#server/errors.ts'
import { type SurveyedPort } from '#server/galaxy/api/price-calls.ts'
import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { marketTerms } from '../space/market-terms.ts'
import { sectorsIn } from '../space/measure-galaxies.ts'
import { passengerTerms } from '../space/passages.ts'
import { nexusPlace, requireOpenPlace, requirePlace, type Place } from '../space/place.ts'
import { usefulGates } from '../space/useful-gates.ts'
import { type TradesAcross } from './trades-across-wire.ts'
import { requireTradingPlace, type TradingPlace } from './trading-place.ts'

const MOST = 25

/**
 * The trades which bring most net profit per turn when what is bought here is sold in another galaxy, by what the player knows of both.
 * Each galaxy is asked once. The estimate is what is paid and received if the stocks are then as assumed.
 * @throws UNAUTHORIZED, NOT_FOUND for no such place, CONFLICT `not-present`, `region-not-open`, `same-place`, UNAVAILABLE.
 */
export async function findTradesAcross(
  ctx: Ctx,
  { to, commodity, ...filter }: AcrossInput,
): Promise<TradesAcross> {
  const here = await requireTradingPlace(ctx)
  const there = await requireDestination(ctx, here, to)
  const nexus = await nexusPlace(ctx)
  const gates = (await usefulGates(ctx, here.place, there)).map(({ gate }) => gate)
  const spots = gatePlaces(gates, nexus?.galaxyId ?? null)
  const near = await galaxyClient(ctx, here.place.galaxyId).surveyOffers({
    ...{ ...here.asked, version: here.place.version, filter },
    gates: sectorsIn(here.place.galaxyId, spots),
  })
  const passenger = await passengerTerms(ctx, here.asked.userId)
  const passages = passagesFor(gates, nexus?.galaxyId ?? null, { ...passenger, hull: near.seeker.ship.hull })
  const { terms } = await marketTerms(ctx, there, here.asked.userId)
  const [far, betweenTurns] = await Promise.all([
    galaxyClient(ctx, there.galaxyId).surveyDemand({
      ...{ userId: here.asked.userId, ...terms, version: there.version, filter },
      gates: sectorsIn(there.galaxyId, spots),
    }),
    waysBetween(ctx, nexus, { here: here.place, there, spots, filter }),
  ])
  const trades = bestTrades(
    { ...near.seeker, purse: BigInt(near.seeker.purse) },
    nearSide(near, sectorsIn(here.place.galaxyId, spots), commodity),
    sideOf(far.markets, far.rates, sectorsIn(there.galaxyId, spots), commodity),
    crossingsBetween(here.place, there, { spots, passages, betweenTurns }),
    MOST,
  )
  return {
    asOf: near.asOf,
    ...{ here: namesOf(here.place), there: namesOf(there), sectorId: near.seeker.sectorId },
    stamps: {
      here: { map: here.place.version, law: near.lawVersion },
      there: { map: there.version, law: far.lawVersion },
    },
    ...{ knownPorts: near.knownPorts, knownPortsThere: far.knownPorts },
    ...{ freeHolds: near.seeker.freeHolds, purse: near.seeker.purse },
    trades: trades.map(({ from, to: sale, crossing, ...trade }) => ({
      commodity: from.commodity,
      from: endView(from),
      to: endView(sale),
      quantity: trade.quantity,
      cost: Number(trade.cost),
      proceeds: Number(trade.proceeds),
      berthFees: Number(trade.berthFees),
      passages: Number(crossing.credits),
      profit: Number(trade.profit),
      turns: trade.turns,
      minutes: crossing.minutes,
      gate: crossing.from,
    })),
  }
}

async function requireDestination(ctx: Ctx, { place }: TradingPlace, to: string): Promise<Place> {
  const there = await requirePlace(ctx, to)
  if (there.galaxyId === place.galaxyId)
    throw new GameError('CONFLICT', `You are in ${place.displayName}: look for trades inside it.`, {
      reason: 'same-place',
    })
  requireOpenPlace(there)
  return there
}

type Network = { spots: readonly SectorRef[]; passages: readonly Passage[]; betweenTurns: WayTurns }
type Way = Crossing & { parts: JourneyPart[] }

/** All crossings from a gate here to a gate there that no other between the two beats. */
const crossingsBetween = (here: Place, there: Place, { spots, passages, betweenTurns }: Network): Way[] =>
  sectorsIn(here.galaxyId, spots).flatMap((from) =>
    sectorsIn(there.galaxyId, spots).flatMap((to) =>
      planJourneys(
        { galaxyId: here.galaxyId, sectorId: from },
        { galaxyId: there.galaxyId, sectorId: to },
        passages,
        betweenTurns,
      ).map((journey) => ({ ...journey, from, to })),
    ),
  )

type Between = Pick<Parameters<typeof crossingsBetween>[2], 'spots'> & {
  here: Place
  there: Place
  filter: { avoidsFights: boolean; lowestSecurity: number }
}

/** Ways inside the galaxies between the two: only the Nexus has more than one gate. In the two themselves nobody flies from gate to gate. */
async function waysBetween(
  ctx: Ctx,
  nexus: Place | null,
  { here, there, spots, filter }: Between,
): Promise<WayTurns> {
  const gates = nexus && here.region && there.region ? sectorsIn(nexus.galaxyId, spots) : []
  const answer =
    nexus && gates.length > 0
      ? await galaxyClient(ctx, nexus.galaxyId).measureWays({
          ...{ version: nexus.version, regionId: null, from: gates, to: gates, filter },
          pilot: null,
        })
      : null
  return (galaxyId, from, to) => {
    if (from === to) return 0
    if (galaxyId !== nexus?.galaxyId) return null
    return answer?.turns[gates.indexOf(from)]?.[gates.indexOf(to)] ?? null
  }
}

function nearSide(
  { markets, rates }: CallOutput<'surveyOffers'>,
  gates: readonly number[],
  commodity: AcrossInput['commodity'],
) {
  const turnsTo = new Map(markets.map(({ sectorId, turnsFromShip }) => [sectorId, turnsFromShip]))
  return {
    ...sideOf(markets, rates, gates, commodity),
    turnsTo: (sectorId: number) => turnsTo.get(sectorId) ?? null,
  }
}

function sideOf(
  ports: readonly SurveyedPort[],
  rates: TradeRates,
  gates: readonly number[],
  commodity: AcrossInput['commodity'],
): Side<SeenMarket<SurveyedPort>> {
  const gateTurns = new Map(ports.map((seen) => [seen.sectorId, seen.gateTurns]))
  return {
    markets: seenMarkets(ports, rates).filter(
      (market) => commodity === undefined || market.commodity === commodity,
    ),
    turnsAtGate: (gate, sectorId) => gateTurns.get(sectorId)?.[gates.indexOf(gate)] ?? null,
  }
}

const namesOf = ({ ref, displayName }: Place) => ({ ref, displayName })
