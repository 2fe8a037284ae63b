import { z } from 'zod'
import { PASSAGE_KINDS } from '#server/domain/travel/passage.ts'
import { travellingPilot } from '#server/domain/travel/travelling-pilot.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { pilot } from './pilot-terms.ts'

/** What brings a galaxy out of a backup to what the platform knows (docs/decisions/0053-backups-and-restores.md). Each may be repeated. */
export const RESTORE_CALLS = {
  /**
   * Books a departure that the platform has in custody and the backup does not know: ship, cargo and purse leave as custody says, and
   * what they differ by from the backup comes from or goes to an account of its own.
   */
  repeatDeparture: call(
    z.object({
      /** `fencingVersion`: with which they left. */
      ...pilot,
      crossingId: z.uuid(),
      passage: z.enum(PASSAGE_KINDS),
      fromSector: z.int(),
      toGalaxyId: z.uuid(),
      pilot: travellingPilot,
      fare: count,
      toll: count,
      /** What they gave to the treasury since the backup. */
      gifts: z.array(z.object({ transferId: z.uuid(), amount: z.int().min(1) })),
    }),
    z.object({ repeated: z.boolean() }),
  ),
  /**
   * Ends open treasury jobs, and takes from the treasury what pilots who left may have been paid out of it since the backup: at most
   * what the ended jobs held and `spentSince`. Once for each restore.
   */
  settleTreasury: call(
    z.object({ restoreId: z.uuid(), since: z.iso.datetime(), spentSince: count }),
    z.object({ charged: count, carriedOut: count }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** How much happened after a moment: what a restore to it would undo. */
  countSince: call(
    z.object({ since: z.iso.datetime() }),
    z.object({ trades: count, postings: count, pilots: count, treasury: z.int() }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
} as const
