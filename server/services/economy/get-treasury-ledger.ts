import { inArray } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { type CursorPaging } from '#server/domain/paging.ts'
import { type TreasuryLedger } from '#server/domain/economy/treasury-wire.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireGovernment } from '../regions/require-region.ts'

/**
 * Balance of a region's treasury and a page of its book, for its government; null while its galaxy cannot be reached.
 * @throws UNAUTHORIZED, NOT_FOUND for everybody else.
 */
export async function getTreasuryLedger(
  ctx: Ctx,
  input: { region: string } & CursorPaging,
): Promise<TreasuryLedger | null> {
  const { region } = await requireGovernment(ctx, input.region)
  if (!region.galaxyId) return null
  try {
    const { after, pageSize } = input
    const { entries, ...treasury } = await galaxyClient(ctx, region.galaxyId).getTreasuryLedger({
      after,
      pageSize,
    })
    const names = await callsignsOf(
      ctx,
      entries.items.flatMap(({ userId }) => userId ?? []),
    )
    const items = entries.items.map(({ userId, ...entry }) => ({
      ...entry,
      callsign: names.get(userId ?? '') ?? null,
    }))
    return { ...treasury, entries: { ...entries, items } }
  } catch (error) {
    ctx.log.warn({ err: error, regionId: region.id }, 'cannot read the treasury of a galaxy')
    return null
  }
}

async function callsignsOf(ctx: Ctx, userIds: string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: users.id, callsign: users.callsign })
    .from(users)
    .where(inArray(users.id, userIds))
  return new Map(rows.map(({ id, callsign }) => [id, callsign]))
}
