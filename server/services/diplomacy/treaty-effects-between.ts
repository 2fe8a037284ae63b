import { advanceTreaty } from '#server/domain/diplomacy/treaty-machine.ts'
import { treatyEffects, type TreatyEffects } from '#server/domain/diplomacy/treaty-effects.ts'
import { type Ctx } from '../context.ts'
import { findAllTreaties, findTreatiesBetween, type Party, type TreatyFile } from './queries.ts'
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

/** The same for everybody with whom a region (id) has a treaty in force, by one query. */
export async function treatyEffectsWithAll(
  ctx: Ctx,
  regionId: string,
): Promise<{ partner: Party; effects: TreatyEffects }[]> {
  const now = await ctx.clock.now(ctx.db)
  const files = await findAllTreaties(ctx.db, { regionId, status: ['active', 'notice'] })
  const partners = new Map<string, Party>()
  for (const { parties } of files)
    for (const party of [parties.a, parties.b]) if (party.id !== regionId) partners.set(party.id, party)
  return [...partners.values()].map((partner) => ({
    partner,
    effects: effectsOf(files, now, regionId, partner.id),
  }))
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
