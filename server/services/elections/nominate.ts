import { isNotNull } from 'drizzle-orm'
import { candidacies } from '#db/schema/platform/elections.ts'
import {
  mayStand,
  POSITION_LABELS,
  type CandidacyRefusalReason,
} from '#server/domain/elections/election-rules.ts'
import { stageAt } from '#server/domain/elections/schedule.ts'
import { termsInARow } from '#server/domain/elections/term-limits.ts'
import { candidateAnchor, electionPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx } from '../context.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { refused } from '../refused.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { lockElection, requireElection, scheduleOf } from './queries.ts'
import { findLastWinners } from './term-history.ts'

const FORBIDDEN: ReadonlySet<CandidacyRefusalReason> = new Set(['citizens-only', 'term-limit'])

/**
 * Stands in an election with a platform, while nominations are open; somebody who withdrew may stand again. The other
 * citizens are notified once of each candidate.
 * @throws NOT_FOUND, FORBIDDEN for others than citizens and beyond the term limit, CONFLICT.
 */
export async function nominate(
  ctx: Ctx,
  { electionId, platform }: { electionId: string; platform: string },
): Promise<{ electionId: string; platform: string }> {
  return transact(ctx, async (tx) => {
    const { userId, callsign } = requireUser(tx)
    const { regionId } = await requireElection(tx.db, electionId)
    const { region, standing } = await requireParticipant(tx, regionId)
    requireOpen(region)
    const election = await lockElection(tx.db, electionId, 'share')
    const now = await tx.clock.now(tx.db)
    // Written before the rules are asked: of two requests of one person at once the second waits here, and finds the first.
    const written = await tx.db
      .insert(candidacies)
      .values({ electionId, userId, platform, nominatedAt: now })
      .onConflictDoUpdate({
        target: [candidacies.electionId, candidacies.userId],
        set: { platform, nominatedAt: now, withdrawnAt: null },
        setWhere: isNotNull(candidacies.withdrawnAt),
      })
      .returning({ userId: candidacies.userId })
    const verdict = mayStand({
      electionStatus: election.status === 'pending' ? stageAt(scheduleOf(election), now) : election.status,
      membershipType: standing.membership,
      isStanding: written.length === 0,
      termsInARow: termsInARow(await findLastWinners(tx.db, regionId, election.position), userId),
      termLimit: region.termLimit,
    })
    if (!verdict.ok) throw refused(FORBIDDEN.has(verdict.reason) ? 'FORBIDDEN' : 'CONFLICT', verdict)

    await tx.audit({ action: 'election.nominated', regionId, subject: { type: 'election', id: electionId } })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'election', id: electionId })
    await notifyLater(tx, {
      to: { kind: 'citizens', regionId, except: userId },
      notice: {
        kind: 'candidate.nominated',
        title: `${region.displayName}: ${callsign} is running for ${POSITION_LABELS[election.position].toLowerCase()}`,
        body: 'Read their platform on the page of the election.',
        // Of the candidate: standing again after withdrawing is no news.
        href: `${electionPath(region.name, electionId)}#${candidateAnchor(userId)}`,
        regionId,
      },
    })
    return { electionId, platform }
  })
}
