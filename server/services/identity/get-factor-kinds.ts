import { eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { authenticatorApps, passkeys } from '#db/schema/platform/second-factor.ts'
import { type FactorKinds } from '#server/domain/identity/passkeys.ts'
import { appInUse } from './factor-changes.ts'

/** Which kinds of second factor an account has. */
export async function getFactorKinds(db: Queryable, userId: string): Promise<FactorKinds> {
  const apps = await db.$count(authenticatorApps, appInUse(userId))
  const keys = await db.$count(passkeys, eq(passkeys.userId, userId))
  return { app: apps > 0, passkeys: keys > 0 }
}
