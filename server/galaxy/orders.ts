import { and, eq } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { type Quote } from '#server/domain/economy/quote.ts'
import { type Refusal } from '#server/domain/refusal.ts'
import { turnsReadyAt, type TurnAccount } from '#server/domain/galaxy/turns.ts'
import { dockingCharge, type DockingCharge, type Stay } from '#server/domain/ships/docking.ts'
import { type Ship } from '#server/domain/ships/ship.ts'
import { type Offer } from '#server/domain/trade/offer.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type CallInput } from './galaxy-api.ts'
import { type TradeQuote } from './api/trade-calls.ts'
import { type MarketLaw } from './market-law.ts'
import { type PilotRow } from './pilots.ts'
import { shipOf, type ShipAboard } from './ships.ts'

/** The market of an order at a port where the pilot is; null where the port has none for the good. @throws CONFLICT `not-here`. */
export const marketOf = (
  galaxy: GalaxyDb,
  { portId, commodity }: Pick<CallInput<'quoteTrade'>, 'portId' | 'commodity'>,
) =>
  galaxy
    .select()
    .from(portMarkets)
    .where(and(eq(portMarkets.portId, portId), eq(portMarkets.commodity, commodity)))

export type MarketRow = typeof portMarkets.$inferSelect

/** @throws CONFLICT `not-here` unless the port is in the pilot's sector. */
export async function requirePortHere(galaxy: GalaxyDb, portId: number, { sectorId }: PilotRow) {
  const [port] = await galaxy
    .select()
    .from(ports)
    .where(and(eq(ports.id, portId), eq(ports.sectorId, sectorId)))
  if (!port) throw notHere()
  return port
}

export const notHere = () =>
  new GameError('CONFLICT', 'This port is not in your sector. Fly there first.', { reason: 'not-here' })

/** @throws NOT_FOUND. */
export async function requireShip(galaxy: GalaxyDb, { userId }: PilotRow): Promise<ShipAboard> {
  const ship = await shipOf(galaxy, userId)
  if (!ship) throw notFound('Your ship')
  return ship
}

/** A refusal as an error; who is short of turns is told for how long. */
export function refusedOrder(
  { reason, message }: Refusal,
  who?: { ship: Ship; stay: Stay; turns: TurnAccount },
  now?: Date,
): GameError {
  if (reason !== 'not-enough-turns' || !who || !now) return new GameError('CONFLICT', message, { reason })
  const readyAt = turnsReadyAt(who.turns, dockingCharge(who.ship, who.stay).turns, now)
  const retryAfterSeconds = Math.ceil((readyAt.getTime() - now.getTime()) / 1000)
  return new GameError('CONFLICT', message, { reason, retryAfterSeconds })
}

/** An itemised quote in plain numbers. */
export const itemsOf = ({ side, quantity, price, spread, tariff, tax, net }: Quote) => ({
  side,
  quantity,
  price: Number(price),
  spread: Number(spread),
  tariff: Number(tariff),
  tax: Number(tax),
  net: Number(net),
})

export const dockingOf = ({ turns, berthFee }: DockingCharge) => ({ turns, berthFee: Number(berthFee) })

export const quoteView = (
  { quote, docking, market: { portId, commodity, stock, stockAt } }: Offer<MarketRow>,
  { law }: MarketLaw,
): TradeQuote => ({
  ...itemsOf(quote),
  portId,
  commodity,
  docking: dockingOf(docking),
  stamps: { law: law?.version ?? 0, stock, at: stockAt.toISOString() },
})
