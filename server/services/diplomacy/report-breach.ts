import { and, eq, isNull } from 'drizzle-orm'
import { treatyBreaches } from '#db/schema/platform/diplomacy.ts'
import { mayReportBreach } from '#server/domain/diplomacy/breach.ts'
import { advanceTreaty } from '#server/domain/diplomacy/treaty-machine.ts'
import { transact, type Ctx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { refused } from '../refused.ts'
import { requireUser } from '../require-actor.ts'
import { requireTreatySigner } from './require-signer.ts'
import { notifyBothSides } from './save-treaty.ts'
import { termsAt, treatyState } from './treaty-state.ts'

/**
 * Puts on the treaty's public record that the other side has broken it. Nothing follows by itself: the record is for those who
 * think of signing. @throws FORBIDDEN, NOT_FOUND, CONFLICT for a treaty that never bound or is long over, and while one's
 * last report is unanswered.
 */
export async function reportBreach(
  ctx: Ctx,
  input: { treatyId: string; region: string; text: string },
): Promise<{ breachId: string }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { file, region, now } = await requireTreatySigner(tx, input)
    const aged = advanceTreaty(treatyState(file), { type: 'time_passed' }, termsAt(file, now))
    const own = and(
      eq(treatyBreaches.treatyId, file.treaty.id),
      eq(treatyBreaches.regionId, region.id),
      isNull(treatyBreaches.answeredAt),
    )
    const verdict = mayReportBreach(
      {
        status: aged.ok ? aged.value.status : file.treaty.status,
        signedAt: file.treaty.signedAt,
        endedAt: file.treaty.endedAt,
        ownUnanswered: await tx.db.$count(treatyBreaches, own),
      },
      now,
    )
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    const { id } = oneRow(
      await tx.db
        .insert(treatyBreaches)
        .values({
          treatyId: file.treaty.id,
          regionId: region.id,
          reportedBy: userId,
          reportedAt: now,
          text: input.text,
        })
        .returning({ id: treatyBreaches.id }),
    )
    await tx.audit({
      action: 'treaty.breach-reported',
      regionId: region.id,
      subject: { type: 'treaty', id: file.treaty.id },
      detail: { breachId: id },
    })
    await notifyBothSides(tx, file, 'breach-reported')
    return { breachId: id }
  })
}
