import { sql, type SQL } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { ledgerAccounts, ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { pilotDays } from '#db/schema/galaxy/pilot-days.ts'
import { pilots, shipCargo } from '#db/schema/galaxy/presence.ts'
import { portMarkets } from '#db/schema/galaxy/space.ts'
import { dockingDays, marketDays, pilotTotals, trades } from '#db/schema/galaxy/trade.ts'
import { namedValues, writingPart } from './statement-parts.ts'

/** Everything that a filled order writes. Moments are ISO strings, days are dates, credits are whole. */
export type TradeValues = {
  id: string
  at: string
  day: string
  reason: 'purchase' | 'sale'
  /** Order and quote. */
  userId: string
  portId: number
  commodity: string
  side: 'buy' | 'sell'
  quantity: number
  price: number
  spread: number
  tariff: number
  tax: number
  net: number
  dutiable: number
  premium: number
  /** Market and hold afterwards. */
  stock: number
  stockRemainder: number
  stockAt: string
  midPrice: number
  shipId: string
  aboard: number
  /** The pilot afterwards. */
  salesNet: number
  purchasesNet: number
  contracts: number
  highestRenown: number
  milliturns: number
  turnsAt: string
  /** What the order adds to sums and days. */
  sold: number
  bought: number
  received: number
  paid: number
  dockings: number
  dockingTurns: number
  berthFee: number
  contractsFilled: number
  /** With jobs of the treasury, which are no part of the pilot's record. */
  allFilled: number
  /** Purse after the trade without premiums and with them, and by how much the trade changes it. */
  purseAfterTrade: number
  purse: number
  purseChange: number
  treasuryIncome: number
  /** Postings, one array a column. */
  accounts: string[]
  owners: (string | null)[]
  assets: string[]
  amounts: number[]
}
const { value, valuesOf } = namedValues<TradeValues>()

/**
 * Writes a filled order in one statement: market, cargo, pilot, figures, receipt and ledger. The treasury's row, which all trades of a
 * galaxy share, is written when everything else is. A purse below zero is refused by the database (`ledger_accounts_balance_range`).
 */
export const writeTrade = (db: GalaxyDb, values: TradeValues): Promise<unknown> =>
  statement(db).execute(values)

const statement = prepared((db: GalaxyDb) => {
  const part = (name: string, text: SQL) => writingPart(db, name, text)
  const parts = [
    part('goods', moveStock),
    part('hold', moveCargo),
    part('record', notePilot),
    part('totals', addToTotals),
    part('docking', addDocking),
    part('pilot_day', addToPilotDay),
    part('market_day', addToMarketDay),
    part('receipt', insertReceipt),
    part('transfer', insertTransfer),
    part('posted', insertPostings),
    part('purse', changePurse),
  ] as const
  const all = sql.join(
    parts.map((one) => sql`(select count(*) from ${one})`),
    sql` + `,
  )
  const treasury = part(
    'treasury',
    sql`${receiveInTreasury} where ${value('treasuryIncome')}::bigint > 0 and ${all} > 0
    on conflict (account_kind, owner_id) do update set balance = ${ledgerAccounts.balance} + excluded.balance`,
  )
  return db
    .with(...parts, treasury)
    .select({ done: treasury.done })
    .from(treasury)
    .prepare('write_trade')
})

const moveStock = sql`update ${portMarkets}
  set stock = ${value('stock')}, stock_remainder = ${value('stockRemainder')}, stock_at = ${value('stockAt')}
  where port_id = ${value('portId')} and commodity = ${value('commodity')}`

const moveCargo = sql`insert into ${shipCargo} (ship_id, commodity, quantity)
  values (${valuesOf('shipId', 'commodity', 'aboard')})
  on conflict (ship_id, commodity) do update set quantity = excluded.quantity`

/** The pilot is docked, and their record has grown. */
const notePilot = sql`update ${pilots}
  set docked = true, has_docked = true, sales_net = ${value('salesNet')}, purchases_net = ${value('purchasesNet')},
    contracts = ${value('contracts')}, highest_renown = ${value('highestRenown')}, milliturns = ${value('milliturns')},
    turns_at = ${value('turnsAt')}
  where user_id = ${value('userId')}`

/** What the pilot did in this galaxy. */
const addToTotals = sql`insert into ${pilotTotals} as known (user_id, changed_at, sales_net, purchases_net, tax, given, trades)
  values (${valuesOf('userId', 'at', 'received', 'paid', 'tax')}, 0, 1)
  on conflict (user_id) do update set changed_at = excluded.changed_at, sales_net = known.sales_net + excluded.sales_net,
    purchases_net = known.purchases_net + excluded.purchases_net, tax = known.tax + excluded.tax, trades = known.trades + 1`

/** For the tempo: the first business of a stay. */
const addDocking = sql`insert into ${dockingDays} as known (user_id, day, dockings)
  select ${value('userId')}::uuid, ${value('day')}::date, ${value('dockings')}::int where ${value('dockings')}::int > 0
  on conflict (day, user_id) do update set dockings = known.dockings + excluded.dockings`

const addToPilotDay = sql`insert into ${pilotDays} as known (user_id, day, changed_at, turns, trades, sales_net, purchases_net, berths,
    contracts, sectors_charted, highest_renown)
  values (${valuesOf('userId', 'day', 'at', 'dockingTurns')}, 1, ${valuesOf('received', 'paid', 'berthFee', 'contractsFilled')}, 0,
    ${value('highestRenown')})
  on conflict (day, user_id) do update set changed_at = excluded.changed_at, turns = known.turns + excluded.turns,
    trades = known.trades + 1, sales_net = known.sales_net + excluded.sales_net,
    purchases_net = known.purchases_net + excluded.purchases_net, berths = known.berths + excluded.berths,
    contracts = known.contracts + excluded.contracts, highest_renown = excluded.highest_renown`

/** For charts and statistics that must not read a log. */
const addToMarketDay = sql`insert into ${marketDays} as known (port_id, commodity, day, low, high, close, bought, sold, paid, received,
    tariff, tax, dutiable, filled, premiums)
  values (${valuesOf('portId', 'commodity', 'day', 'midPrice', 'midPrice', 'midPrice', 'bought', 'sold', 'paid', 'received')},
    ${valuesOf('tariff', 'tax', 'dutiable', 'allFilled', 'premium')})
  on conflict (port_id, commodity, day) do update set low = least(known.low, excluded.low), high = greatest(known.high, excluded.high),
    close = excluded.close, bought = known.bought + excluded.bought, sold = known.sold + excluded.sold,
    paid = known.paid + excluded.paid, received = known.received + excluded.received, tariff = known.tariff + excluded.tariff,
    tax = known.tax + excluded.tax, dutiable = known.dutiable + excluded.dutiable, filled = known.filled + excluded.filled, premiums = known.premiums + excluded.premiums`

const insertReceipt = sql`insert into ${trades} (id, at, user_id, port_id, commodity, side, quantity, price, spread, tariff, tax, net,
    berth_fee, docking_turns, premium, purse, stock)
  values (${valuesOf('id', 'at', 'userId', 'portId', 'commodity', 'side', 'quantity', 'price', 'spread', 'tariff', 'tax', 'net')},
    ${valuesOf('berthFee', 'dockingTurns', 'premium', 'purse', 'stock')})`

const insertTransfer = sql`insert into ${ledgerTransfers} (id, reason, at) values (${valuesOf('id', 'reason', 'at')})`

const insertPostings = sql`insert into ${ledgerPostings} (transfer_id, account_kind, owner_id, asset, amount, at)
  select ${value('id')}::uuid, p.account, p.owner, p.asset, p.amount, ${value('at')}::timestamptz
  from unnest(${value('accounts')}::text[], ${value('owners')}::text[], ${value('assets')}::text[], ${value('amounts')}::bigint[])
    as p (account, owner, asset, amount)`

/** A purse that is not there yet was empty. The row that is inserted then must not be below zero, so it is no difference. */
const changePurse = sql`insert into ${ledgerAccounts} as known (account_kind, owner_id, balance)
  values ('purse', ${valuesOf('userId', 'purseAfterTrade')})
  on conflict (account_kind, owner_id) do update set balance = known.balance + ${value('purseChange')}::bigint`

const receiveInTreasury = sql`insert into ${ledgerAccounts} (account_kind, owner_id, balance)
  select 'treasury', null::uuid, ${value('treasuryIncome')}::bigint`
