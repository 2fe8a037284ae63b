import { advanceTreaty } from '#server/domain/diplomacy/treaty-machine.ts'
import { treatyEffects, type TreatyEffects } from '#server/domain/diplomacy/treaty-effects.ts'
import { type Ctx } from '../context.ts'
import { findTreatiesBetween, findTreatiesInForce, type Party, type TreatyFile } from './queries.ts'
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
  return effectsOf(await findTreatiesBetween(ctx.db, regionA, regionB), now, regionA, regionB)
}

/** The same for several regions (ids) and all partners with a treaty in force, in one query. */
export async function treatyEffectsWithAll(
  ctx: Ctx,
  regionIds: readonly string[],
): Promise<{ regionId: string; partner: Party; effects: TreatyEffects }[]> {
  if (regionIds.length === 0) return []
  const files = await findTreatiesInForce(ctx.db, regionIds)
  if (files.length === 0) return []
  const now = await ctx.clock.now(ctx.db)
  return regionIds.flatMap((regionId) => {
    const partners = new Map<string, Party>()
    for (const { parties } of files) {
      if (parties.a.id === regionId) partners.set(parties.b.id, parties.b)
      if (parties.b.id === regionId) partners.set(parties.a.id, parties.a)
    }
    return [...partners.values()].map((partner) => ({
      regionId,
      partner,
      effects: effectsOf(files, now, regionId, partner.id),
    }))
  })
}

function effectsOf(files: TreatyFile[], now: Date, regionA: string, regionB: string): TreatyEffects {
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
