import { eq } from 'drizzle-orm'
import { membershipApplications } from '#db/schema/platform/membership.ts'
import { requestCitizenship } from '#server/domain/membership/membership-rules.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { refused } from '../refused.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireOpen } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { requireCanAdmit } from './check-admission.ts'
import { grantCitizenship } from './grant-citizenship.ts'
import { grantResidence } from './grant-residence.ts'
import { countCitizenships, isGalacticCitizen, lockMembership, type ApplicationRow } from './queries.ts'

export type DecideApplicationInput = { applicationId: string; decision: 'approve' | 'refuse' }

/**
 * Approves or refuses an application. Approving a citizenship skips the waiting period but not the limit of
 * citizenships.
 * @throws NOT_FOUND to users outside the government, FORBIDDEN to offices without that power, CONFLICT when it is
 * already decided.
 */
export async function decideApplication(
  ctx: Ctx,
  { applicationId, decision }: DecideApplicationInput,
): Promise<{ applicationId: string; status: 'approved' | 'refused' }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const [application] = await tx.db
      .select()
      .from(membershipApplications)
      .where(eq(membershipApplications.id, applicationId))
      .for('update')
    if (!application) throw notFound('This application')
    const region = await requireCanAdmit(tx, application.regionId)
    requireOpen(region)
    if (application.status !== 'open')
      throw new GameError('CONFLICT', 'This application has already been decided.', {
        reason: 'already-decided',
      })

    const status = decision === 'approve' ? 'approved' : 'refused'
    if (decision === 'approve') await approveApplication(tx, region, application)
    await tx.db
      .update(membershipApplications)
      .set({ status, decidedAt: tx.now, decidedBy: userId })
      .where(eq(membershipApplications.id, applicationId))
    await tx.audit({
      action: `membership.application-${status}`,
      regionId: region.id,
      subject: { type: 'application', id: applicationId },
      detail: { wants: application.wants, applicant: application.userId },
    })
    tx.publish({
      audience: { kind: 'region', regionId: region.id },
      topic: 'membership',
      id: application.userId,
    })
    if (application.wants === 'resident' || decision === 'refuse')
      await notify(tx, {
        userIds: [application.userId],
        kind: `membership.${status}`,
        title: `${region.displayName} ${status} your application for ${application.wants === 'resident' ? 'residence' : 'citizenship'}`,
        href: regionPath(region.name),
        regionId: region.id,
      })
    return { applicationId, status }
  })
}

async function approveApplication(tx: Tx, region: RegionRow, application: ApplicationRow) {
  const member = await lockMembership(tx.db, region.id, application.userId)
  if (!member)
    throw new GameError('CONFLICT', 'The applicant has left the region.', { reason: 'applicant-gone' })
  if (application.wants === 'resident') {
    if (member.type === 'visitor') await grantResidence(tx, region, application.userId)
    return
  }
  const verdict = requestCitizenship({
    membershipType: member.type,
    residentSince: member.residentSince,
    citizenshipWaitDays: region.citizenshipWaitDays,
    isApproved: true,
    citizenshipsHeld: await countCitizenships(tx.db, application.userId, region.id),
    isGalacticCitizen: await isGalacticCitizen(tx.db, application.userId),
    now: tx.now,
  })
  if (!verdict.ok) throw refused('CONFLICT', verdict)
  await grantCitizenship(tx, region, application.userId)
}
