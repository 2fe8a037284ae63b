import { eq } from 'drizzle-orm'
import { treaties } from '#db/schema/platform/diplomacy.ts'
import { advanceTreaty } from '#server/domain/diplomacy/treaty-machine.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireTreaty } from './queries.ts'
import { requireTreatySigner } from './require-signer.ts'
import { saveTreaty } from './save-treaty.ts'
import { termsAt, treatyState } from './treaty-state.ts'
import { treatyView, type TreatyView } from './treaty-view.ts'

/** Ends a treaty with seven days' notice; until then it binds. @throws FORBIDDEN, NOT_FOUND, CONFLICT unless it is active. */
export async function giveNotice(ctx: Ctx, input: { treatyId: string; region: string }): Promise<TreatyView> {
  return transact(ctx, async (tx) => {
    const { file, side, region, now } = await requireTreatySigner(tx, input)
    const { treaty } = file
    const verdict = advanceTreaty(treatyState(file), { type: 'notice_given', side }, termsAt(file, now))
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    await tx.db
      .update(treaties)
      .set({ noticeGivenAt: now, noticeGivenBy: region.id })
      .where(eq(treaties.id, treaty.id))
    await saveTreaty(tx, file, verdict.value, now)
    return treatyView(await requireTreaty(tx.db, treaty.id))
  })
}
