import { eq } from 'drizzle-orm'
import { treaties } from '#db/schema/platform/diplomacy.ts'
import { advanceTreaty, type Side, type TreatyEvent } from '#server/domain/diplomacy/treaty-machine.ts'
import { type Tx } from '../context.ts'
import { findTreatyFiles, lockTreaty, requireSide, type TreatyFile } from './queries.ts'
import { saveTreaty } from './save-treaty.ts'
import { termsAt, treatyState } from './treaty-state.ts'

/**
 * Gives notice of all treaties of a region that is evacuated, so that its partners have the same time as with any other notice, and takes
 * its open offers off the table. The caller has locked the region.
 */
export async function giveNoticeOfAll(tx: Tx, regionId: string): Promise<void> {
  for (const file of await lockTreatiesOf(tx, regionId)) {
    const isBinding = file.treaty.status === 'active'
    const saved = await advance(
      tx,
      file,
      (side) => ({ type: isBinding ? 'notice_given' : 'rejected', side }),
      regionId,
    )
    if (saved && isBinding)
      await tx.db
        .update(treaties)
        .set({ noticeGivenAt: tx.now, noticeGivenBy: regionId })
        .where(eq(treaties.id, file.treaty.id))
  }
}

/** Ends what is left of the treaties of a region that is archived. */
export async function endAllTreaties(tx: Tx, regionId: string): Promise<void> {
  for (const file of await lockTreatiesOf(tx, regionId))
    await advance(tx, file, () => ({ type: 'party_gone' }), regionId)
}

async function lockTreatiesOf(tx: Tx, regionId: string): Promise<TreatyFile[]> {
  const open = await findTreatyFiles(tx.db, {
    regionId,
    status: ['proposed', 'ratifying', 'active', 'notice'],
  })
  const ids = open.map(({ treaty }) => treaty.id).sort()
  const locked: TreatyFile[] = []
  for (const id of ids) locked.push(await lockTreaty(tx.db, id))
  return locked
}

async function advance(
  tx: Tx,
  file: TreatyFile,
  eventOf: (side: Side) => TreatyEvent,
  regionId: string,
): Promise<boolean> {
  const event = eventOf(requireSide(file, regionId))
  const verdict = advanceTreaty(treatyState(file), event, termsAt(file, tx.now))
  if (verdict.ok) await saveTreaty(tx, file, verdict.value, tx.now)
  return verdict.ok
}
