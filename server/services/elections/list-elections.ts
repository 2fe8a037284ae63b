import { type ElectionStatus } from '#server/domain/elections/election-types.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { sharedReading } from '../shared-reading.ts'
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
  const { status, position, page, pageSize } = input
  const { status: regionStatus, statusChangedAt } = region
  const now = { id: region.id, status: regionStatus, changedAt: statusChangedAt.getTime() }
  const { items, total } = await electionsOf(ctx, now, { status, position }, { page, pageSize })
  return { items, total, page, pageSize }
}

/** What the answer depends on besides the elections: a shared reading is told apart by it. */
type RegionNow = { id: string; status: RegionStatus; changedAt: number }

/** The same for all who may see it. */
const electionsOf = sharedReading(
  'elections',
  async (ctx, region: RegionNow, filter: Pick<ListElectionsInput, 'status' | 'position'>, paging: Paging) => {
    const { rows, total } = await findElections(ctx.db, region.id, filter, paging)
    const { status, changedAt } = region
    const items = await electionViews(ctx, rows, { status, statusChangedAt: new Date(changedAt) })
    return { items, total }
  },
)
