import { eq } from 'drizzle-orm'
import { recalls } from '#db/schema/platform/elections.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type RecallStatus } from '#server/domain/elections/recall.ts'
import { type Tally } from '#server/domain/voting/tally.ts'
import { recallPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireRegion } from '../regions/require-region.ts'
import { voidVote } from '../voting/close-vote.ts'
import { findCitizenIds } from './queries.ts'
import { type RecallRow } from './recall-queries.ts'

const WORDS: Record<Extract<RecallStatus, 'recalled' | 'kept' | 'lapsed'>, string> = {
  recalled: 'has been recalled',
  kept: 'stays in office',
  lapsed: 'is no longer up for recall',
}

/** Ends a recall by its count and notifies everybody concerned. The caller has locked its row. */
export async function decideRecall(
  tx: Tx,
  recall: RecallRow,
  { result, hash }: { result: Tally; hash: string },
): Promise<void> {
  const { outcome, turnout, rollSize, yesBallots, noBallots } = result
  await write(tx, recall, {
    values: { status: result.passed ? 'recalled' : 'kept' },
    detail: { outcome, turnout, hash },
    body: `${turnout} of ${rollSize} voted; ${yesBallots} yes, ${noBallots} no.`,
  })
}

/** Ends a recall without a result, and notifies everybody concerned of the reason. The caller has locked its row. */
export async function lapseRecall(tx: Tx, recall: RecallRow, reason: string, now: Date): Promise<void> {
  if (recall.voteId !== null) await voidVote(tx, recall.voteId, now)
  await write(tx, recall, {
    values: { status: 'lapsed', lapsedAt: now, lapseReason: reason },
    detail: { reason },
    body: reason,
  })
}

type Ending = {
  values: { status: keyof typeof WORDS; lapsedAt?: Date; lapseReason?: string }
  detail: Record<string, unknown>
  body: string
}

async function write(tx: Tx, recall: RecallRow, { values, detail, body }: Ending): Promise<void> {
  const { id, regionId, position, holderId } = recall
  const { status } = values
  await tx.db.update(recalls).set(values).where(eq(recalls.id, id))
  const region = await requireRegion(tx, regionId)
  await tx.audit({
    action: `recall.${status}`,
    regionId,
    subject: { type: 'recall', id },
    detail: { position, holderId, ...detail },
  })
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'election', id })
  await notify(tx, {
    userIds: [...(await findCitizenIds(tx.db, regionId)), holderId, region.ownerId],
    kind: `recall.${status}`,
    title: `${region.displayName}: the ${POSITION_LABELS[position].toLowerCase()} ${WORDS[status]}`,
    body,
    href: recallPath(region.name, id),
    regionId,
  })
}
