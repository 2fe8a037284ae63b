import { and, eq, gt } from 'drizzle-orm'
import { invitations } from '#db/schema/platform/invitations.ts'
import {
  DECLINED_REST_DAYS,
  INVITATION_DAYS,
  OPEN_INVITATIONS_MAX,
} from '#server/domain/membership/invitation-rules.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { lockRegion } from '../regions/region-rows.ts'
import { requireOpen } from '../regions/require-region.ts'
import { requirePlayerCalled } from '../require-player-called.ts'
import { requireUser } from '../require-actor.ts'
import { requireCanAdmit } from './check-admission.ts'
import { endInvitation } from './end-invitation.ts'
import { listUsableInvitations, lockUsableInvitation } from './invitation-queries.ts'
import { getOpenApplication, lockMembership } from './queries.ts'

/**
 * Invites a player to become a resident, whatever the immigration policy. The invitation holds for 14 days, and as long as who sent it
 * may admit people.
 * @throws NOT_FOUND to users outside the government and for an unknown callsign, FORBIDDEN to offices without that
 * power, CONFLICT for a resident or citizen, for who declined within 14 days, and when 50 invitations are open.
 */
export async function inviteMember(
  ctx: Ctx,
  input: { region?: string | undefined; callsign: string },
): Promise<{ userId: string; callsign: string }> {
  return transact(ctx, async (tx) => {
    const { userId: invitedBy } = requireUser(tx)
    const region = await requireCanAdmit(tx, input.region)
    requireOpen(region)
    const guest = await requirePlayerCalled(tx, input.callsign)
    // One invitation after the other, so that a region never has too many.
    await lockRegion(tx.db, region.id)
    const member = await lockMembership(tx.db, region.id, guest.userId)
    if (member && member.type !== 'visitor')
      throw new GameError('CONFLICT', `${guest.callsign} already lives in this region.`, {
        reason: 'already-resident',
      })
    if (await getOpenApplication(tx.db, region.id, guest.userId))
      throw new GameError('CONFLICT', `${guest.callsign} has already applied: approve the application.`, {
        reason: 'has-applied',
      })
    const to = { regionId: region.id, userId: guest.userId }
    if (await lockUsableInvitation(tx.db, to, tx.now)) return guest
    await requireNotDeclined(tx, to)
    const open = await listUsableInvitations(tx.db, region.id, tx.now)
    if (open.length >= OPEN_INVITATIONS_MAX)
      throw new GameError(
        'CONFLICT',
        `${OPEN_INVITATIONS_MAX} invitations are open: revoke one, or wait for an answer.`,
        { reason: 'too-many-invitations' },
      )
    await endInvitation(tx, { ...to, end: 'lapsed' })
    const [made] = await tx.db
      .insert(invitations)
      .values({
        ...to,
        invitedBy,
        invitedAt: tx.now,
        expiresAt: new Date(tx.now.getTime() + INVITATION_DAYS * DAY_MS),
      })
      .onConflictDoNothing()
      .returning({ id: invitations.id })
    // Another office holder invited them in the same moment.
    if (!made) return guest
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
      // To revoke and invite again must not fill somebody's mailbox.
      linesADay: 1,
    })
    return guest
  })
}

/** Locks nothing: who declines in the same moment may be asked once more. */
async function requireNotDeclined(tx: Tx, to: { regionId: string; userId: string }): Promise<void> {
  const since = new Date(tx.now.getTime() - DECLINED_REST_DAYS * DAY_MS)
  const declined = await tx.db.$count(
    invitations,
    and(
      eq(invitations.regionId, to.regionId),
      eq(invitations.userId, to.userId),
      eq(invitations.outcome, 'declined'),
      gt(invitations.endedAt, since),
    ),
  )
  if (declined > 0)
    throw new GameError(
      'CONFLICT',
      `This player declined lately. Ask again ${DECLINED_REST_DAYS} days after that.`,
      { reason: 'declined-lately' },
    )
}
