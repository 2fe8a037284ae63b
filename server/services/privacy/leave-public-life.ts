import { and, asc, eq, gt, isNull, ne } from 'drizzle-orm'
import { candidacies, elections } from '#db/schema/platform/elections.ts'
import { invitations } from '#db/schema/platform/invitations.ts'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { withActor, type Tx } from '../context.ts'
import { declineInvitation } from '../membership/end-invitation.ts'
import { leaveRegion } from '../membership/leave-region.ts'
import { withdrawApplication } from '../membership/withdraw-application.ts'

/**
 * Ends what a person is to regions, as if they left each of them: candidacies, offices (until somebody is elected the owner acts),
 * delegations, memberships, applications and invitations. Ballots that were cast still count, since rolls are fixed.
 */
export async function leavePublicLife(
  tx: Tx,
  { userId, callsign }: { userId: string; callsign: string },
): Promise<void> {
  const person = withActor(tx, { kind: 'user', userId, callsign, role: 'player' })
  await withdrawCandidacies(tx, userId)
  const rows = await tx.db
    .select({ region: regions.id })
    .from(memberships)
    .innerJoin(regions, eq(regions.id, memberships.regionId))
    .where(
      and(
        eq(memberships.userId, userId),
        ne(memberships.type, 'visitor'),
        ne(regions.ownerId, userId),
        ne(regions.status, 'terminated'),
      ),
    )
    .orderBy(asc(regions.id))
  for (const { region } of rows) await leaveRegion(person, { region })
  await withdrawApplications(person, userId)
  await declineInvitations(person, userId)
  await tx.db.delete(memberships).where(eq(memberships.userId, userId))
}

/** Of elections whose ballot is not printed yet; afterwards whoever may no longer hold the office is left out when it is counted. */
async function withdrawCandidacies(tx: Tx, userId: string): Promise<void> {
  const open = await tx.db
    .select({ electionId: elections.id, regionId: elections.regionId })
    .from(candidacies)
    .innerJoin(elections, eq(elections.id, candidacies.electionId))
    .where(
      and(
        eq(candidacies.userId, userId),
        isNull(candidacies.withdrawnAt),
        eq(elections.status, 'pending'),
        gt(elections.votingOpensAt, tx.now),
      ),
    )
  for (const { electionId, regionId } of open) {
    await tx.db
      .update(candidacies)
      .set({ withdrawnAt: tx.now })
      .where(and(eq(candidacies.electionId, electionId), eq(candidacies.userId, userId)))
    await tx.audit({
      action: 'election.candidacy-withdrawn',
      regionId,
      subject: { type: 'election', id: electionId },
    })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'election', id: electionId })
  }
}

async function withdrawApplications(person: Tx, userId: string): Promise<void> {
  const open = await person.db
    .select({ regionId: membershipApplications.regionId })
    .from(membershipApplications)
    .where(and(eq(membershipApplications.userId, userId), eq(membershipApplications.status, 'open')))
  for (const { regionId } of open) await withdrawApplication(person, { region: regionId })
}

async function declineInvitations(person: Tx, userId: string): Promise<void> {
  const open = await person.db
    .select({ invitationId: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.userId, userId), isNull(invitations.endedAt)))
  for (const one of open) await declineInvitation(person, one)
}
