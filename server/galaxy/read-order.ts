import { and, eq, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { localSettings, pilots, ships } from '#db/schema/galaxy/presence.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { trades } from '#db/schema/galaxy/trade.ts'
import { sqlNow } from '#server/clock.ts'
import { type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { bookingOf } from './book-trade.ts'
import { type ContractRow } from './contracts/contract-rows.ts'
import { lockWanted } from './contracts/deliver-sale.ts'
import { economyDaysUntil } from './economy-days.ts'
import { type CallInput } from './galaxy-api.ts'
import { marketLaw, type MarketLaw } from './market-law.ts'
import { type MarketRow } from './orders.ts'
import { pilotAtPort } from './pilots.ts'
import { lawIn } from './require-local-law.ts'
import { aboardOf, SHIP_WITH_CARGO, type ShipAboard } from './ships.ts'

/** What an order is decided by beside the pilot. */
export type OrderState = {
  /** Of the same order, when it was filled before. */
  receipt: typeof trades.$inferSelect | null
  isPortHere: boolean
  /** Locked; null where nobody trades this, and when the pilot is elsewhere. */
  market: MarketRow | null
  /** Contracts and jobs that a sale may be delivered to, locked. */
  wanted: ContractRow[]
  aboard: ShipAboard
  purse: bigint
  /** @throws UNAVAILABLE before the galaxy has its law. */
  law(now: Date): MarketLaw
}

/**
 * Reads it, and locks the market after everything else is read; call it behind what locks the pilot's row, so that it stays. Null without a
 * ship.
 */
export async function readOrder(
  db: GalaxyDb,
  order: CallInput<'fillOrder'>,
  clockOffsetMs: number,
): Promise<OrderState | null> {
  const { userId, fencingVersion, portId, commodity, side, regionId } = order
  const booking = bookingOf(order)
  const goods = { userId, fencingVersion, portId, commodity }
  const [[row], [market], wanted] = await Promise.all([
    orderState(db).execute({ booking, userId, portId, regionId, clockOffsetMs }),
    lockMarket(db).execute(goods),
    side === 'sell' ? lockWanted(db).execute(goods) : [],
  ])
  if (!row) return null
  const { receipt, herePortId, balance, copy, days, ...ship } = row
  return {
    receipt,
    isPortHere: herePortId !== null,
    market: market ?? null,
    wanted,
    aboard: aboardOf(ship),
    purse: BigInt(balance ?? 0),
    law: (now) =>
      marketLaw(order, regionId === null ? null : lawIn([copy]), daysUntil(days, utcDay(now)), now),
  }
}

/** They may have been read after the midnight that ends this day. */
const daysUntil = (days: EconomyDay[], day: number): EconomyDay[] =>
  days.filter((one) => one.day <= isoDay(day))

/** Waits for it only where the pilot is, so that nobody can hold up a market from afar. */
const lockMarket = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select()
    .from(portMarkets)
    .where(
      and(
        eq(portMarkets.portId, sql.placeholder('portId')),
        eq(portMarkets.commodity, sql.placeholder('commodity')),
        pilotAtPort(galaxy),
      ),
    )
    .for('update')
    .prepare('lock_market'),
)

const orderState = prepared((galaxy: GalaxyDb) => {
  const value = (name: string) => sql.placeholder(name)
  return galaxy
    .select({
      ...SHIP_WITH_CARGO,
      receipt: trades,
      herePortId: ports.id,
      balance: ledgerAccounts.balance,
      copy: { version: localSettings.version, settings: localSettings.settings },
      days: economyDaysUntil(sql`(${sqlNow} at time zone 'UTC')::date`),
    })
    .from(ships)
    .innerJoin(pilots, eq(pilots.userId, ships.userId))
    .leftJoin(trades, eq(trades.id, value('booking')))
    .leftJoin(ports, and(eq(ports.id, value('portId')), eq(ports.sectorId, pilots.sectorId)))
    .leftJoin(ledgerAccounts, and(eq(ledgerAccounts.kind, 'purse'), eq(ledgerAccounts.ownerId, ships.userId)))
    .leftJoin(localSettings, eq(localSettings.regionId, value('regionId')))
    .where(eq(ships.userId, value('userId')))
    .prepare('order_state')
})
