import { and, eq } from 'drizzle-orm'
import { treatyBreaches } from '#db/schema/platform/diplomacy.ts'
import { mayAnswerBreach } from '#server/domain/diplomacy/breach.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireUser } from '../require-actor.ts'
import { requireTreatySigner } from './require-signer.ts'
import { notifyBothSides } from './save-treaty.ts'

/** The accused side's answer to a report, once, on the same public record. @throws FORBIDDEN, NOT_FOUND, CONFLICT. */
export async function answerBreach(
  ctx: Ctx,
  input: { treatyId: string; region: string; breachId: string; text: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { file, region, now } = await requireTreatySigner(tx, input)
    const [report] = await tx.db
      .select()
      .from(treatyBreaches)
      .where(and(eq(treatyBreaches.id, input.breachId), eq(treatyBreaches.treatyId, file.treaty.id)))
    if (!report) throw notFound('This report')
    const verdict = mayAnswerBreach({
      isOwnReport: report.regionId === region.id,
      isAnswered: report.answeredAt !== null,
    })
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    await tx.db
      .update(treatyBreaches)
      .set({ answer: input.text, answeredBy: userId, answeredAt: now })
      .where(eq(treatyBreaches.id, report.id))
    await tx.audit({
      action: 'treaty.breach-answered',
      regionId: region.id,
      subject: { type: 'treaty', id: file.treaty.id },
      detail: { breachId: report.id },
    })
    await notifyBothSides(tx, file, 'breach-answered')
  })
}
