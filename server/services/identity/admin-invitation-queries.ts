import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { notBefore } from '#db/not-before.ts'
import { adminInvitations } from '#db/schema/platform/admin-invitations.ts'
import { users } from '#db/schema/platform/identity.ts'
import { type INVITATION_ENDS } from '#server/domain/membership/invitation-rules.ts'
import { type Tx } from '../context.ts'

export type AdminInvitationRow = typeof adminInvitations.$inferSelect
type Ending = (typeof INVITATION_ENDS)[number]

const inviters = alias(users, 'inviters')

/** Not ended, not expired, and made by somebody who still administers. */
export const isUsable = (now: Date) =>
  and(
    isNull(adminInvitations.endedAt),
    gt(adminInvitations.expiresAt, now),
    sql`exists (select 1 from ${users} maker where maker.id = ${adminInvitations.invitedBy} and maker.role = 'admin')`,
  )

/** Usable invitations, the oldest first: never more than `ADMIN_INVITATIONS_MAX`. */
export const findUsableInvitations = (db: Queryable, now: Date, ofUserId?: string) =>
  db
    .select({
      id: adminInvitations.id,
      userId: adminInvitations.userId,
      callsign: users.callsign,
      email: sql<string>`coalesce(${users.email}, ${adminInvitations.email})`,
      invitedBy: inviters.callsign,
      invitedAt: adminInvitations.invitedAt,
      expiresAt: adminInvitations.expiresAt,
    })
    .from(adminInvitations)
    .innerJoin(inviters, eq(inviters.id, adminInvitations.invitedBy))
    .leftJoin(users, eq(users.id, adminInvitations.userId))
    .where(and(isUsable(now), ofUserId === undefined ? undefined : eq(adminInvitations.userId, ofUserId)))
    .orderBy(asc(adminInvitations.invitedAt), asc(adminInvitations.id))

/** An invitation with whether it can still be used, locked. */
export async function lockInvitation(
  tx: Tx,
  of: { id: string } | { linkHash: string },
): Promise<(AdminInvitationRow & { isUsable: boolean }) | null> {
  const which = 'id' in of ? eq(adminInvitations.id, of.id) : eq(adminInvitations.linkHash, of.linkHash)
  const [row] = await tx.db
    .select({ invitation: adminInvitations, isUsable: sql<boolean>`${isUsable(tx.now)}` })
    .from(adminInvitations)
    .where(which)
    .for('update', { of: adminInvitations })
  return row ? { ...row.invitation, isUsable: row.isUsable } : null
}

export const endInvitation = (tx: Tx, id: string, outcome: Ending) =>
  tx.db
    .update(adminInvitations)
    .set({ endedAt: notBefore(adminInvitations.invitedAt, tx.now), outcome })
    .where(and(eq(adminInvitations.id, id), isNull(adminInvitations.endedAt)))

/** Ends what this administrator invited: with the office goes its word, also if it comes back. */
export const endInvitationsBy = (tx: Tx, userId: string) =>
  tx.db
    .update(adminInvitations)
    .set({ endedAt: notBefore(adminInvitations.invitedAt, tx.now), outcome: 'lapsed' })
    .where(and(eq(adminInvitations.invitedBy, userId), isNull(adminInvitations.endedAt)))

/** Closes what a guest still has and cannot use, so that another can be made. */
export const endLapsedInvitations = (tx: Tx, guest: { userId: string } | { email: string }) =>
  tx.db
    .update(adminInvitations)
    .set({ endedAt: notBefore(adminInvitations.invitedAt, tx.now), outcome: 'lapsed' })
    .where(
      and(
        'userId' in guest
          ? eq(adminInvitations.userId, guest.userId)
          : eq(adminInvitations.email, guest.email),
        isNull(adminInvitations.endedAt),
      ),
    )
