import { z } from 'zod'
import { HULLS } from './hulls.ts'
import { type Rank } from './ranks.ts'

/** The leaderboard counts the last seven UTC days, today included, of pilots who spent at least so many turns in them. */
export const LEADERBOARD_DAYS = 7
export const LEAST_TURNS = 200
export const LEADERBOARD_LENGTH = 50

export const LEADERBOARD_ORDERS = ['profit', 'contracts'] as const
export type LeaderboardOrder = (typeof LEADERBOARD_ORDERS)[number]

export const leaderboardInput = z.object({ by: z.enum(LEADERBOARD_ORDERS).default('profit') })

/** Long enough for any callsign; whatever else is asked for is not found. */
export const profileInput = z.object({ callsign: z.string().min(1).max(64) })

/** Credits of profit for 1,000 turns, so that few turns well used rank before many. `turns` from 1. */
export const profitPerThousand = (profit: number, turns: number): number =>
  Math.round((1_000 * profit) / turns)

/** What a pilot did in all galaxies since the beginning. */
export type PilotRecord = {
  turns: number
  trades: number
  /** Credits: sales less purchases and berths. */
  profit: number
  contracts: number
  sectorsCharted: number
}

export type Honour = { title: string; reason: string }

const HONOURS: readonly (Honour & { isDue: (record: PilotRecord) => boolean })[] = [
  {
    title: 'First profit',
    reason: 'Earned more by trade than it cost.',
    isDue: ({ profit }) => profit > 0,
  },
  {
    title: 'Earned a Hauler',
    reason: `${HULLS.hauler.price.toLocaleString('en')} credits of profit from trade.`,
    isDue: ({ profit }) => profit >= Number(HULLS.hauler.price),
  },
  {
    title: 'Made a million',
    reason: '1,000,000 credits of profit from trade.',
    isDue: ({ profit }) => profit >= 1_000_000,
  },
  {
    title: 'Reliable',
    reason: '25 contracts filled.',
    isDue: ({ contracts }) => contracts >= 25,
  },
  {
    title: 'Cartographer',
    reason: '250 sectors charted.',
    isDue: ({ sectorsCharted }) => sectorsCharted >= 250,
  },
  { title: 'Old hand', reason: '1,000 orders traded.', isDue: ({ trades }) => trades >= 1_000 },
]

/** What a pilot is honoured for; the highest rank is an honour of its own. */
export const honoursOf = (record: PilotRecord, rank: Rank): Honour[] => [
  ...(rank === 'legend' ? [{ title: 'Legend', reason: 'Reached the highest rank.' }] : []),
  ...HONOURS.filter(({ isDue }) => isDue(record)).map(({ title, reason }) => ({ title, reason })),
]
