import { sql } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { membershipApplications } from '#db/schema/platform/membership.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireOpen } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { requireCanAdmit } from './check-admission.ts'
import { getPendingApplication, lockMembership } from './queries.ts'

/**
 * Invites a player to become a resident, whatever the immigration policy.
 * @throws NOT_FOUND to users outside the government and for an unknown callsign, FORBIDDEN to offices without that
 * power, CONFLICT for a resident or citizen.
 */
export async function inviteMember(
  ctx: Ctx,
  input: { region?: string | undefined; callsign: string },
): Promise<{ userId: string; callsign: string }> {
  return transact(ctx, async (tx) => {
    const { userId: invitedBy } = requireUser(tx)
    const region = await requireCanAdmit(tx, input.region)
    requireOpen(region)
    const [guest] = await tx.db
      .select({ userId: users.id, callsign: users.callsign })
      .from(users)
      .where(sql`lower(${users.callsign}) = lower(${input.callsign})`)
    if (!guest) throw notFound(`A player called ${input.callsign}`)
    const member = await lockMembership(tx.db, region.id, guest.userId)
    if (member && member.type !== 'visitor')
      throw new GameError('CONFLICT', `${guest.callsign} already lives in this region.`, {
        reason: 'already-resident',
      })
    const pending = await getPendingApplication(tx.db, region.id, guest.userId)
    if (pending?.status === 'open')
      throw new GameError('CONFLICT', `${guest.callsign} has already applied: approve the application.`, {
        reason: 'has-applied',
      })
    if (pending) return guest
    await tx.db.insert(membershipApplications).values({
      regionId: region.id,
      userId: guest.userId,
      wants: 'resident',
      status: 'invited',
      requestedAt: tx.now,
      decidedBy: invitedBy,
    })
    await tx.audit({
      action: 'membership.invited',
      regionId: region.id,
      subject: { type: 'user', id: guest.userId },
    })
    await notify(tx, {
      userIds: [guest.userId],
      kind: 'membership.invited',
      title: `${region.displayName} invites you to become a resident`,
      href: regionPath(region.name),
      regionId: region.id,
    })
    return guest
  })
}
