import { type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { sharedReading } from '../shared-reading.ts'
import { requireRegion } from '../regions/require-region.ts'
import { findTreaties } from './queries.ts'
import { treatyView, type TreatyView } from './treaty-view.ts'

/** Treaties in force, newest first, of all regions or one: public. @throws NOT_FOUND for a region that does not exist. */
export async function listTreatiesInForce(
  ctx: Ctx,
  input: Paging & { region?: string | undefined },
): Promise<Page<TreatyView>> {
  const regionId = input.region === undefined ? undefined : (await requireRegion(ctx, input.region)).id
  const { page, pageSize } = input
  const { files, total } = await treatiesInForce(ctx, regionId ?? EVERY_REGION, page, pageSize)
  return { items: files.map(treatyView), total, page, pageSize }
}

const EVERY_REGION = ''

/** The same for everybody. */
const treatiesInForce = sharedReading(
  'treaties-in-force',
  (ctx, region: string | number, page: string | number, pageSize: string | number) =>
    findTreaties(
      ctx.db,
      { regionId: region === EVERY_REGION ? undefined : String(region), status: ['active', 'notice'] },
      { page: Number(page), pageSize: Number(pageSize) },
    ),
)
