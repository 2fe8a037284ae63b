import { and, eq, inArray } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { type Tx } from '../context.ts'

/** Who of them may become the owner: citizens whose account is open and not suspended. */
export async function findRescuers(
  tx: Tx,
  regionId: string,
  userIds: readonly string[],
): Promise<Map<string, { callsign: string; isEligible: boolean }>> {
  const rows = await tx.db
    .select({
      userId: users.id,
      callsign: users.callsign,
      type: memberships.type,
      expiredAt: users.expiredAt,
      suspendedAt: users.suspendedAt,
      suspendedUntil: users.suspendedUntil,
    })
    .from(users)
    .leftJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.regionId, regionId)))
    .where(inArray(users.id, [...userIds]))
  return new Map(
    rows.map(({ userId, callsign, type, expiredAt, suspendedAt, suspendedUntil }) => {
      const isSuspended = suspendedAt !== null && (suspendedUntil === null || suspendedUntil > tx.now)
      return [userId, { callsign, isEligible: type === 'citizen' && expiredAt === null && !isSuspended }]
    }),
  )
}
