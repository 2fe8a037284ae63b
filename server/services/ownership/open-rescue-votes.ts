import { eq } from 'drizzle-orm'
import { rescues } from '#db/schema/platform/ownership.ts'
import { users } from '#db/schema/platform/identity.ts'
import { mayOpenRescueVote, RESCUE_RULES, rescueVoteEndsAt } from '#server/domain/ownership/rescue.ts'
import { rescuePath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { oneRow } from '../one-row.ts'
import { lockRegion, type RegionRow } from '../regions/region-rows.ts'
import { announceVote, copyVote, openVoteOf, type OpenedVote } from '../voting/open-vote.ts'
import { findRescuers } from './find-rescuers.ts'
import { lapseRescue } from './end-rescue.ts'
import { getLapse, lockOpenRescues, type RescueRow } from './rescue-queries.ts'
import { rescueRoll } from './rescue-roll.ts'

/**
 * Opens the votes on all who have accepted to take a region over: one question each, side by side, with the same roll. From the first
 * read-only day of the timetable, and never while an earlier decision is under way. Who has not answered by then is named no longer, so that
 * their namer is free. Returns how many it opened.
 */
export async function openRescueVotes(ctx: Ctx, { regionId }: { regionId: string }): Promise<number> {
  return transact(ctx, async (tx) => {
    const region = await lockRegion(tx.db, regionId)
    if (!region) return 0
    const open = await lockOpenRescues(tx.db, regionId)
    const isDecided = open.every(({ status }) => status === 'accepted' || status === 'named')
    const lapse = await getLapse(tx.db, regionId)
    if (!isDecided || !lapse?.timetable || !mayOpenRescueVote(lapse, tx.now)) return 0
    const accepted = await keepEligible(tx, regionId, open)
    let first: OpenedVote | null = null
    for (const rescue of accepted) {
      const vote: OpenedVote = first
        ? await copyVote(tx, first.voteId)
        : await openVoteOf(
            tx,
            { region, kind: 'rescue', closesAt: rescueVoteEndsAt(tx.now), rules: RESCUE_RULES },
            rescueRoll(region, lapse.timetable, tx.now),
          )
      first ??= vote
      await putToVote(tx, { region, rescue, vote })
    }
    if (first)
      for (const rescue of open) if (rescue.status === 'named') await lapseRescue(tx, rescue, 'unanswered')
    return accepted.length
  })
}

/** Those who have accepted and may still become the owner; the others lapse. */
async function keepEligible(tx: Tx, regionId: string, open: readonly RescueRow[]): Promise<RescueRow[]> {
  const accepted = open.filter(({ status }) => status === 'accepted')
  const people = await findRescuers(
    tx,
    regionId,
    accepted.map(({ rescuerId }) => rescuerId),
  )
  const isEligible = ({ rescuerId }: RescueRow) => people.get(rescuerId)?.isEligible ?? false
  for (const rescue of accepted) if (!isEligible(rescue)) await lapseRescue(tx, rescue, 'not-eligible')
  return accepted.filter(isEligible)
}

async function putToVote(
  tx: Tx,
  { region, rescue, vote }: { region: RegionRow; rescue: RescueRow; vote: OpenedVote },
): Promise<void> {
  const { id, rescuerId } = rescue
  await tx.db.update(rescues).set({ status: 'voting', voteId: vote.voteId }).where(eq(rescues.id, id))
  await tx.audit({
    ...{ action: 'rescue.voting-opened', regionId: region.id, subject: { type: 'rescue', id } },
    detail: { rescuerId, rollSize: vote.rollSize },
  })
  const { callsign } = oneRow(
    await tx.db.select({ callsign: users.callsign }).from(users).where(eq(users.id, rescuerId)),
  )
  const notice = {
    kind: 'rescue.voting-opened',
    title: `${region.displayName}: should ${callsign} take the region over?`,
    body: 'Its owner stopped paying. Two thirds of those who may vote have to say yes within seven days.',
  }
  await announceVote(tx, { kind: 'rescue', subjectId: id, region, vote, notice })
  await notify(tx, {
    ...notice,
    userIds: [region.ownerId, rescuerId],
    href: rescuePath(region.name, id),
    regionId: region.id,
    once: true,
  })
}
