import { allow, refuse, type Verdict } from '../refusal.ts'
import { COMMODITIES, type Commodity } from './commodities.ts'

/** What the ledger counts. */
export const ASSETS = ['credits', ...COMMODITIES] as const
export type Asset = 'credits' | Commodity

/** Accounts of credits with a balance of their own, which never falls below zero. */
export const BALANCE_ACCOUNTS = ['purse', 'treasury', 'escrow'] as const
export type BalanceAccount = (typeof BALANCE_ACCOUNTS)[number]

/** Accounts of goods. Amounts are stored in `ship_cargo` and `port_markets.stock`; the ledger records their changes. */
export const GOODS_ACCOUNTS = ['cargo', 'port'] as const

/** Goods and credits sent to or received from another galaxy. No balance, no bound. */
export const TRANSIT_ACCOUNTS = ['transit:out', 'transit:in'] as const

/** The only sources of credits. */
export const CREDIT_SOURCES = [
  'source:starting_credits',
  'source:port_liquidity',
  'source:contract_premium',
  'source:courier_pay',
  'source:charting',
  'source:restored_credits',
] as const

/** The only places where credits leave the game. */
export const CREDIT_SINKS = [
  'sink:port_liquidity',
  'sink:shipyard',
  'sink:berth',
  'sink:travel_fare',
  'sink:defense_upkeep',
  'sink:works',
  'sink:festival',
  'sink:restored_credits',
] as const

/** The only sources and sinks of goods. */
export const GOODS_SOURCES = ['source:production', 'source:restored_goods'] as const
export const GOODS_SINKS = ['sink:consumption', 'sink:lost_cargo', 'sink:restored_goods'] as const

export const ACCOUNT_KINDS = [
  ...BALANCE_ACCOUNTS,
  ...GOODS_ACCOUNTS,
  ...TRANSIT_ACCOUNTS,
  ...CREDIT_SOURCES,
  ...CREDIT_SINKS,
  ...GOODS_SOURCES,
  ...GOODS_SINKS,
] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

/** Accounts that hold only credits, and accounts that hold only goods. Transit holds both. */
export const CREDIT_ACCOUNTS: readonly AccountKind[] = [
  ...BALANCE_ACCOUNTS,
  ...CREDIT_SOURCES,
  ...CREDIT_SINKS,
]
export const GOODS_ONLY_ACCOUNTS: readonly AccountKind[] = [
  ...GOODS_ACCOUNTS,
  ...GOODS_SOURCES,
  ...GOODS_SINKS,
]

/**
 * Accounts with one per owner. The owner's id is a UUID (a pilot's purse, a job's escrow, a ship's cargo), or a
 * number for ports.
 */
export const UUID_OWNED_ACCOUNTS = ['purse', 'escrow', 'cargo'] as const
export const NUMBER_OWNED_ACCOUNTS = ['port'] as const

/** What a transfer is for. */
export const TRANSFER_REASONS = [
  'starting_credits',
  'treasury_gift',
  'defense_upkeep',
  'purchase',
  'sale',
  'charting',
  'shipyard',
  'fight',
  'contract_premium',
  'courier_deposit',
  'courier_pay',
  'courier_forfeit',
  'courier_returned',
  'job_posted',
  'job_premium',
  'job_returned',
  'works',
  'works_upkeep',
  'festival',
  'treasury_share',
  'departure',
  'arrival',
  'gate_toll',
  'restored',
] as const
export type TransferReason = (typeof TRANSFER_REASONS)[number]

/** Trade between pilots and ports: what the trade volume counts. */
export const TRADE_REASONS = ['purchase', 'sale'] as const satisfies readonly TransferReason[]

/**
 * What the treasury's book shows one by one: donations and what a government spends. Everything else comes from what pilots do all
 * day. The book adds it up by day and names nobody, for who sold what and when is the pilot's own.
 */
export const TREASURY_ENTRY_REASONS = [
  'starting_credits',
  'treasury_gift',
  'defense_upkeep',
  'job_posted',
  'job_returned',
  'works',
  'works_upkeep',
  'festival',
  'restored',
] as const satisfies readonly TransferReason[]

/** `amount` is positive for the receiver, negative for the giver. `ownerId` is null for accounts that exist once. */
export type Posting = { account: AccountKind; ownerId: string | null; asset: Asset; amount: bigint }

export type TransferRefusalReason =
  | 'too-few-postings'
  | 'empty-posting'
  | 'wrong-owner'
  | 'wrong-asset'
  | 'unbalanced'
  | 'source-received'
  | 'sink-paid'

/**
 * Rules of double entry: at least two postings, none of zero; the sum per asset is zero; sources only give, sinks
 * only take; credits and goods stay in their own accounts. The database refuses a balance below zero.
 */
export function checkTransfer(postings: readonly Posting[]): Verdict<undefined, TransferRefusalReason> {
  if (postings.length < 2) return refuse('too-few-postings', 'A transfer has at least two postings.')
  const sums = new Map<Asset, bigint>()
  for (const { account, ownerId, asset, amount } of postings) {
    if (amount === 0n) return refuse('empty-posting', `The posting to ${account} moves nothing.`)
    if (isOwned(account) !== (ownerId !== null))
      return refuse('wrong-owner', `${account} ${ownerId === null ? 'needs an owner' : 'has no owner'}.`)
    if (!canHold(account, asset)) return refuse('wrong-asset', `${account} does not hold ${asset}.`)
    if (isSource(account) && amount > 0n) return refuse('source-received', `${account} only gives.`)
    if (isSink(account) && amount < 0n) return refuse('sink-paid', `${account} only takes.`)
    sums.set(asset, (sums.get(asset) ?? 0n) + amount)
  }
  for (const [asset, sum] of sums)
    if (sum !== 0n) return refuse('unbalanced', `The postings of ${asset} sum to ${sum}, not to zero.`)
  return allow(undefined)
}

export const isSource = (account: AccountKind): boolean => account.startsWith('source:')
export const isSink = (account: AccountKind): boolean => account.startsWith('sink:')
export const isOwned = (account: AccountKind): boolean =>
  [...UUID_OWNED_ACCOUNTS, ...NUMBER_OWNED_ACCOUNTS].some((owned) => owned === account)

const canHold = (account: AccountKind, asset: Asset): boolean =>
  !(asset === 'credits' ? GOODS_ONLY_ACCOUNTS : CREDIT_ACCOUNTS).includes(account)
