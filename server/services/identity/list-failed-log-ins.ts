import { desc, eq } from 'drizzle-orm'
import { failedLogIns } from '#db/schema/platform/access.ts'
import { type LogInDoor } from '#server/domain/identity/log-in-doors.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

export type FailedLogIn = {
  id: string
  door: LogInDoor
  ipAddress: string
  userAgent: string | null
  at: string
}

/** Wrong passwords that were tried for the user's account, the latest first. @throws UNAUTHORIZED. */
export async function listFailedLogIns(ctx: Ctx, paging: Paging): Promise<Page<FailedLogIn>> {
  const { userId } = requireUser(ctx)
  const own = eq(failedLogIns.userId, userId)
  const rows = await ctx.db
    .select()
    .from(failedLogIns)
    .where(own)
    .orderBy(desc(failedLogIns.at), desc(failedLogIns.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    items: rows.map(({ id, door, ipAddress, userAgent, at }) => ({
      ...{ id, door, ipAddress, userAgent },
      at: at.toISOString(),
    })),
    total: await ctx.db.$count(failedLogIns, own),
    ...paging,
  }
}
