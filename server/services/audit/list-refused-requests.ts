import { and, desc, eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { refusedRequests } from '#db/schema/platform/operations.ts'
import { type RefusedRequest, type RefusedKind } from '#server/domain/operations/refused-requests.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

export type RefusedRequestsFilter = { kind?: RefusedKind | undefined; userId?: string | undefined }

export type RefusedRequestView = RefusedRequest & {
  id: string
  callsign: string | null
  count: number
  firstAt: string
  lastAt: string
}

/** Requests that were refused, those that came last first. @throws UNAUTHORIZED, FORBIDDEN. */
export async function listRefusedRequests(
  ctx: Ctx,
  input: Paging & RefusedRequestsFilter,
): Promise<Page<RefusedRequestView>> {
  requireAdmin(ctx)
  const { kind, userId, ...paging } = input
  const which = and(
    kind === undefined ? undefined : eq(refusedRequests.kind, kind),
    userId === undefined ? undefined : eq(refusedRequests.userId, userId),
  )
  const rows = await ctx.db
    .select({ row: refusedRequests, callsign: users.callsign })
    .from(refusedRequests)
    .leftJoin(users, eq(users.id, refusedRequests.userId))
    .where(which)
    .orderBy(desc(refusedRequests.lastAt), desc(refusedRequests.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    items: rows.map(({ row: { key: _key, day: _day, firstAt, lastAt, ...row }, callsign }) => ({
      ...{ ...row, callsign },
      ...{ firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() },
    })),
    total: await ctx.db.$count(refusedRequests, which),
    ...paging,
  }
}
