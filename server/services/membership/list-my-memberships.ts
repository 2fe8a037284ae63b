import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { citizenshipLimit, citizenshipReadyAt } from '#server/domain/membership/membership-rules.ts'
import { type MembershipType } from '#server/domain/membership/membership-types.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
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
  pending: 'application' | 'invitation' | null
}

export type MyMemberships = {
  items: MyMembership[]
  citizenships: { held: number; limit: number }
}

/** All memberships of the user, by region name, with pending requests and the limit of citizenships. */
export async function listMyMemberships(ctx: Ctx): Promise<MyMemberships> {
  const { userId } = requireUser(ctx)
  const [rows, pending, isGalactic] = await Promise.all([
    membershipsOf(ctx.db).execute({ userId }),
    pendingOf(ctx.db).execute({ userId }),
    isGalacticCitizen(ctx.db, userId),
  ])
  const items = rows.map(({ region, member }): MyMembership => {
    const open = pending.find(({ regionId }) => regionId === region.id)
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
      pending: open ? (open.status === 'invited' ? 'invitation' : 'application') : null,
    }
  })
  return {
    items,
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
    .where(eq(memberships.userId, sql.placeholder('userId')))
    .orderBy(asc(regions.displayName), asc(regions.id))
    .prepare('memberships_of'),
)

const pendingOf = prepared((db) =>
  db
    .select({ regionId: membershipApplications.regionId, status: membershipApplications.status })
    .from(membershipApplications)
    .where(
      and(
        eq(membershipApplications.userId, sql.placeholder('userId')),
        inArray(membershipApplications.status, ['open', 'invited']),
      ),
    )
    .prepare('pending_of'),
)
