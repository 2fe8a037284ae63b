import { type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { motionView, type MotionView } from './motion-view.ts'
import { getTurnouts } from '../voting/vote-rows.ts'
import { findMotions, type MotionFilter } from './queries.ts'

/** Motions of the Galactic Council, newest first: public. */
export async function listMotions(ctx: Ctx, input: MotionFilter & Paging): Promise<Page<MotionView>> {
  const { rows, total } = await findMotions(ctx.db, input, input)
  const voted = await getTurnouts(
    ctx.db,
    rows.map(({ voteId }) => voteId),
  )
  const items = rows.map((row) => motionView(row, voted.get(row.voteId) ?? 0))
  return { items, total, page: input.page, pageSize: input.pageSize }
}
