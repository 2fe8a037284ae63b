import { and, desc, eq, isNotNull, sql } from 'drizzle-orm'
import { offices, recalls } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { type OfficeEndReason } from '#server/domain/elections/election-types.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireReadable } from '../regions/require-region.ts'

export type FormerHolder = {
  /** Of the term: somebody elected twice is here twice. */
  id: string
  position: Position
  userId: string
  callsign: string
  from: string
  until: string
  endReason: OfficeEndReason | null
  /** The election that put them into office; null where none did. */
  electionId: string | null
  /** The vote that recalled them. */
  recallId: string | null
}

/**
 * Terms of office that are over, the last one to end first: public, as the holders are. @throws NOT_FOUND, also for a
 * region that is not open yet or no longer.
 */
export async function listFormerHolders(
  ctx: Ctx,
  input: Paging & { region: string; position?: Position | undefined },
): Promise<Page<FormerHolder>> {
  const { region } = await requireReadable(ctx, input.region)
  const where = and(
    eq(offices.regionId, region.id),
    isNotNull(offices.endedAt),
    input.position === undefined ? undefined : eq(offices.position, input.position),
  )
  const rows = await ctx.db
    .select({
      id: offices.id,
      position: offices.position,
      userId: offices.userId,
      callsign: users.callsign,
      termFrom: offices.termFrom,
      endedAt: sql<Date>`${offices.endedAt}`.mapWith(offices.endedAt),
      endReason: offices.endReason,
      electionId: offices.electionId,
      recallId: recalls.id,
    })
    .from(offices)
    .innerJoin(users, eq(users.id, offices.userId))
    .leftJoin(
      recalls,
      and(eq(recalls.regionId, region.id), eq(recalls.officeId, offices.id), eq(recalls.status, 'recalled')),
    )
    .where(where)
    .orderBy(desc(offices.endedAt), desc(offices.id))
    .limit(input.pageSize)
    .offset(offsetOf(input))
  return {
    items: rows.map(({ termFrom, endedAt, ...row }) => ({
      ...row,
      from: termFrom.toISOString(),
      until: endedAt.toISOString(),
    })),
    total: await ctx.db.$count(offices, where),
    page: input.page,
    pageSize: input.pageSize,
  }
}
