import { recalls, recallSignatures } from '#db/schema/platform/elections.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { petitionEndsAt } from '#server/domain/elections/recall.ts'
import { recallPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { oneRow } from '../one-row.ts'
import { refused } from '../refused.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { requireFewProposals } from '../voting/require-few-proposals.ts'
import { findCitizenIds } from './queries.ts'
import { findRecalls, lockHeldOffice, openElectionStatus } from './recall-queries.ts'
import { recallVerdict } from './recall-verdict.ts'

export type StartRecallInput = { region: string; position: Position; holderId: string; reason: string }

/**
 * Asks for the recall of an office holder, outside the blackout, and signs as the first. One third of the citizens
 * within fourteen days open the vote. @throws NOT_FOUND, FORBIDDEN for others than citizens, CONFLICT.
 */
export async function startRecall(ctx: Ctx, input: StartRecallInput): Promise<{ recallId: string }> {
  return transact(ctx, async (tx) => {
    const { userId, callsign } = requireUser(tx)
    const { position, holderId, reason } = input
    const { region, standing } = await requireParticipant(tx, input.region)
    requireOpen(region)
    const office = await lockHeldOffice(tx.db, { regionId: region.id, position, holderId })
    const now = await tx.clock.now(tx.db)
    const { verdict } = recallVerdict({
      position,
      holder: office,
      reader: { userId, membership: standing.membership },
      recalls: await findRecalls(tx.db, region.id),
      electionStatus: await openElectionStatus(tx.db, region.id, position),
      now,
    })
    if (!verdict.ok) throw refused(verdict.reason === 'citizens-only' ? 'FORBIDDEN' : 'CONFLICT', verdict)
    await requireFewProposals(tx)
    if (!office) throw new TypeError('a recall was allowed against somebody without an office')

    const { id: recallId } = oneRow(
      await tx.db
        .insert(recalls)
        .values({
          regionId: region.id,
          officeId: office.id,
          position,
          holderId,
          startedBy: userId,
          reason,
          status: 'petition',
          startedAt: now,
          petitionEndsAt: petitionEndsAt(now, { endsAt: office.termUntil }),
        })
        .returning({ id: recalls.id }),
    )
    await tx.db.insert(recallSignatures).values({ recallId, userId, signedAt: now })
    await tx.audit({
      action: 'recall.started',
      regionId: region.id,
      subject: { type: 'recall', id: recallId },
      detail: { position, holderId },
    })
    tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'election', id: recallId })
    const citizens = await findCitizenIds(tx.db, region.id)
    await notify(tx, {
      userIds: [...citizens, holderId].filter((id) => id !== userId),
      kind: 'recall.started',
      title: `${region.displayName}: ${callsign} asks for a recall (${POSITION_LABELS[position].toLowerCase()})`,
      body: 'Read the reason on the page of the petition.',
      href: recallPath(region.name, recallId),
      regionId: region.id,
    })
    return { recallId }
  })
}
