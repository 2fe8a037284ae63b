import { eq } from 'drizzle-orm'
import { scheduledDecrees } from '#db/schema/platform/regions.ts'
import { checkRevocation } from '#server/domain/policies/scheduled-decree.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireReadable } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { lockDecree } from './queries.ts'
import { notifyAboutDecree } from './notify-about-decree.ts'

/**
 * Revokes an announced decree before its day. Also allowed while the region is closed, because it changes no setting.
 * @throws NOT_FOUND, FORBIDDEN for everyone except its issuer, CONFLICT once it is in force, lapsed or revoked.
 */
export async function revokeDecree(
  ctx: Ctx,
  { decreeId }: { decreeId: string },
): Promise<{ decreeId: string; status: 'revoked' }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const decree = await lockDecree(tx.db, decreeId)
    const { region } = await requireReadable(tx, decree.regionId)
    const verdict = checkRevocation({ isIssuer: decree.issuedBy === userId, status: decree.status })
    if (!verdict.ok) throw refused(verdict.reason === 'not-the-issuer' ? 'FORBIDDEN' : 'CONFLICT', verdict)

    await tx.db
      .update(scheduledDecrees)
      .set({ status: 'revoked', settledAt: tx.now })
      .where(eq(scheduledDecrees.id, decreeId))
    await tx.audit({
      action: 'decree.revoked',
      regionId: decree.regionId,
      subject: { type: 'decree', id: decreeId },
    })
    await notifyAboutDecree(tx, region, decree, { kind: 'law.revoked', body: 'Nothing changes.' })
    return { decreeId, status: 'revoked' }
  })
}
