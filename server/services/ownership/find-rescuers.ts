import { and, eq, inArray } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { GameError } from '#server/errors.ts'
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

/** Whether somebody may become the owner of a region now. */
export async function mayBecomeOwner(
  tx: Tx,
  { regionId, userId }: { regionId: string; userId: string },
): Promise<boolean> {
  return (await findRescuers(tx, regionId, [userId])).get(userId)?.isEligible ?? false
}

/** @throws CONFLICT `not-eligible`. */
export async function requireMayBecomeOwner(
  tx: Tx,
  whom: { regionId: string; userId: string },
): Promise<void> {
  if (await mayBecomeOwner(tx, whom)) return
  throw new GameError(
    'CONFLICT',
    'Only a citizen of this region whose account is not suspended can own it.',
    {
      reason: 'not-eligible',
    },
  )
}
