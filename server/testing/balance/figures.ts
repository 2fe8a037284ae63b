import {
  checkTransfer,
  isSink,
  isSource,
  type AccountKind,
  type Posting,
} from '#server/domain/economy/ledger.ts'
import { type Commodity, COMMODITIES } from '#server/domain/economy/commodities.ts'
import { tableOf } from '#server/domain/keys-of.ts'
import { type ShipClass } from '#server/domain/ships/hulls.ts'
import { TRADER_KINDS, type TraderKind } from './traders.ts'

/** What the traders of one kind did after the warm-up. */
export type KindFigures = { profit: number; turns: number; trades: number; traders: number }

/** What a simulation came to. Credits by account are sums of the product's own postings, from the first minute on. */
export type Figures = {
  days: number
  kinds: Record<TraderKind, KindFigures>
  /** Credits that each account got less what it gave. */
  accounts: Partial<Record<AccountKind, number>>
  /** Units that pilots sold, after the warm-up; `exported` those that they had bought in the first of two galaxies. */
  sold: Record<Commodity, number>
  exported: Record<Commodity, number>
  /** Hulls as they were bought, the days counted from the first one of the run. */
  hulls: { kind: TraderKind; hull: ShipClass; day: number }[]
}

export const emptyFigures = (days: number): Figures => ({
  days,
  kinds: tableOf(TRADER_KINDS, () => ({ profit: 0, turns: 0, trades: 0, traders: 0 })),
  accounts: {},
  sold: tableOf(COMMODITIES, () => 0),
  exported: tableOf(COMMODITIES, () => 0),
  hulls: [],
})

/** Adds a transfer, which has to obey the rules of double entry. */
export function addPostings({ accounts }: Figures, postings: readonly Posting[]): void {
  const checked = checkTransfer(postings)
  if (!checked.ok) throw new Error(checked.message)
  for (const { account, asset, amount } of postings)
    if (asset === 'credits') accounts[account] = (accounts[account] ?? 0) + Number(amount)
}

const sumOf = ({ accounts }: Figures, counts: (account: AccountKind) => boolean): number =>
  Object.entries(accounts).reduce(
    (sum, [account, amount]) => (counts(account as AccountKind) ? sum + amount : sum),
    0,
  )

export const madeBySources = (figures: Figures): number => -sumOf(figures, isSource)
export const takenBySinks = (figures: Figures): number => sumOf(figures, isSink)

/** Credits for 1,000 turns, the measure of all bounds. */
export const perThousandTurns = ({ profit, turns }: KindFigures): number =>
  turns === 0 ? 0 : Math.round((1_000 * profit) / turns)

export const allProfit = ({ kinds }: Figures): number =>
  TRADER_KINDS.reduce((sum, kind) => sum + kinds[kind].profit, 0)

export const allUnits = ({ sold }: Figures): number => COMMODITIES.reduce((sum, good) => sum + sold[good], 0)

/** The share of all new credits that sinks take, purchases from ports among them. */
export const sinkShare = (figures: Figures): number => takenBySinks(figures) / madeBySources(figures)

/** After how many days each trader had bought a hull, the first one first. */
export const daysTo = ({ hulls }: Figures, hull: ShipClass): number[] =>
  hulls.flatMap((one) => (one.hull === hull ? [one.day] : []))
