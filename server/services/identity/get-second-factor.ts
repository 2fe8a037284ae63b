import { asc, eq } from 'drizzle-orm'
import { authenticatorApps, passkeys } from '#db/schema/platform/second-factor.ts'
import { passkeyHostOf } from '#server/domain/identity/passkeys.ts'
import { type Ctx } from '../context.ts'
import { appInUse } from './factor-changes.ts'
import { requireAccount } from './require-account.ts'
import { countCodes } from './write-recovery-codes.ts'

export type Passkey = {
  id: string
  name: string
  createdAt: string
  lastUsedAt: string | null
  /** Whether it is on several devices of its owner. */
  isSynced: boolean
  /** Whether it opens the account without the password. */
  worksAlone: boolean
}

export type SecondFactor = {
  /** Since when the account has one. */
  since: string | null
  /** Whether it needs one, as those of administrators do, and until when it may still do without. */
  isRequired: boolean
  dueAt: string | null
  app: { confirmedAt: string; lastUsedAt: string | null } | null
  /** Oldest first. */
  passkeys: Passkey[]
  /** Whether browsers allow passkeys at the address of this site. */
  canHavePasskeys: boolean
  codesLeft: number
}

/** What the user's account is opened with beside the password. @throws UNAUTHORIZED. */
export async function getSecondFactor(ctx: Ctx): Promise<SecondFactor> {
  const { id, role, secondFactorAt, secondFactorDueAt } = await requireAccount(ctx)
  const now = await ctx.clock.now(ctx.db)
  const [app] = await ctx.db.select().from(authenticatorApps).where(appInUse(id))
  const keys = await ctx.db
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, id))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
  return {
    since: secondFactorAt?.toISOString() ?? null,
    isRequired: ctx.config.adminsNeedFactor && role === 'admin',
    dueAt: secondFactorDueAt && secondFactorDueAt > now ? secondFactorDueAt.toISOString() : null,
    app: app?.confirmedAt
      ? { confirmedAt: app.confirmedAt.toISOString(), lastUsedAt: app.lastUsedAt?.toISOString() ?? null }
      : null,
    passkeys: keys.map((key) => ({
      id: key.id,
      name: key.name,
      createdAt: key.createdAt.toISOString(),
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      isSynced: key.isSynced,
      worksAlone: key.worksAlone,
    })),
    canHavePasskeys: passkeyHostOf(ctx.config.publicUrl) !== null,
    codesLeft: await countCodes(ctx.db, id),
  }
}
