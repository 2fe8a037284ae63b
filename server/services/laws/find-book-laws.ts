import { eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { laws } from '#db/schema/platform/regions.ts'
import { type BookLaw } from '#server/domain/policies/expiry.ts'

/** All laws of a region, with the fields that decide what is in force. */
export async function findBookLaws(db: Queryable, regionId: string): Promise<BookLaw[]> {
  return db
    .select({
      number: laws.number,
      kind: laws.kind,
      changes: laws.changes,
      expiresAt: laws.expiresAt,
      expiredAt: laws.expiredAt,
    })
    .from(laws)
    .where(eq(laws.regionId, regionId))
}
