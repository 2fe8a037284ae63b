import { type Ctx } from '../context.ts'
import { requireReadable } from '../regions/require-region.ts'
import { findSeats } from './queries.ts'
import { readerOf, seatView, type SeatView } from './seat-view.ts'

/** A region's seat in the Galactic Council, or null while only its own people act there. Public. @throws NOT_FOUND. */
export async function getSeat(ctx: Ctx, input: { region: string }): Promise<SeatView | null> {
  const { region } = await requireReadable(ctx, input.region)
  const [file] = await findSeats(ctx.db, { regionId: region.id })
  return file ? seatView(file, readerOf(ctx)) : null
}
