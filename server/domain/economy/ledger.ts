import { allow, refuse, type Verdict } from '../refusal.ts'
import { type Commodity } from './commodities.ts'

/** What the ledger counts. */
export type Asset = 'credits' | Commodity

/** Accounts that hold something; their balance never falls below zero. */
export const HOLDING_ACCOUNTS = ['purse', 'cargo', 'treasury', 'port', 'custody'] as const

/** The only places where something comes into being. */
export const SOURCE_ACCOUNTS = [
  'source:starting_credits',
  'source:production',
  'source:port_liquidity',
  'source:planet_income',
] as const

/** The only places where something leaves the game. */
export const SINK_ACCOUNTS = [
  'sink:consumption',
  'sink:port_liquidity',
  'sink:defense_upkeep',
  'sink:travel_fare',
  'sink:gate_toll',
  'sink:lost_cargo',
] as const

export const ACCOUNT_KINDS = [...HOLDING_ACCOUNTS, ...SOURCE_ACCOUNTS, ...SINK_ACCOUNTS] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

/** `amount` is positive where something arrives, negative where it leaves. */
export type Posting = { account: AccountKind; ownerId: string | null; asset: Asset; amount: bigint }

export type TransferRefusalReason =
  'too-few-postings' | 'empty-posting' | 'unbalanced' | 'source-received' | 'sink-paid'

/**
 * The rules of double entry: at least two postings, none of nothing, per asset a sum of zero; sources only give and sinks only
 * take. Balances are the store's business, it refuses a holding account below zero.
 */
export function checkTransfer(postings: readonly Posting[]): Verdict<undefined, TransferRefusalReason> {
  if (postings.length < 2) return refuse('too-few-postings', 'A transfer has at least two postings.')
  const sums = new Map<Asset, bigint>()
  for (const { account, asset, amount } of postings) {
    if (amount === 0n) return refuse('empty-posting', `The posting to ${account} moves nothing.`)
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
