import { and, desc, eq, isNull } from 'drizzle-orm'
import { recoveryCodes } from '#db/schema/platform/account-access.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

/** How many recovery codes the user has left, and since when. @throws UNAUTHORIZED. */
export async function getRecovery(ctx: Ctx): Promise<{ codesLeft: number; madeAt: string | null }> {
  const { userId } = requireUser(ctx)
  const rows = await ctx.db
    .select({ createdAt: recoveryCodes.createdAt })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))
    .orderBy(desc(recoveryCodes.createdAt))
  return { codesLeft: rows.length, madeAt: rows[0]?.createdAt.toISOString() ?? null }
}
