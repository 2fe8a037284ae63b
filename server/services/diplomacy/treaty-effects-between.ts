import { advanceTreaty } from '#server/domain/diplomacy/treaty-machine.ts'
import { treatyEffects, type TreatyEffects } from '#server/domain/diplomacy/treaty-effects.ts'
import { type Ctx } from '../context.ts'
import { findTreatiesBetween } from './queries.ts'
import { termsAt, treatyState } from './treaty-state.ts'

/**
 * What the treaties between two regions (ids) mean now, in both directions. By the clock: a treaty whose time is over
 * binds nobody, settled already or not.
 */
export async function treatyEffectsBetween(
  ctx: Ctx,
  regionA: string,
  regionB: string,
): Promise<TreatyEffects> {
  const now = await ctx.clock.now(ctx.db)
  const files = await findTreatiesBetween(ctx.db, regionA, regionB)
  const present = files.map((file) => {
    const { treaty } = file
    const aged = advanceTreaty(treatyState(file), { type: 'time_passed' }, termsAt(file, now))
    return {
      regionAId: treaty.regionA,
      regionBId: treaty.regionB,
      status: aged.ok ? aged.value.status : treaty.status,
      terms: treaty.terms,
    }
  })
  return treatyEffects(present, regionA, regionB)
}
