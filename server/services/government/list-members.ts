import { and, asc, desc, eq, ilike, inArray } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { type MemberSort } from '#server/domain/membership/member-sorts.ts'
import { type MembershipType } from '#server/domain/membership/membership-types.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type MemberWire } from '#server/domain/regions/wire.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'

export type ListMembersInput = Paging & {
  region?: string | undefined
  /** Part of a callsign. */
  search?: string | undefined
  membershipType?: MembershipType | undefined
  sort?: MemberSort | undefined
}

const ORDER = {
  callsign: asc(users.callsign),
  reputation: desc(memberships.reputation),
  joined: desc(memberships.joinedAt),
  lastVisit: desc(memberships.lastVisitAt),
}

/** Members of a region, visible to its members. @throws NOT_FOUND to others. */
export async function listMembers(ctx: Ctx, input: ListMembersInput): Promise<Page<MemberWire>> {
  const { region } = await requireParticipant(ctx, input.region)
  const { search, membershipType, sort = 'callsign' } = input
  const namesakes = ctx.db
    .select({ id: users.id })
    .from(users)
    .where(ilike(users.callsign, `%${(search ?? '').replace(/[\\%_]/g, '\\$&')}%`))
  const where = and(
    eq(memberships.regionId, region.id),
    membershipType === undefined ? undefined : eq(memberships.type, membershipType),
    search ? inArray(memberships.userId, namesakes) : undefined,
  )
  const rows = await ctx.db
    .select({ member: memberships, callsign: users.callsign })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(where)
    .orderBy(ORDER[sort], asc(users.id))
    .limit(input.pageSize)
    .offset(offsetOf(input))
  return {
    items: rows.map(({ member, callsign }) => ({
      playerId: member.userId,
      callsign,
      membershipType: member.type,
      reputationScore: member.reputation,
      // Only citizens vote; a visitor's row already holds the weight that they would have.
      votingPower: member.type === 'visitor' ? 0 : member.votingPower,
      joinedAt: member.joinedAt.toISOString(),
      lastVisitAt: member.lastVisitAt.toISOString(),
      totalVisits: member.totalVisits,
    })),
    total: await ctx.db.$count(memberships, where),
    page: input.page,
    pageSize: input.pageSize,
  }
}
