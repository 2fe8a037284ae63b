import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { transact, type Ctx } from '../context.ts'

const GIVEN = 'treasury.gift-given'

/** A gift that a galaxy has booked. `at`: when, by the ledger. */
export type BookedGift = { regionId: string; transferId: string; userId: string; amount: number; at: Date }

/** Writes the audit row of a gift in its giver's name and tells open pages, once, however often it is asked. */
export async function recordGift(ctx: Ctx, gift: BookedGift): Promise<void> {
  const { regionId, transferId, userId, amount, at } = gift
  await transact(ctx, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${transferId}, 0))`)
    if ((await recordedGifts(tx.db, [transferId])).has(transferId)) return
    const [giver] = await tx.db
      .select({ callsign: users.callsign, role: users.role })
      .from(users)
      .where(eq(users.id, userId))
    if (!giver) throw new Error(`the giver of ${transferId} is not known`)
    await insertAudit(tx.db, { kind: 'user', userId, ...giver }, at, [
      { action: GIVEN, regionId, subject: { type: 'transfer', id: transferId }, detail: { amount } },
    ])
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
  })
}

/** Which of these transfers have the audit row of a gift. */
export async function recordedGifts(db: Queryable, transferIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ transferId: auditLog.subjectId })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.subjectType, 'transfer'),
        inArray(auditLog.subjectId, [...transferIds]),
        eq(auditLog.action, GIVEN),
      ),
    )
  return new Set(rows.map(({ transferId }) => transferId))
}
