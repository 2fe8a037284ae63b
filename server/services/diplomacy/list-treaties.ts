import { type TreatyStatus } from '#server/domain/diplomacy/treaty-types.ts'
import { type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { isGovernment, requireParticipant } from '../regions/require-region.ts'
import { findTreaties } from './queries.ts'
import { treatyView, type TreatyView } from './treaty-view.ts'

export type ListTreatiesInput = Paging & {
  region?: string | undefined
  status?: TreatyStatus[] | undefined
}

/**
 * Treaties of a region, newest first. Offers are for its government; its other members see what is or was in force and what
 * they vote on. @throws NOT_FOUND to others.
 */
export async function listTreaties(ctx: Ctx, input: ListTreatiesInput): Promise<Page<TreatyView>> {
  const { region, standing } = await requireParticipant(ctx, input.region)
  const { files, total } = await findTreaties(
    ctx.db,
    { regionId: region.id, status: input.status, knownToMembers: !isGovernment(standing) },
    input,
  )
  return { items: files.map(treatyView), total, page: input.page, pageSize: input.pageSize }
}
