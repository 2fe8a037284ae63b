import { and, eq } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { type TestPlatform } from './test-platform.ts'

/** A member's stored reputation and vote weight. */
export async function standingIn(
  platform: Pick<TestPlatform, 'db'>,
  region: { id: string },
  member: { userId: string } | undefined,
): Promise<{ reputation: number; votingPower: number }> {
  const [row] = await platform.db
    .select({ reputation: memberships.reputation, votingPower: memberships.votingPower })
    .from(memberships)
    .where(and(eq(memberships.regionId, region.id), eq(memberships.userId, member?.userId ?? '')))
  if (!row) throw new Error('not a member')
  return row
}
