import { and, eq, isNull } from 'drizzle-orm'
import { accountDeletions } from '#db/schema/platform/privacy.ts'
import { mayDelete, type DeletionRefusal } from '#server/domain/privacy/deletion-rules.ts'
import { type Ctx } from '../context.ts'
import { requireAccount } from '../identity/require-account.ts'
import { requireUser } from '../require-actor.ts'
import { loadDeletionFacts } from './deletion-facts.ts'

/** When the user's account is deleted, if they asked for it. @throws UNAUTHORIZED. */
export async function getOpenDeletion(ctx: Ctx): Promise<{ requestedAt: string; dueAt: string } | null> {
  const { userId } = requireUser(ctx)
  const [open] = await ctx.db
    .select()
    .from(accountDeletions)
    .where(and(eq(accountDeletions.userId, userId), isNull(accountDeletions.endedAt)))
  return open ? { requestedAt: open.requestedAt.toISOString(), dueAt: open.dueAt.toISOString() } : null
}

export type DeletionView = {
  noticeDays: number
  open: { requestedAt: string; dueAt: string } | null
  /** Why the account cannot be deleted now, or null. */
  refusal: { reason: DeletionRefusal; message: string } | null
}

/** What the page of the deletion says. @throws UNAUTHORIZED. */
export async function getDeletion(ctx: Ctx): Promise<DeletionView> {
  const account = await requireAccount(ctx)
  const verdict = mayDelete(await loadDeletionFacts(ctx.db, account))
  return {
    noticeDays: ctx.config.retention.deletionNoticeDays,
    open: await getOpenDeletion(ctx),
    refusal: verdict.ok ? null : { reason: verdict.reason, message: verdict.message },
  }
}
