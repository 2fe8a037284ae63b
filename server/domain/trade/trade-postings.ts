import { type Asset, type AccountKind, type Posting } from '../economy/ledger.ts'
import { type TradeReceipt } from './decide-trade.ts'

/** Whose accounts a trade moves. */
export type TradeParties = { userId: string; shipId: string }

/**
 * The postings of a filled order, credits and goods (ECONOMY.md §5): the trade, the levies, the berth, and what the
 * market made and used since it was last settled. Postings that would move nothing are left out.
 */
export function tradePostings(
  { quote, docking, market }: TradeReceipt,
  { userId, shipId }: TradeParties,
): Posting[] {
  const { side, quantity, price, spread, tariff, tax, net } = quote
  const bought = side === 'buy'
  const aboard = BigInt(bought ? quantity : -quantity)
  const [produced, consumed] = [BigInt(market.produced), BigInt(market.consumed)]
  const credits = (account: AccountKind, amount: bigint, ownerId: string | null = null) =>
    posting(account, 'credits', amount, ownerId)
  const goods = (account: AccountKind, amount: bigint, ownerId: string | null = null) =>
    posting(account, market.commodity, amount, ownerId)
  return [
    credits('purse', (bought ? -net : net) - docking.berthFee, userId),
    bought
      ? credits('sink:port_liquidity', price + spread)
      : credits('source:port_liquidity', spread - price),
    credits('sink:berth', docking.berthFee),
    credits('treasury', tariff + tax),
    goods('cargo', aboard, shipId),
    goods('port', produced - consumed - aboard, String(market.portId)),
    goods('source:production', -produced),
    goods('sink:consumption', consumed),
  ].filter(({ amount }) => amount !== 0n)
}

const posting = (account: AccountKind, asset: Asset, amount: bigint, ownerId: string | null): Posting => ({
  account,
  ownerId,
  asset,
  amount,
})
