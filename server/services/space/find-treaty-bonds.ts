import { and, asc, eq, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { type TreatyEffects } from '#server/domain/diplomacy/treaty-effects.ts'
import { type Ctx } from '../context.ts'
import { treatyEffectsWithAll } from '../diplomacy/treaty-effects-between.ts'

/** Effects of the treaties between one of a player's home regions and `region`. */
export type TreatyBond = {
  region: { id: string; name: string; displayName: string }
  effects: TreatyEffects
}

/** Treaty effects for a player, through the regions of which they are a citizen. */
export async function findTreatyBonds(ctx: Ctx, userId: string): Promise<TreatyBond[]> {
  const homes = await homesOf(ctx.db).execute({ userId })
  return bondsOf(
    ctx,
    homes.map(({ regionId }) => regionId),
  )
}

/** The same for a citizen of these regions (ids). */
export async function bondsOf(ctx: Ctx, homes: readonly string[]): Promise<TreatyBond[]> {
  const bonds = await treatyEffectsWithAll(ctx, homes)
  return bonds.map(({ partner, effects }) => ({
    region: { id: partner.id, name: partner.name, displayName: partner.displayName },
    effects,
  }))
}

const homesOf = prepared((db) =>
  db
    .select({ regionId: memberships.regionId })
    .from(memberships)
    .where(and(eq(memberships.userId, sql.placeholder('userId')), eq(memberships.type, 'citizen')))
    .orderBy(asc(memberships.regionId))
    .prepare('homes_of_citizen'),
)
