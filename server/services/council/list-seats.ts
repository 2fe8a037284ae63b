import { type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { countSeats, findSeats } from './queries.ts'
import { readerOf, seatView, type SeatView } from './seat-view.ts'

/** Who sits in the Galactic Council today, by the region's name. Public. */
export async function listSeats(ctx: Ctx, input: Paging): Promise<Page<SeatView>> {
  const files = await findSeats(ctx.db, { paging: input })
  return {
    items: files.map((file) => seatView(file, readerOf(ctx))),
    total: await countSeats(ctx.db),
    ...input,
  }
}
