import { and, eq } from 'drizzle-orm'
import { elections, recalls } from '#db/schema/platform/elections.ts'
import { openVotingJob } from '#jobs/elections/open-voting.ts'
import { job } from '#jobs/outbox.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { electionPath, recallPath } from '#server/domain/regions/paths.ts'
import { extendForClosure, type Pause } from '#server/domain/voting/closure.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { notifyResumed } from '../voting/notify-resumed.ts'

/** Extends nominations and petitions of a region by the time that it was closed, like `extendVotesAfterClosure` for votes. */
export async function extendStagesAfterClosure(tx: Tx, region: RegionRow, closure: Pause): Promise<void> {
  await extendNominations(tx, region, closure)
  await extendPetitions(tx, region, closure)
}

async function extendNominations(tx: Tx, region: RegionRow, closure: Pause) {
  const open = await tx.db
    .select()
    .from(elections)
    .where(and(eq(elections.regionId, region.id), eq(elections.status, 'pending')))
    .for('update')
  for (const { id: electionId, position, votingOpensAt } of open) {
    const until = extendForClosure(votingOpensAt, closure)
    if (until === null) continue
    await tx.db.update(elections).set({ votingOpensAt: until }).where(eq(elections.id, electionId))
    if (!closure.isOver) continue
    await tx.enqueue(job(openVotingJob, { electionId }, until))
    await notifyResumed(tx, region, {
      subject: { type: 'election', id: electionId },
      topic: 'election',
      what: `nominations are open again (${POSITION_LABELS[position].toLowerCase()})`,
      to: { kind: 'citizens', regionId: region.id },
      href: electionPath(region.name, electionId),
      until,
    })
  }
}

async function extendPetitions(tx: Tx, region: RegionRow, closure: Pause) {
  const open = await tx.db
    .select()
    .from(recalls)
    .where(and(eq(recalls.regionId, region.id), eq(recalls.status, 'petition')))
    .for('update')
  for (const { id: recallId, position, petitionEndsAt } of open) {
    const until = extendForClosure(petitionEndsAt, closure)
    if (until === null) continue
    await tx.db.update(recalls).set({ petitionEndsAt: until }).where(eq(recalls.id, recallId))
    if (!closure.isOver) continue
    await notifyResumed(tx, region, {
      subject: { type: 'recall', id: recallId },
      topic: 'election',
      what: `the petition for a recall is open again (${POSITION_LABELS[position].toLowerCase()})`,
      to: { kind: 'citizens', regionId: region.id },
      href: recallPath(region.name, recallId),
      until,
    })
  }
}
