import { and, eq, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { localSettings, ships } from '#db/schema/galaxy/presence.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { trades } from '#db/schema/galaxy/trade.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { notFound } from '#server/errors.ts'
import { bookingOf } from './book-trade.ts'
import { economyDaysUntil } from './economy-days.ts'
import { type CallInput } from './galaxy-api.ts'
import { type GalaxyTx } from './galaxy-context.ts'
import { marketLaw, type MarketLaw } from './market-law.ts'
import { type PilotRow } from './pilots.ts'
import { lawIn } from './require-local-law.ts'
import { aboardOf, SHIP_WITH_CARGO, type ShipAboard } from './ships.ts'

/** What an order is decided by, except its market, which is locked last. */
export type OrderState = {
  /** Of the same order, when it was filled before. */
  receipt: typeof trades.$inferSelect | null
  isPortHere: boolean
  aboard: ShipAboard
  purse: bigint
  /** @throws UNAVAILABLE before the galaxy has its law. */
  law(): MarketLaw
}

/** Reads it in one statement; call it with the pilot's row locked, so that it stays. @throws NOT_FOUND without a ship. */
export async function readOrder(
  { db, now }: GalaxyTx,
  order: CallInput<'fillOrder'>,
  { userId, sectorId }: PilotRow,
): Promise<OrderState> {
  const { portId, regionId } = order
  const booking = bookingOf(order)
  const [row] = await orderState(db).execute({
    ...{ booking, userId, sectorId, portId, regionId },
    day: isoDay(utcDay(now)),
  })
  if (!row) throw notFound('Your ship')
  const { receipt, herePortId, balance, copy, days, ...ship } = row
  return {
    receipt,
    isPortHere: herePortId !== null,
    aboard: aboardOf(ship),
    purse: BigInt(balance ?? 0),
    law: () => marketLaw(order, regionId === null ? null : lawIn([copy]), days, now),
  }
}

const orderState = prepared((galaxy: GalaxyDb) => {
  const value = (name: string) => sql.placeholder(name)
  return galaxy
    .select({
      ...SHIP_WITH_CARGO,
      receipt: trades,
      herePortId: ports.id,
      balance: ledgerAccounts.balance,
      copy: { version: localSettings.version, settings: localSettings.settings },
      days: economyDaysUntil(),
    })
    .from(ships)
    .leftJoin(trades, eq(trades.id, value('booking')))
    .leftJoin(ports, and(eq(ports.id, value('portId')), eq(ports.sectorId, value('sectorId'))))
    .leftJoin(ledgerAccounts, and(eq(ledgerAccounts.kind, 'purse'), eq(ledgerAccounts.ownerId, ships.userId)))
    .leftJoin(localSettings, eq(localSettings.regionId, value('regionId')))
    .where(eq(ships.userId, value('userId')))
    .prepare('order_state')
})
