import { eq } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { electionPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { findCandidates, findCitizenIds, type ElectionRow } from './queries.ts'

/** Ends a locked election without a count, and notifies everybody concerned of the reason. */
export async function writeCancellation(
  tx: Tx,
  cancelled: {
    election: ElectionRow
    region: RegionRow
    reason: string
    /** Null when nobody stood. */
    cancelledBy: string | null
    now: Date
  },
): Promise<void> {
  const { election, region, reason, cancelledBy, now } = cancelled
  await tx.db
    .update(elections)
    // A vote that had begun is void.
    .set({ status: 'cancelled', voteId: null, cancelledAt: now, cancelReason: reason, cancelledBy })
    .where(eq(elections.id, election.id))
  await tx.audit({
    action: 'election.cancelled',
    regionId: region.id,
    subject: { type: 'election', id: election.id },
    detail: { position: election.position, reason },
  })
  const candidates = await findCandidates(tx.db, [election.id])
  await notify(tx, {
    userIds: [...(await findCitizenIds(tx.db, region.id)), ...candidates.map(({ userId }) => userId)],
    kind: 'election.cancelled',
    title: `${region.displayName}: the election was cancelled (${POSITION_LABELS[election.position].toLowerCase()})`,
    body: reason,
    href: electionPath(region.name, election.id),
    regionId: region.id,
  })
}
