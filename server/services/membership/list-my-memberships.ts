import { and, asc, eq, ne, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import { prepared } from '#db/prepared.ts'
import { invitations } from '#db/schema/platform/invitations.ts'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { citizenshipLimit, citizenshipReadyAt } from '#server/domain/membership/membership-rules.ts'
import { type MembershipType } from '#server/domain/membership/membership-types.ts'
import { sqlNow } from '#server/clock.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { isUsable } from './invitation-queries.ts'
import { isGalacticCitizen } from './queries.ts'

export type MyMembership = {
  region: { id: string; name: string; displayName: string; status: string }
  isOwner: boolean
  membershipType: MembershipType
  reputationScore: number
  votingPower: number
  joinedAt: string
  lastVisitAt: string
  totalVisits: number
  /** When a resident can become a citizen without approval; null for visitors and citizens. */
  citizenshipReadyAt: string | null
  pending: 'application' | null
}

export type MyInvitation = {
  id: string
  region: { id: string; name: string; displayName: string }
  expiresAt: string
}

export type MyMemberships = {
  items: MyMembership[]
  /** To become a resident; soonest to lapse first. */
  invitations: MyInvitation[]
  citizenships: { held: number; limit: number }
}

/** All memberships of the user, by region name, with pending requests, invitations and the limit of citizenships. */
export async function listMyMemberships(ctx: Ctx): Promise<MyMemberships> {
  const { userId } = requireUser(ctx)
  const [rows, pending, isGalactic] = await Promise.all([
    membershipsOf(ctx.db).execute({ userId }),
    pendingOf(ctx.db).execute({ userId, clockOffsetMs: ctx.clock.offsetMs() }),
    isGalacticCitizen(ctx.db, userId),
  ])
  const items = rows.map(({ region, member }): MyMembership => {
    const hasApplied = pending.some((one) => one.expiresAt === null && one.regionId === region.id)
    const waitsSince = member.type === 'resident' ? member.residentSince : null
    return {
      region: {
        id: region.id,
        name: region.name,
        displayName: region.displayName,
        status: region.status,
      },
      isOwner: region.ownerId === userId,
      membershipType: member.type,
      reputationScore: member.reputation,
      votingPower: member.votingPower,
      joinedAt: member.joinedAt.toISOString(),
      lastVisitAt: member.lastVisitAt.toISOString(),
      totalVisits: member.totalVisits,
      citizenshipReadyAt: waitsSince
        ? citizenshipReadyAt(waitsSince, region.citizenshipWaitDays).toISOString()
        : null,
      pending: hasApplied ? 'application' : null,
    }
  })
  return {
    items,
    invitations: pending.flatMap(({ id, regionId, name, displayName, expiresAt }) =>
      expiresAt === null
        ? []
        : [{ id, region: { id: regionId, name, displayName }, expiresAt: expiresAt.toISOString() }],
    ),
    citizenships: {
      held: items.filter(({ membershipType }) => membershipType === 'citizen').length,
      limit: citizenshipLimit(isGalactic),
    },
  }
}

const membershipsOf = prepared((db) =>
  db
    .select({
      region: {
        id: regions.id,
        name: regions.name,
        displayName: regions.displayName,
        status: regions.status,
        ownerId: regions.ownerId,
        citizenshipWaitDays: regions.citizenshipWaitDays,
      },
      member: memberships,
    })
    .from(memberships)
    .innerJoin(regions, eq(regions.id, memberships.regionId))
    .where(and(eq(memberships.userId, sql.placeholder('userId')), ne(regions.status, 'terminated')))
    .orderBy(asc(regions.displayName), asc(regions.id))
    .prepare('memberships_of'),
)

/** Open applications, and with the moment of their expiry the usable invitations: one statement for both. */
const pendingOf = prepared((db) =>
  unionAll(
    db
      .select({
        id: membershipApplications.id,
        regionId: membershipApplications.regionId,
        name: regions.name,
        displayName: regions.displayName,
        expiresAt: sql<Date | null>`null::timestamptz`.mapWith(invitations.expiresAt).as('expires'),
      })
      .from(membershipApplications)
      .innerJoin(regions, eq(regions.id, membershipApplications.regionId))
      .where(
        and(
          eq(membershipApplications.userId, sql.placeholder('userId')),
          eq(membershipApplications.status, 'open'),
        ),
      ),
    db
      .select({
        id: invitations.id,
        regionId: invitations.regionId,
        name: regions.name,
        displayName: regions.displayName,
        expiresAt: sql<Date | null>`${invitations.expiresAt}`.mapWith(invitations.expiresAt).as('expires'),
      })
      .from(invitations)
      .innerJoin(regions, eq(regions.id, invitations.regionId))
      .where(and(eq(invitations.userId, sql.placeholder('userId')), isUsable(sqlNow))),
  )
    .orderBy(sql`expires`)
    .prepare('pending_of'),
)
