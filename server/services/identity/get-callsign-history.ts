import { and, desc, eq, gt } from 'drizzle-orm'
import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { nextCallsignChange } from '#server/domain/identity/callsign-change.ts'
import { type Ctx } from '../context.ts'
import { getLastCallsignChange } from './last-callsign-change.ts'
import { requireAccount } from './require-account.ts'

export type CallsignHistory = {
  callsign: string
  /** When it can be changed again; null for at once. */
  nextChangeAt: string | null
  /** The callsigns that are still kept for the user, newest first. */
  changes: { from: string; changedAt: string; reservedUntil: string }[]
}

/** The user's callsign, when it can be changed, and those that they gave up. @throws UNAUTHORIZED. */
export async function getCallsignHistory(ctx: Ctx): Promise<CallsignHistory> {
  const { id: userId, callsign } = await requireAccount(ctx)
  const now = await ctx.clock.now(ctx.db)
  const next = nextCallsignChange(await getLastCallsignChange(ctx.db, userId), now)
  const rows = await ctx.db
    .select()
    .from(callsignChanges)
    .where(and(eq(callsignChanges.userId, userId), gt(callsignChanges.reservedUntil, now)))
    .orderBy(desc(callsignChanges.changedAt))
  return {
    callsign,
    nextChangeAt: next?.toISOString() ?? null,
    changes: rows.map(({ oldCallsign, changedAt, reservedUntil }) => ({
      from: oldCallsign,
      changedAt: changedAt.toISOString(),
      reservedUntil: reservedUntil.toISOString(),
    })),
  }
}
