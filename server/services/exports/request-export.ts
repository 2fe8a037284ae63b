import { desc } from 'drizzle-orm'
import { dataExports } from '#db/schema/platform/privacy.ts'
import { job } from '#jobs/outbox.ts'
import { makeExportJob } from '#jobs/exports/make-export.ts'
import { mayExport } from '#server/domain/privacy/export-rules.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { lockAccount } from '../identity/lock-account.ts'
import { refused } from '../refused.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireUser } from '../require-actor.ts'
import { exportsOf, type ExportSubject } from './export-rows.ts'
import { requireExportable } from './require-exportable.ts'

/**
 * Asks for an export of everything that is kept about the user. A job makes it and tells them.
 * @throws UNAUTHORIZED; CONFLICT `export-under-way`, `export-too-soon`.
 */
export async function requestExport(ctx: Ctx): Promise<{ exportId: string }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    await lockAccount(tx, userId)
    const made = await queueExport(tx, { userId, regionId: null })
    await tx.audit({ action: 'user.export-asked', subject: { type: 'user', id: userId } })
    return made
  })
}

/**
 * Asks for an export of a region, for all who may have it. A job makes it and tells the user.
 * @throws UNAUTHORIZED; NOT_FOUND; FORBIDDEN `not-yours-to-export`; CONFLICT `export-under-way`, `export-too-soon`, `not-readable`.
 */
export async function requestRegionExport(
  ctx: Ctx,
  input: { region: string },
): Promise<{ exportId: string }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { id: regionId } = await requireExportable(tx, input.region)
    await requireLockedRegion(tx, regionId)
    // Asked again under the lock: an evacuation may have ended meanwhile.
    await requireExportable(tx, regionId)
    const made = await queueExport(tx, { userId, regionId })
    await tx.audit({ action: 'region.export-asked', regionId, subject: { type: 'region', id: regionId } })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
    return made
  })
}

/** The caller has locked the person's or the region's row. Only the latest export is kept. */
async function queueExport(tx: Tx, subject: ExportSubject): Promise<{ exportId: string }> {
  const isIts = exportsOf(subject)
  const [latest] = await tx.db
    .select()
    .from(dataExports)
    .where(isIts)
    .orderBy(desc(dataExports.requestedAt))
    .limit(1)
  const verdict = mayExport(latest ?? null, tx.now)
  if (!verdict.ok) throw refused('CONFLICT', verdict)
  await tx.db.delete(dataExports).where(isIts)
  const [made] = await tx.db
    .insert(dataExports)
    .values({ ...subject, requestedAt: tx.now, dueAt: tx.now })
    .returning({ exportId: dataExports.id })
  if (!made) throw new Error('an insert returns its row')
  await tx.enqueue(job(makeExportJob, made))
  return made
}
