import { fromBasisPoints } from '#server/domain/rates.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { availableTurns } from '#server/domain/galaxy/turns.ts'
import { type ShipClass } from '#server/domain/ships/hulls.ts'
import { passageCost, type PassageCost, type PassageKind } from '#server/domain/travel/passage.ts'
import { tradeRatesFor } from '#server/domain/trade/trade-rates.ts'
import { type Ctx } from '../context.ts'
import { hasRoom } from '../custody/room.ts'
import { marketTerms } from './market-terms.ts'
import { exitsAt, passengerTerms, type Exit } from './passages.ts'
import { type Place } from './place.ts'

/** A passage as it is charged now, and why it cannot be taken. */
export type PassageView = {
  to: { ref: string; kind: 'region' | 'nexus'; displayName: string }
  kind: PassageKind
  turns: number
  minutes: number
  /** Credits. */
  fare: number
  toll: number
  total: number
  /** Null for Gateway Plaza. */
  arrivalSector: number | null
  /** What is charged on this player's trade there, as fractions: the law's tax, theirs after treaties, and the tariff. */
  customs: { lawTaxRate: number; taxRate: number; tariffRate: number }
  refusal: { reason: string; message: string } | null
}

type Traveller = {
  userId: string
  sectorId: number
  ship: { shipClass: ShipClass } | null
  purse: number
  turns: { milliturns: number; storedAt: string; asOf: string }
}

/** Where a pilot can travel to from their sector, with the price, turns and minutes of each passage. */
export async function passagesAt(ctx: Ctx, place: Place, traveller: Traveller): Promise<PassageView[]> {
  const { ship, userId } = traveller
  const exits = await exitsAt(ctx, place, traveller.sectorId)
  if (exits.length === 0 || !ship) return []
  const terms = { ...(await passengerTerms(ctx, userId)), hull: ship.shipClass }
  const views: PassageView[] = []
  for (const exit of exits) {
    const cost = passageCost(exit.kind, terms)
    views.push({
      to: {
        ref: exit.to.ref,
        kind: exit.to.region ? 'region' : 'nexus',
        displayName: exit.to.displayName,
      },
      kind: exit.kind,
      turns: cost.turns,
      minutes: cost.minutes,
      fare: Number(cost.fare),
      toll: Number(cost.toll),
      total: Number(cost.fare + cost.toll),
      arrivalSector: exit.arrivalSector,
      customs: await customsOf(ctx, exit.to, userId),
      refusal: refusalOf(exit, cost, traveller) ?? (await lacksRoom(ctx, exit, userId)),
    })
  }
  return views
}

async function customsOf(ctx: Ctx, to: Place, userId: string): Promise<PassageView['customs']> {
  const { terms } = await marketTerms(ctx, to, userId)
  const law = to.region ?? { taxRateBp: terms.nexusTaxBp ?? 0, tariffBp: 0 }
  const rates = tradeRatesFor(law, terms)
  return {
    lawTaxRate: fromBasisPoints(law.taxRateBp),
    taxRate: fromBasisPoints(rates.taxRateBp),
    tariffRate: fromBasisPoints(rates.tariffBp),
  }
}

async function lacksRoom(ctx: Ctx, { to }: Exit, userId: string): Promise<PassageView['refusal']> {
  const verdict = to.region ? await hasRoom(ctx, to.region, userId) : null
  return verdict === null || verdict.ok ? null : { reason: verdict.reason, message: verdict.message }
}

function refusalOf(
  { to }: Exit,
  { turns, fare, toll }: PassageCost,
  { purse, ...pilot }: Traveller,
): PassageView['refusal'] {
  if (to.region && !isOpenForBusiness(to.region.status))
    return { reason: 'region-not-open', message: closedMessage(to) }
  const due = Number(fare + toll)
  if (due > purse)
    return {
      reason: 'insufficient-balance',
      message: `Fare and toll are ${due} credits, and you have ${purse}.`,
    }
  const account = { milliturns: pilot.turns.milliturns, storedAt: new Date(pilot.turns.storedAt) }
  const have = availableTurns(account, new Date(pilot.turns.asOf))
  if (turns > have)
    return { reason: 'not-enough-turns', message: `This takes ${turns} turns and you have ${have}.` }
  return null
}

export const closedMessage = ({ displayName, region }: Place): string =>
  `${displayName} is ${region?.status ?? 'closed'} and takes no ships.`
