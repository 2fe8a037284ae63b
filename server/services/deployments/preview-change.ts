import { type z } from 'zod'
import { effectsOf, type Wanted } from '#server/domain/deployments/change-against.ts'
import { type ChangeInput } from '#server/domain/deployments/deployment.ts'
import { type deploymentPlanWire } from '#server/domain/deployments/wire.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { requireRegion } from '../regions/require-region.ts'
import { planChange } from './plan-change.ts'

/** What a change would come to; nothing is done. Administrators only. @throws FORBIDDEN, NOT_FOUND. */
export async function previewChange(
  ctx: Ctx,
  { region: ref, ...change }: ChangeInput & { region: string },
): Promise<z.infer<typeof deploymentPlanWire>> {
  requireAdmin(ctx)
  const region = await requireRegion(ctx, ref)
  const { before, verdict } = await planChange(ctx, region, change)
  return {
    ...{ name: region.name, displayName: region.displayName, before: shown(before) },
    after: verdict.ok ? shown(verdict.value) : null,
    effects: verdict.ok ? effectsOf(before, verdict.value) : [],
    against: verdict.ok ? null : verdict.message,
  }
}

const shown = ({ servedBy, resources, isSuspended }: Wanted) => ({
  ...{ servedBy, isSuspended },
  resources: servedBy === 'own' ? resources : null,
})
