import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { type OperationView } from '../operations/operation-view.ts'
import { requireAdmin } from '../require-actor.ts'
import { requireRegion } from '../regions/require-region.ts'
import { changeDeployment } from './change-deployment.ts'

/**
 * Closes a region's galaxy until it is resumed. For administrators who typed its name. @throws FORBIDDEN, NOT_FOUND, CONFLICT
 * `not-confirmed` or with the reasons of `planChange`.
 */
export async function suspendRegion(
  ctx: Ctx,
  { region, confirmation }: { region: string; confirmation: string },
): Promise<OperationView> {
  requireAdmin(ctx)
  const { name } = await requireRegion(ctx, region)
  if (confirmation.trim() !== name)
    throw new GameError('CONFLICT', `Type ${name} to confirm what is suspended.`, { reason: 'not-confirmed' })
  return changeDeployment(ctx, { region, suspended: true })
}
