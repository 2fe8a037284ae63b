import { z } from 'zod'
import { PASSAGE_KINDS } from '#server/domain/travel/passage.ts'
import { travellingPilot } from '#server/domain/travel/travelling-pilot.ts'
import { count } from '#server/domain/wire-fields.ts'
import { AUDIT_DEADLINE_MS, call, LONG_DEADLINE_MS, nothing } from './call.ts'
import { messages } from './messages.ts'
import { pilot } from './pilot-terms.ts'

/**
 * What brings a galaxy out of a backup to what the platform knows, and the platform out of one to what galaxies know
 * (docs/decisions/0053-backups-and-restores.md). Each may be repeated.
 */
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
      /** Null: Gateway Plaza. */
      toSector: z.int().nullable(),
      minutes: count,
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
  /** Messages that a platform out of a backup of `since` may not know, in their order; `after`: the `next` of the page before, or 0. */
  recallMessages: call(
    z.object({ since: z.iso.datetime(), after: count, limit: z.int().min(1).max(500) }),
    z.object({ messages, next: z.int().nullable() }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** Everybody who is or was here, with the latest stay, and the version of the law that holds here; null before there is one. */
  tellPilots: call(
    nothing,
    z.object({
      settingsVersion: z.int().nullable(),
      pilots: z.array(
        z.object({
          userId: z.uuid(),
          callsign: z.string(),
          fencingVersion: z.int(),
          present: z.boolean(),
          /** Whether their ship is here, also of who was set aside. */
          hasShip: z.boolean(),
          sectorId: z.int(),
          enteredAt: z.iso.datetime(),
        }),
      ),
    }),
    { deadlineMs: AUDIT_DEADLINE_MS },
  ),
  /**
   * Sets pilots aside whom the platform does not know, or lets them return: they are not here, and ship, cargo and purse wait where they
   * are. Answers with those who changed.
   */
  setPilotsAside: call(
    z.object({ userIds: z.array(z.uuid()).max(500), aside: z.boolean() }),
    z.object({ changed: z.array(z.uuid()) }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** How much happened after a moment: what a restore to it would undo. */
  countSince: call(
    z.object({ since: z.iso.datetime() }),
    z.object({ trades: count, postings: count, pilots: count, treasury: z.int() }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
} as const
