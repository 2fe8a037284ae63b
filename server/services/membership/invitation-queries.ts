import { and, asc, eq, gt, isNull, or, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { invitations } from '#db/schema/platform/invitations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { GOVERNANCE_TYPES } from '#server/domain/regions/governance-types.ts'
import { ADMITTING_OFFICE } from '#server/domain/regions/admission-powers.ts'

export type InvitationRow = typeof invitations.$inferSelect

const holds = (position: string, holder: SQL) =>
  sql`exists (select 1 from ${offices} where ${offices.regionId} = ${regions.id} and ${offices.position} = ${position}
    and ${offices.endedAt} is null and ${holder})`

/**
 * Whether the inviter still admits people to the region, as `mayAdmit` decides: an invitation ends with the government that made it.
 * Needs the region in the query.
 */
const inviterStillAdmits = or(
  ...GOVERNANCE_TYPES.map((governanceType) => {
    const office = ADMITTING_OFFICE[governanceType]
    const isOwner = eq(regions.ownerId, invitations.invitedBy)
    const admits =
      office === null
        ? isOwner
        : or(
            holds(office, sql`${offices.userId} = ${invitations.invitedBy}`),
            and(isOwner, sql`not ${holds(office, sql`true`)}`),
          )
    return and(eq(regions.governanceType, governanceType), admits)
  }),
)

/** Not ended, not expired, and made by somebody who still may. */
export const isUsable = (now: SQL | Date) =>
  and(isNull(invitations.endedAt), gt(invitations.expiresAt, now), inviterStillAdmits)

const inviters = alias(users, 'inviters')

/** Usable invitations of a region, newest last. There are never more than `OPEN_INVITATIONS_MAX`. */
export const listUsableInvitations = (db: Queryable, regionId: string, now: Date) =>
  db
    .select({
      id: invitations.id,
      userId: invitations.userId,
      callsign: users.callsign,
      invitedBy: inviters.callsign,
      invitedAt: invitations.invitedAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .innerJoin(regions, eq(regions.id, invitations.regionId))
    .innerJoin(users, eq(users.id, invitations.userId))
    .innerJoin(inviters, eq(inviters.id, invitations.invitedBy))
    .where(and(eq(invitations.regionId, regionId), isUsable(now)))
    .orderBy(asc(invitations.invitedAt), asc(invitations.id))

/** The invitation with which somebody may settle in a region, locked; null without one. */
export async function lockUsableInvitation(
  db: Queryable,
  of: { regionId: string; userId: string },
  now: Date,
): Promise<InvitationRow | null> {
  const [row] = await db
    .select({ invitation: invitations })
    .from(invitations)
    .innerJoin(regions, eq(regions.id, invitations.regionId))
    .where(and(eq(invitations.regionId, of.regionId), eq(invitations.userId, of.userId), isUsable(now)))
    .for('update', { of: invitations })
  return row?.invitation ?? null
}
