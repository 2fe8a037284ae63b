import { eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { notFound } from '#server/errors.ts'

/** Who pays for a subscription. @throws NOT_FOUND for an account that is no longer there. */
export async function requireBuyer(db: Queryable, userId: string): Promise<{ id: string; callsign: string }> {
  const [buyer] = await db
    .select({ id: users.id, callsign: users.callsign })
    .from(users)
    .where(eq(users.id, userId))
  if (!buyer) throw notFound('This buyer')
  return buyer
}
