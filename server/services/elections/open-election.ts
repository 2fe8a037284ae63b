import { randomBytes, randomUUID } from 'node:crypto'
import { elections } from '#db/schema/platform/elections.ts'
import { openVotingJob } from '#jobs/elections/open-voting.ts'
import { job } from '#jobs/outbox.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { lotteryCommitment } from '#server/domain/elections/lottery.ts'
import { electionSchedule } from '#server/domain/elections/schedule.ts'
import { electionPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { sha256 } from '../sha256.ts'
import { findCitizenIds } from './queries.ts'

export type NewElection = {
  /** Locked by the caller, who has made sure that no election for the position is open. */
  region: RegionRow
  position: Position
  seats: number
  nominationDays: number
  votingDurationDays: number
  /** Null when it opens by the region's interval. */
  calledBy: string | null
}

/**
 * Opens nominations. The secret that would decide a tie is drawn now and only its commitment is shown until the close,
 * so that nobody can steer the lottery.
 */
export async function openElection(tx: Tx, election: NewElection): Promise<string> {
  const { region, position, calledBy } = election
  const id = randomUUID()
  const lotterySecret = randomBytes(32).toString('hex')
  const { votingOpensAt } = electionSchedule(tx.now, election)
  await tx.db.insert(elections).values({
    id,
    regionId: region.id,
    position,
    seats: election.seats,
    method: region.electionMethod,
    status: 'pending',
    calledBy,
    createdAt: tx.now,
    votingOpensAt,
    votingDays: election.votingDurationDays,
    lotteryCommitment: lotteryCommitment(lotterySecret, id, sha256),
    lotterySecret,
  })
  await tx.audit({
    action: 'election.called',
    regionId: region.id,
    subject: { type: 'election', id },
    detail: { position, seats: election.seats, method: region.electionMethod, recurring: calledBy === null },
  })
  await tx.enqueue(job(openVotingJob, { electionId: id }, votingOpensAt))
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'election', id })
  const citizens = await findCitizenIds(tx.db, region.id)
  await notify(tx, {
    userIds: citizens.filter((citizen) => citizen !== calledBy),
    kind: 'election.called',
    title: `${region.displayName}: nominations are open (${POSITION_LABELS[position].toLowerCase()})`,
    href: electionPath(region.name, id),
    regionId: region.id,
  })
  return id
}
