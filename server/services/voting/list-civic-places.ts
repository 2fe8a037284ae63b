import { and, asc, count, eq, isNull, ne, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { prepared } from '#db/prepared.ts'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { delegations } from '#db/schema/platform/voting.ts'
import { type MembershipType } from '#server/domain/membership/membership-types.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

/** A region that a user lives in, with their delegation there. */
export type CivicPlace = {
  region: { id: string; name: string; displayName: string; status: RegionStatus }
  membershipType: MembershipType
  /** Who speaks for the actor there, by callsign. */
  delegate: string | null
  /** How many people have the actor speak for them, chains not followed. */
  delegators: number
}

/** Regions of which the actor is resident or citizen, by name, in one read. Visitors have no vote. */
export async function listCivicPlaces(ctx: Ctx): Promise<CivicPlace[]> {
  const { userId } = requireUser(ctx)
  return civicPlaces(ctx.db).execute({ userId })
}

const civicPlaces = prepared((db) => {
  const user = sql.placeholder('userId')
  const received = alias(delegations, 'received')
  const delegators = db
    .select({ count: count() })
    .from(received)
    .where(and(eq(received.delegateId, user), eq(received.regionId, regions.id), isNull(received.endedAt)))
  return db
    .select({
      region: {
        id: regions.id,
        name: regions.name,
        displayName: regions.displayName,
        status: regions.status,
      },
      membershipType: memberships.type,
      delegate: users.callsign,
      delegators: sql<number>`${delegators}::int`,
    })
    .from(memberships)
    .innerJoin(regions, eq(regions.id, memberships.regionId))
    .leftJoin(
      delegations,
      and(
        eq(delegations.regionId, memberships.regionId),
        eq(delegations.delegatorId, user),
        isNull(delegations.endedAt),
      ),
    )
    .leftJoin(users, eq(users.id, delegations.delegateId))
    .where(
      and(
        eq(memberships.userId, user),
        or(ne(memberships.type, 'visitor'), eq(regions.ownerId, user)),
        ne(regions.status, 'terminated'),
      ),
    )
    .orderBy(asc(regions.displayName), asc(regions.id))
    .prepare('civic_places')
})
