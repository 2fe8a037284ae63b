import { z } from 'zod'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { count } from '#server/domain/wire-fields.ts'
import { RANKS } from '#server/domain/ships/ranks.ts'

const callsign = z.string()
const rank = z.enum(RANKS)
/** Credits: sales less purchases and berths. */
const profit = z.int()
const regionName = z.object({ name: z.string(), displayName: z.string() })

export const leaderboardWire = z.object({
  items: z.array(
    z.object({ callsign, rank, turns: count, profit, profitPerThousand: z.int(), contracts: count }),
  ),
})
export type Leaderboard = z.infer<typeof leaderboardWire>

export const pilotProfileWire = z.object({
  callsign,
  /** The callsign that was given up within 30 days. */
  formerly: z.string().nullable(),
  /** UTC day of the account. */
  since: z.iso.date(),
  rank,
  renown: count,
  record: z.object({ turns: count, trades: count, profit, contracts: count, sectorsCharted: count }),
  honours: z.array(z.object({ title: z.string(), reason: z.string() })),
  owns: z.array(regionName),
  /** Held now first, then the latest. */
  offices: z.array(
    regionName.extend({
      position: z.enum(POSITIONS),
      from: z.iso.datetime(),
      until: z.iso.datetime().nullable(),
    }),
  ),
})
export type PilotProfile = z.infer<typeof pilotProfileWire>
