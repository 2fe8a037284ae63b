import { and, eq } from 'drizzle-orm'
import { treatySides } from '#db/schema/platform/diplomacy.ts'
import { advanceTreaty, type Side } from '#server/domain/diplomacy/treaty-machine.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireTreaty, type TreatyFile } from './queries.ts'
import { saveTreaty } from './save-treaty.ts'
import { termsAt, treatyState } from './treaty-state.ts'
import { treatyView, type TreatyView } from './treaty-view.ts'

/** Takes an offer off the table for one side, before it is signed: afterwards the votes decide. @throws CONFLICT. */
export async function rejectOffer(
  tx: Tx,
  { file, side, now }: { file: TreatyFile; side: Side; now: Date },
): Promise<TreatyView> {
  const { treaty, parties } = file
  if (treaty.status === 'ratifying')
    throw new GameError('CONFLICT', 'This treaty is signed: now those who ratify it decide.', {
      reason: 'already-signed',
    })
  const verdict = advanceTreaty(treatyState(file), { type: 'rejected', side }, termsAt(file, now))
  if (!verdict.ok) throw refused('CONFLICT', verdict)
  await tx.db
    .update(treatySides)
    .set({ status: 'refused' })
    .where(and(eq(treatySides.treatyId, treaty.id), eq(treatySides.regionId, parties[side].id)))
  await saveTreaty(tx, file, verdict.value, now)
  return treatyView(await requireTreaty(tx.db, treaty.id))
}
