import { desc, eq } from 'drizzle-orm'
import { dataExports } from '#db/schema/platform/privacy.ts'
import { job } from '#jobs/outbox.ts'
import { makeExportJob } from '#jobs/privacy/make-export.ts'
import { mayExport } from '#server/domain/privacy/export-rules.ts'
import { transact, type Ctx } from '../context.ts'
import { lockAccount } from '../identity/lock-account.ts'
import { refused } from '../refused.ts'
import { requireUser } from '../require-actor.ts'

/**
 * Asks for an export of everything that is kept about the user. A job makes it and tells them.
 * @throws UNAUTHORIZED; CONFLICT `export-under-way`, `export-too-soon`.
 */
export async function requestExport(ctx: Ctx): Promise<{ exportId: string }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    await lockAccount(tx, userId)
    const [latest] = await tx.db
      .select()
      .from(dataExports)
      .where(eq(dataExports.userId, userId))
      .orderBy(desc(dataExports.requestedAt))
      .limit(1)
    const verdict = mayExport(latest ?? null, tx.now)
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    // Only the latest is kept.
    await tx.db.delete(dataExports).where(eq(dataExports.userId, userId))
    const [made] = await tx.db
      .insert(dataExports)
      .values({ userId, requestedAt: tx.now, dueAt: tx.now })
      .returning({ exportId: dataExports.id })
    if (!made) throw new Error('an insert returns its row')
    await tx.enqueue(job(makeExportJob, made))
    await tx.audit({ action: 'user.export-asked', subject: { type: 'user', id: userId } })
    return made
  })
}
