import { type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireRegion } from '../regions/require-region.ts'
import { findTreaties } from './queries.ts'
import { treatyView, type TreatyView } from './treaty-view.ts'

/** Treaties in force, newest first, of all regions or one: public. @throws NOT_FOUND for a region that does not exist. */
export async function listTreatiesInForce(
  ctx: Ctx,
  input: Paging & { region?: string | undefined },
): Promise<Page<TreatyView>> {
  const regionId = input.region === undefined ? undefined : (await requireRegion(ctx, input.region)).id
  const { files, total } = await findTreaties(ctx.db, { regionId, status: ['active', 'notice'] }, input)
  return { items: files.map(treatyView), total, page: input.page, pageSize: input.pageSize }
}
