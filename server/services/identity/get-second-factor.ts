import { authenticatorApps } from '#db/schema/platform/second-factor.ts'
import { type Ctx } from '../context.ts'
import { appInUse } from './factor-changes.ts'
import { requireAccount } from './require-account.ts'
import { countCodes } from './write-recovery-codes.ts'

export type SecondFactor = {
  /** Since when the account has one. */
  since: string | null
  /** Whether it needs one, as those of administrators do, and until when it may still do without. */
  isRequired: boolean
  dueAt: string | null
  app: { confirmedAt: string; lastUsedAt: string | null } | null
  codesLeft: number
}

/** What the user's account is opened with beside the password. @throws UNAUTHORIZED. */
export async function getSecondFactor(ctx: Ctx): Promise<SecondFactor> {
  const { id, role, secondFactorAt, secondFactorDueAt } = await requireAccount(ctx)
  const now = await ctx.clock.now(ctx.db)
  const [app] = await ctx.db.select().from(authenticatorApps).where(appInUse(id))
  return {
    since: secondFactorAt?.toISOString() ?? null,
    isRequired: ctx.config.adminsNeedFactor && role === 'admin',
    dueAt: secondFactorDueAt && secondFactorDueAt > now ? secondFactorDueAt.toISOString() : null,
    app: app?.confirmedAt
      ? { confirmedAt: app.confirmedAt.toISOString(), lastUsedAt: app.lastUsedAt?.toISOString() ?? null }
      : null,
    codesLeft: await countCodes(ctx.db, id),
  }
}
