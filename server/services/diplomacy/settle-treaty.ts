import { and, eq } from 'drizzle-orm'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { rolls } from '#db/schema/platform/voting.ts'
import { settleTreaty as settleTreatyJob } from '#jobs/diplomacy/settle-treaty.ts'
import { tellMany } from '#jobs/notifications/tell-many.ts'
import { job } from '#jobs/outbox.ts'
import { nextReminderAt } from '#server/domain/diplomacy/renewal.ts'
import { TREATY_LABELS } from '#server/domain/diplomacy/treaty-labels.ts'
import { advanceTreaty, otherSide, type Side } from '#server/domain/diplomacy/treaty-machine.ts'
import { type TreatyStatus } from '#server/domain/diplomacy/treaty-types.ts'
import { LATE_QUORUM_WORDS } from '#server/domain/voting/late-quorum.ts'
import { serializeTally } from '#server/domain/voting/tally.ts'
import { treatyPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { extensionOf } from '../voting/extension-of.ts'
import { findRollEntries } from '../voting/queries.ts'
import { sha256 } from '../sha256.ts'
import { countRatification, type RatificationVote } from './count-ratification.ts'
import { lockTreaty, SIDES, type SideRow, type TreatyFile } from './queries.ts'
import { saveTreaty, tellBothSides } from './save-treaty.ts'
import { termsAt, treatyState } from './treaty-state.ts'

/**
 * Does what time asks of a treaty: counts votes that are due, lets an offer lapse, a term or a notice end, reminds of a
 * term's end. A vote decides as of its close, however late it is counted. Harmless at any time, so that jobs and sweep may
 * all come.
 */
export async function settleTreaty(ctx: Ctx, { treatyId }: { treatyId: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const file = await lockTreaty(tx.db, treatyId, 'update')
    const now = await tx.clock.now(tx.db)
    const terms = (at: Date) => termsAt(file, at)
    let state = treatyState(file)
    for (const side of SIDES) {
      const due = dueVote(file, side, now)
      if (!due) continue
      const closedAt = (await putOff(tx, { file, side, vote: due, now })) ?? due.closedAt
      if (now < closedAt) continue
      const vote = { ...due, closedAt }
      const passed = await decide(tx, { file, side, vote, now })
      const verdict = advanceTreaty(
        state,
        { type: passed ? 'ratified' : 'rejected', side },
        terms(vote.closedAt),
      )
      // The other side's vote may have ended the treaty a moment before.
      if (verdict.ok) state = verdict.value
    }
    const onward = advanceTreaty(state, { type: 'time_passed' }, terms(now))
    if (onward.ok) await saveTreaty(tx, file, onward.value, now)
    await remind(tx, file, onward.ok ? onward.value.status : null, now)
  })
}

/** Tells both governments that a treaty runs out, 30, 7 and 1 days before. What comes late is told once. */
async function remind(tx: Tx, file: TreatyFile, status: TreatyStatus | null, now: Date): Promise<void> {
  const { id, expiresAt, nextReminderAt: dueAt } = file.treaty
  if (status !== 'active' || dueAt === null || now < dueAt) return
  const next = nextReminderAt(expiresAt, now)
  await tx.db.update(treaties).set({ nextReminderAt: next }).where(eq(treaties.id, id))
  if (next) await tx.enqueue(job(settleTreatyJob, { treatyId: id }, next))
  await tellBothSides(tx, file, 'running-out')
}

function dueVote(file: TreatyFile, side: Side, now: Date): RatificationVote | null {
  const row: SideRow = file.sides[side]
  const { rollId, quorumBp, thresholdBp, votingClosesAt: closedAt } = row
  if (file.treaty.status !== 'ratifying' || row.status !== 'voting') return null
  if (rollId === null || quorumBp === null || thresholdBp === null) return null
  return closedAt !== null && now >= closedAt ? { rollId, quorumBp, thresholdBp, closedAt } : null
}

/**
 * Gives a side whose quorum came late a tenth more time, once and within the window of the offer. Returns the new close, which
 * may be over as well where the vote is counted late; null where nothing is put off.
 */
async function putOff(
  tx: Tx,
  due: { file: TreatyFile; side: Side; vote: RatificationVote; now: Date },
): Promise<Date | null> {
  const { file, side, vote, now } = due
  const { treaty, parties } = file
  const asked = await extensionOf(tx, { ...vote, closesAt: vote.closedAt })
  if (asked === null) return null
  const closesAt = new Date(Math.min(asked.getTime(), treaty.windowClosesAt.getTime() - 1))
  if (closesAt <= vote.closedAt) return null
  const own = parties[side]
  await tx.db
    .update(treatySides)
    .set({ votingClosesAt: closesAt })
    .where(and(eq(treatySides.treatyId, treaty.id), eq(treatySides.regionId, own.id)))
  await tx.db.update(rolls).set({ extendedAt: now }).where(eq(rolls.id, vote.rollId))
  await tx.audit({
    action: 'treaty.extended',
    regionId: own.id,
    subject: { type: 'treaty', id: treaty.id },
    detail: { closesAt: closesAt.toISOString() },
  })
  if (closesAt <= now) return closesAt
  await tx.enqueue(job(settleTreatyJob, { treatyId: treaty.id }, closesAt))
  tx.publish({ audience: { kind: 'region', regionId: own.id }, topic: 'treaty', id: treaty.id })
  const notice = {
    kind: 'treaty.extended',
    title: `${own.displayName}: the vote on the treaty with ${parties[otherSide(side)].displayName} goes on`,
    body: LATE_QUORUM_WORDS,
    href: treatyPath(own.name, treaty.id),
    regionId: own.id,
  }
  await tx.enqueue(job(tellMany, { to: { kind: 'roll', rollId: vote.rollId }, notice }))
  return closesAt
}

async function decide(
  tx: Tx,
  vote: { file: TreatyFile; side: Side; vote: RatificationVote; now: Date },
): Promise<boolean> {
  const { treaty, parties } = vote.file
  const own = parties[vote.side]
  const result = await countRatification(tx, vote.vote)
  const tallyHash = sha256(serializeTally(result))
  await tx.db
    .update(treatySides)
    .set({
      status: result.passed ? 'ratified' : 'refused',
      tally: result,
      tallyHash,
      decidedAt: vote.now,
    })
    .where(and(eq(treatySides.treatyId, treaty.id), eq(treatySides.regionId, own.id)))
  await tx.audit({
    action: result.passed ? 'treaty.side-ratified' : 'treaty.side-refused',
    regionId: own.id,
    subject: { type: 'treaty', id: treaty.id },
    detail: { outcome: result.outcome, turnout: result.turnout, rollSize: result.rollSize, hash: tallyHash },
  })
  tx.publish({ audience: { kind: 'region', regionId: own.id }, topic: 'treaty', id: treaty.id })
  const voters = await findRollEntries(tx.db, vote.vote.rollId)
  const partner = parties[vote.side === 'a' ? 'b' : 'a'].displayName
  await notify(tx, {
    userIds: voters.map(({ playerId }) => playerId),
    kind: result.passed ? 'treaty.side-ratified' : 'treaty.side-refused',
    title: `${TREATY_LABELS[treaty.treatyType]} with ${partner}: ${result.passed ? 'ratified' : 'refused'} by the vote`,
    body: `${result.turnout} of ${result.rollSize} voted; ${result.yesBallots} yes, ${result.noBallots} no.`,
    href: treatyPath(own.name, treaty.id),
    regionId: own.id,
  })
  return result.passed
}
