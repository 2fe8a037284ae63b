import { regionNameSchema } from '#server/domain/regions/region-name-schema.ts'
import { type Ctx } from '../context.ts'
import { getOwnHold, isNameTaken } from './queries.ts'

export type NameAnswer = { name: string; available: boolean; message: string }

/** Checks whether a region name is available. Only a hint: the checkout makes the decision and holds the name. */
export async function checkRegionName(ctx: Ctx, input: { name: string }): Promise<NameAnswer> {
  const parsed = regionNameSchema.safeParse(input.name)
  if (!parsed.success) {
    const message = parsed.error.issues[0]?.message ?? 'This is not a valid region name.'
    return { name: input.name, available: false, message }
  }
  const name = parsed.data
  const now = await ctx.clock.now(ctx.db)
  const own = ctx.actor.kind === 'user' ? await getOwnHold(ctx.db, ctx.actor.userId, name) : null
  const available = !(await isNameTaken(ctx.db, name, now, own))
  return { name, available, message: available ? 'This name is available.' : 'This name is taken.' }
}
