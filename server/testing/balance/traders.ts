import { type TurnAccount } from '#server/domain/galaxy/turns.ts'
import { type Random } from '#server/domain/random.ts'
import { type Cargo } from '#server/domain/ships/cargo.ts'
import { type Ship } from '#server/domain/ships/ship.ts'

/**
 * Who trades (ECONOMY.md §11):
 * - a newcomer plays ten minutes a day and knows what is in sight;
 * - a casual plays one evening a day, remembers prices, and takes one of the three best cargoes that come to mind nearby;
 * - a greedy trader plays three times a day and takes what earns most a turn of all that they ever saw;
 * - a bot uses every turn and knows every price in the galaxy as it is.
 */
export const TRADER_KINDS = ['newcomer', 'casual', 'greedy', 'bot'] as const
export type TraderKind = (typeof TRADER_KINDS)[number]

export type Habits = {
  sessions: number
  /** In one session, as far as they have accrued. */
  turns: number
  knows: 'sight' | 'seen' | 'all'
  /** Turns of way to a maker, and from there to a user. */
  reach: number
  /** One of so many best cargoes is taken. */
  choices: number
}

export const HABITS: Readonly<Record<TraderKind, Habits>> = {
  newcomer: { sessions: 1, turns: 200, knows: 'sight', reach: 6, choices: 1 },
  casual: { sessions: 1, turns: 320, knows: 'seen', reach: 8, choices: 3 },
  greedy: { sessions: 3, turns: 1_000, knows: 'seen', reach: 24, choices: 1 },
  bot: { sessions: 8, turns: 1_000, knows: 'all', reach: 24, choices: 1 },
}

/** A cargo from one market to another. Turns include docking. */
export type Route = { maker: number; user: number; quantity: number; turns: number; profit: number }

export type Trader = {
  kind: TraderKind
  random: Random
  ship: Ship
  purse: bigint
  cargo: Cargo
  /** The galaxy in which the cargo was bought. */
  boughtIn: number
  turns: TurnAccount
  port: number
  docked: boolean
  hasDocked: boolean
  /** Stock of each market when it was last seen; −1 for never. */
  memory: Int32Array
  /** Turns left of this session. */
  session: number
  /** Under way: a session that would begin meanwhile only adds its turns. */
  busy: boolean
  dockingsOfDays: Map<number, number>
  salesNet: bigint
  purchasesNet: bigint
  highestRenown: number
}
