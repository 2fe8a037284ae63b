import { asc, eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { type GalaxyMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

export type SetAsideMessage = {
  id: string
  kind: GalaxyMessage['kind']
  /** Name of the region whose galaxy sent it; null for the Nexus. */
  place: string | null
  /** Null where it is about no pilot, or about one whom the platform does not know. */
  callsign: string | null
  sentAt: string
  attempts: number
  /** Why it could not be applied; null for one that waits behind another. */
  error: string | null
}

/** Messages of galaxies that could not be applied, in the order in which they are settled. @throws FORBIDDEN. */
export async function listSetAsideMessages(ctx: Ctx, paging: Paging): Promise<Page<SetAsideMessage>> {
  requireAdmin(ctx)
  const rows = await ctx.db
    .select({ row: setAsideMessages, place: regions.displayName, callsign: users.callsign })
    .from(setAsideMessages)
    .leftJoin(regions, eq(regions.galaxyId, setAsideMessages.galaxyId))
    .leftJoin(users, eq(users.id, setAsideMessages.userId))
    .orderBy(asc(setAsideMessages.number))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    items: rows.map(({ row, place, callsign }) => ({
      ...{ id: row.id, kind: row.message.kind, place, callsign },
      sentAt: row.sentAt.toISOString(),
      attempts: row.attempts,
      error: row.error,
    })),
    total: await ctx.db.$count(setAsideMessages),
    ...paging,
  }
}
