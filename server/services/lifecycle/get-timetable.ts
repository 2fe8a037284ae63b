import { evacuationLabel } from '#server/domain/regions/evacuation-steps.ts'
import { stagesFrom, type TimetableView } from '#server/domain/regions/closing-stages.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { getStanding, isGovernment, requireRegion, type Standing } from '../regions/require-region.ts'
import { getReturn } from './get-return.ts'
import { getRegionSubscription } from './region-subscription.ts'

/**
 * What becomes of a region that is not paid for, and when, as far as it concerns everybody. Public, also of one that is archived: its
 * citizens are sent here. @throws NOT_FOUND, also for one that is not built yet.
 */
export async function getTimetable(ctx: Ctx, input: { region: string }): Promise<TimetableView> {
  const region = await requireRegion(ctx, input.region)
  const { id, name, displayName, status, lapsedAt } = region
  const standing = await getStanding(ctx, region)
  const isBuilt = status !== 'pending' && status !== 'provisioning'
  if (!isBuilt && !isGovernment(standing)) throw notFound('This region')
  const state = (await getRegionSubscription(ctx.db, id))?.state
  const evacuation = await getOpenOperation(ctx.db, 'evacuate-region', id)
  const returning = await getReturn(ctx.db, region)
  return {
    region: { id, name, displayName, status },
    reader: readerOf(standing),
    lapsedAt: returning ? null : (lapsedAt?.toISOString() ?? null),
    stages:
      state?.timetable && !returning
        ? stagesFrom(status, state.timetable).map(({ stage, until }) => ({
            stage,
            until: until.toISOString(),
          }))
        : [],
    haltedUntil: state?.disputedUntil?.toISOString() ?? null,
    returning,
    evacuation: evacuation && {
      step: evacuation.step,
      stepLabel: evacuationLabel(evacuation.step),
      progress: evacuation.progress,
    },
  }
}

const readerOf = ({ isOwner, membership }: Standing): TimetableView['reader'] =>
  isOwner ? 'owner' : membership === 'citizen' ? 'citizen' : 'visitor'
