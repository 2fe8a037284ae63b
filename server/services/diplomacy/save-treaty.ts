import { and, eq } from 'drizzle-orm'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { settleTreatyJob } from '#jobs/diplomacy/settle-treaty.ts'
import { job } from '#jobs/outbox.ts'
import { TREATY_LABELS } from '#server/domain/diplomacy/treaty-labels.ts'
import { nextReminderAt } from '#server/domain/diplomacy/renewal.ts'
import { type TreatyState } from '#server/domain/diplomacy/treaty-machine.ts'
import { type TreatyStatus } from '#server/domain/diplomacy/treaty-types.ts'
import { treatyPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { voidVote } from '../voting/close-vote.ts'
import { SIDES, type TreatyFile } from './queries.ts'

/**
 * Writes the stage that a treaty has reached, and with it audit, the job of its next moment, and word to both governments; at the
 * end of ratification votes that are still open end with it. Does nothing when the stage is still the same.
 */
export async function saveTreaty(tx: Tx, file: TreatyFile, state: TreatyState, now: Date): Promise<void> {
  const { treaty } = file
  if (state.status === treaty.status) return
  const { status, signedAt, expiresAt, endsAt } = state
  const reminderAt = status === 'active' ? nextReminderAt(expiresAt, now) : null
  await tx.db
    .update(treaties)
    .set({
      status,
      signedAt,
      expiresAt,
      endsAt,
      endedAt: isFinal(status) ? now : null,
      nextReminderAt: reminderAt,
    })
    .where(eq(treaties.id, treaty.id))
  if (treaty.status === 'ratifying') await stopVotes(tx, treaty.id, now)
  await tx.audit({
    action: `treaty.${status}`,
    regionId: treaty.regionA,
    subject: { type: 'treaty', id: treaty.id },
    detail: { from: treaty.status, treatyType: treaty.treatyType, partner: treaty.regionB },
  })
  for (const moment of [endsAt, expiresAt, reminderAt])
    if (moment && !isFinal(status)) await tx.enqueue(job(settleTreatyJob, { treatyId: treaty.id }, moment))
  await notifyBothSides(tx, file, status)
  if (status === 'active') tx.publish({ audience: { kind: 'public' }, topic: 'galaxy' })
}

/** Ends the votes that were not counted before the treaty was decided: the other side refused, or the time was over. */
async function stopVotes(tx: Tx, treatyId: string, now: Date): Promise<void> {
  const stopped = await tx.db
    .update(treatySides)
    .set({ status: 'stopped' })
    .where(and(eq(treatySides.treatyId, treatyId), eq(treatySides.status, 'voting')))
    .returning({ voteId: treatySides.voteId })
  for (const { voteId } of stopped) if (voteId !== null) await voidVote(tx, voteId, now)
}

/** Notifies owner and ambassadors of both sides, and refreshes open pages of both regions. */
export async function notifyBothSides(tx: Tx, file: TreatyFile, news: TreatyNews): Promise<void> {
  const { treaty, parties } = file
  for (const side of SIDES) {
    const own = parties[side]
    const partner = parties[side === 'a' ? 'b' : 'a']
    tx.publish({ audience: { kind: 'region', regionId: own.id }, topic: 'treaty', id: treaty.id })
    const holders = await findOfficeHolders(tx.db, own.id)
    const ambassadors = holders.filter(({ position }) => position === 'ambassador')
    await notify(tx, {
      userIds: [own.ownerId, ...ambassadors.map(({ userId }) => userId)],
      kind: `treaty.${news}`,
      title: `${TREATY_LABELS[treaty.treatyType]} with ${partner.displayName}: ${NEWS[news]}`,
      href: treatyPath(own.name, treaty.id),
      regionId: own.id,
    })
  }
}

/** A stage that a treaty has reached, or something that happened within one. */
export type TreatyNews = TreatyStatus | 'countered' | 'breach-reported' | 'breach-answered' | 'running-out'

const NEWS: Record<TreatyNews, string> = {
  proposed: 'offered',
  ratifying: 'signed, to be ratified',
  active: 'in force',
  notice: 'notice was given, it ends in seven days',
  ended: 'ended',
  rejected: 'rejected',
  expired: 'expired',
  countered: 'other terms are offered',
  'breach-reported': 'a breach is reported',
  'breach-answered': 'the report of a breach is answered',
  'running-out': 'it runs out soon',
}

const isFinal = (status: TreatyStatus): boolean =>
  status === 'ended' || status === 'rejected' || status === 'expired'
