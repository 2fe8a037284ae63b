import { inArray } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { type CursorPage, type CursorPaging } from '#server/domain/paging.ts'
import { type TransferReason } from '#server/domain/economy/ledger.ts'
import { type Ctx } from '../context.ts'
import { galaxyOf } from '../galaxy/galaxy-of.ts'
import { requireGovernment } from '../regions/require-region.ts'

export type TreasuryEntry = {
  id: number
  at: string
  /** Positive where credits came in. */
  amount: number
  reason: TransferReason
  /** Whose purse it was; null for what no player paid or received. */
  callsign: string | null
}

export type TreasuryBook = {
  /** Credits in the treasury now, what came in and what was paid in the last 30 days, today (UTC) included. */
  balance: number
  income30d: number
  spending30d: number
  entries: CursorPage<TreasuryEntry>
}

/**
 * A treasury and its newest postings, for the region's government; null while its galaxy cannot be reached.
 * @throws UNAUTHORIZED, NOT_FOUND to others.
 */
export async function treasuryBook(
  ctx: Ctx,
  input: { region: string } & CursorPaging,
): Promise<TreasuryBook | null> {
  const { region } = await requireGovernment(ctx, input.region)
  if (!region.galaxyId) return null
  try {
    const { after, pageSize } = input
    const { entries, ...treasury } = await galaxyOf(ctx, region.galaxyId).treasuryBook({ after, pageSize })
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
    ctx.log.warn({ err: error, regionId: region.id }, 'the treasury of a galaxy cannot be read')
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
