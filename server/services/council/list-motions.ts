import { type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { motionView, type MotionView } from './motion-view.ts'
import { countSeatsVoted, findMotions, type MotionFilter } from './queries.ts'

/** Motions of the Galactic Council, newest first: public. */
export async function listMotions(ctx: Ctx, input: MotionFilter & Paging): Promise<Page<MotionView>> {
  const { rows, total } = await findMotions(ctx.db, input, input)
  const voted = await countSeatsVoted(
    ctx.db,
    rows.map(({ rollId }) => rollId),
  )
  const items = rows.map((row) => motionView(row, voted.get(row.rollId) ?? 0))
  return { items, total, page: input.page, pageSize: input.pageSize }
}
