import { type NexusSettings } from '#server/domain/council/nexus-settings.ts'
import { type CouncilSeat } from '#server/domain/council/seats.ts'
import { type Ctx } from '../context.ts'
import { findSeats, getNexusSettings } from './queries.ts'
import { NO_SEAT } from './require-seat.ts'

export type SeatView = CouncilSeat & { callsign: string; since: string | null; isOwn: boolean }

export type CouncilOverview = {
  seats: SeatView[]
  settings: NexusSettings
  /** Null while everything is as at the founding. */
  settingsChangedAt: string | null
  /** Why the reader may not propose, in words; null for those who hold a seat. */
  whyNotAct: string | null
}

/** The Galactic Council as it sits today: seats, levers, and whether the reader holds a seat. Public. */
export async function councilOverview(ctx: Ctx): Promise<CouncilOverview> {
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null
  const files = await findSeats(ctx.db)
  const { version, changedAt, gateTollCredits, nexusTaxBp } = await getNexusSettings(ctx.db)
  const seats = files.map((seat) => ({
    ...seat,
    since: seat.since?.toISOString() ?? null,
    isOwn: seat.holderId === userId,
  }))
  return {
    seats,
    settings: { gateTollCredits, nexusTaxBp },
    settingsChangedAt: version > 1 ? (changedAt?.toISOString() ?? null) : null,
    whyNotAct: seats.some(({ isOwn }) => isOwn) ? null : NO_SEAT,
  }
}
