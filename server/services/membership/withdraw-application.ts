import { and, eq } from 'drizzle-orm'
import { membershipApplications } from '#db/schema/platform/membership.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireRegion } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'

/** Withdraws the user's open application. @throws NOT_FOUND when there is none. */
export async function withdrawApplication(
  ctx: Ctx,
  input: { region: string },
): Promise<{ applicationId: string }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const region = await requireRegion(tx, input.region)
    const [application] = await tx.db
      .update(membershipApplications)
      .set({ status: 'withdrawn', decidedAt: tx.now })
      .where(
        and(
          eq(membershipApplications.regionId, region.id),
          eq(membershipApplications.userId, userId),
          eq(membershipApplications.status, 'open'),
        ),
      )
      .returning({ id: membershipApplications.id })
    if (!application) throw notFound('Your application')
    await tx.audit({
      action: 'membership.application-withdrawn',
      regionId: region.id,
      subject: { type: 'application', id: application.id },
    })
    tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'membership', id: userId })
    return { applicationId: application.id }
  })
}
