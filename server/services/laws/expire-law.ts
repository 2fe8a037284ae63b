import { eq } from 'drizzle-orm'
import { laws } from '#db/schema/platform/regions.ts'
import { expireLaw as whatChangesBack } from '#server/domain/policies/expiry.ts'
import { lawPath } from '#server/domain/regions/paths.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { settingsOf } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { enactLaw } from './enact-law.ts'
import { findBookLaws } from './find-book-laws.ts'

/**
 * Ends a law whose time is over. Its own law record restores what the law had changed. Safe to repeat. While the
 * region is closed, it waits. Returns whether it ended now.
 * @throws NOT_FOUND.
 */
export async function expireLaw(ctx: Ctx, { lawId }: { lawId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const [law] = await tx.db.select().from(laws).where(eq(laws.id, lawId)).for('update')
    if (!law) throw notFound('This law')
    if (law.expiresAt === null || law.expiredAt !== null || tx.now < law.expiresAt) return false
    const region = await requireLockedRegion(tx, law.regionId)
    if (!isOpenForBusiness(region.status)) return false

    const book = await findBookLaws(tx.db, region.id)
    const { patch, words } = whatChangesBack(law, book, settingsOf(region))
    const title = `Expiry of law ${law.number}: ${law.title}`
    await enactLaw(tx, {
      region,
      changes: patch,
      kind: 'expiry',
      authority: law.authority,
      title,
      expiryOf: lawId,
    })
    await tx.db.update(laws).set({ expiredAt: tx.now }).where(eq(laws.id, lawId))
    const notice = {
      kind: 'law.expired',
      title: `${region.displayName}: law ${law.number} has expired (${law.title})`,
      body: words,
      href: lawPath(region.name, law.number),
      regionId: region.id,
    }
    await notifyLater(tx, { to: { kind: 'citizens', regionId: region.id }, notice })
    return true
  })
}
