import { type NexusSettings } from '#server/domain/council/nexus-settings.ts'
import { type Ctx } from '../context.ts'
import { countSeats, findSeats } from './queries.ts'
import { getNexusSettings } from './get-nexus-settings.ts'
import { NO_SEAT } from './require-seat.ts'
import { readerOf, seatView, type SeatView } from './seat-view.ts'

export type CouncilOverview = {
  /** Current seats, one for each open region. */
  seatCount: number
  /** Those for which the reader acts. */
  ownSeats: SeatView[]
  settings: NexusSettings
  /** Null while everything is as at the founding. */
  settingsChangedAt: string | null
  /** Why the reader may not propose; null for those who hold a seat. */
  whyNotAct: string | null
}

/** The Galactic Council as it sits today: its levers, how many seats it has, and which of them the reader holds. Public. */
export async function councilOverview(ctx: Ctx): Promise<CouncilOverview> {
  const readerId = readerOf(ctx)
  const own = readerId === null ? [] : await findSeats(ctx.db, { holderId: readerId })
  const { version, changedAt, gateTollCredits, nexusTaxBp } = await getNexusSettings(ctx.db)
  return {
    seatCount: await countSeats(ctx.db),
    ownSeats: own.map((file) => seatView(file, readerId)),
    settings: { gateTollCredits, nexusTaxBp },
    settingsChangedAt: version > 1 ? (changedAt?.toISOString() ?? null) : null,
    whyNotAct: own.length > 0 ? null : NO_SEAT,
  }
}
