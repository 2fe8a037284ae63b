import { type ElectionStatus } from '#server/domain/elections/election-types.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { electionViews, type ElectionView } from './election-view.ts'
import { findElections } from './queries.ts'

export type ListElectionsInput = Paging & {
  region?: string | undefined
  status?: ElectionStatus[] | undefined
  position?: Position | undefined
}

/** Elections of a region, newest first, for its members. @throws NOT_FOUND to others. */
export async function listElections(ctx: Ctx, input: ListElectionsInput): Promise<Page<ElectionView>> {
  const { region } = await requireParticipant(ctx, input.region)
  const { rows, total } = await findElections(ctx.db, region.id, input, input)
  const items = await electionViews(ctx.db, rows, region)
  return { items, total, page: input.page, pageSize: input.pageSize }
}
