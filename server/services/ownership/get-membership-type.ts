import { and, eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { type MembershipType } from '#server/domain/membership/membership-types.ts'

/** What somebody is in a region, or null. */
export async function getMembershipType(
  db: Queryable,
  { regionId, userId }: { regionId: string; userId: string },
): Promise<MembershipType | null> {
  const [row] = await db
    .select({ type: memberships.type })
    .from(memberships)
    .where(and(eq(memberships.regionId, regionId), eq(memberships.userId, userId)))
  return row?.type ?? null
}
