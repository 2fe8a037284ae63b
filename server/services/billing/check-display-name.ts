import { nameKeys } from '#server/domain/names/skeleton.ts'
import { displayNameSchema } from '#server/domain/regions/display-name.ts'
import { type Ctx } from '../context.ts'
import { isDisplayNameTaken } from './display-names.ts'
import { getOwnHold } from './queries.ts'

export type DisplayNameAnswer = { available: boolean; message: string }

/**
 * Checks whether a new region can be shown under a name. Only a hint: the checkout makes the decision and holds the name.
 * @param input.name the region's web address, by which the user may hold both
 */
export async function checkDisplayName(
  ctx: Ctx,
  input: { displayName: string; name: string },
): Promise<DisplayNameAnswer> {
  const parsed = displayNameSchema.safeParse(input.displayName)
  if (!parsed.success) {
    const message = parsed.error.issues[0]?.message ?? 'This is not a valid display name.'
    return { available: false, message }
  }
  const now = await ctx.clock.now(ctx.db)
  const own = ctx.actor.kind === 'user' ? await getOwnHold(ctx.db, ctx.actor.userId, input.name) : null
  const isTaken = await isDisplayNameTaken(ctx.db, nameKeys(parsed.data), { now, exceptSubscriptionId: own })
  return isTaken
    ? { available: false, message: 'This name is taken, or looks like that of another region.' }
    : { available: true, message: 'This display name is available.' }
}
