import { and, eq, gt, isNull } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { authenticatorApps } from '#db/schema/platform/second-factor.ts'
import { APP_SETUP_MS } from '#server/domain/identity/second-factor.ts'
import { toBase32, totpUri } from '#server/domain/identity/totp.ts'
import { type Ctx } from '../context.ts'
import { requireAccount } from './require-account.ts'
import { requireProof } from '../require-proof.ts'

const ISSUER = 'SectorWars 2102'

/**
 * What an authenticator app needs, in base 32 and as the address of a QR code, until its first code is right; null when nothing is
 * being set up. @throws UNAUTHORIZED, FORBIDDEN `step-up`.
 */
export async function getAppSetup(ctx: Ctx): Promise<{ secret: string; uri: string } | null> {
  const { userId } = await requireProof(ctx)
  const { email } = await requireAccount(ctx)
  const app = await getNewApp(ctx.db, userId, await ctx.clock.now(ctx.db))
  if (!app) return null
  const secret = toBase32(ctx.secrets.totpSecret(app))
  return { secret, uri: totpUri({ issuer: ISSUER, account: email, secret }) }
}

type NewApp = { id: string; sealedSecret: string | null }

/** The app that a user is setting up. */
export async function getNewApp(db: Queryable, userId: string, now: Date): Promise<NewApp | null> {
  const [app] = await db
    .select({ id: authenticatorApps.id, sealedSecret: authenticatorApps.sealedSecret })
    .from(authenticatorApps)
    .where(
      and(
        eq(authenticatorApps.userId, userId),
        isNull(authenticatorApps.confirmedAt),
        gt(authenticatorApps.createdAt, new Date(now.getTime() - APP_SETUP_MS)),
      ),
    )
  return app ?? null
}
