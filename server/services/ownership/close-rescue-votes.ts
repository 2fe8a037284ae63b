import { eq } from 'drizzle-orm'
import { rescues } from '#db/schema/platform/ownership.ts'
import { rankRescues, rightToPayUntil } from '#server/domain/ownership/rescue.ts'
import { rescuePath } from '#server/domain/regions/paths.ts'
import { type Tally } from '#server/domain/voting/tally.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { lockRegion, type RegionRow } from '../regions/region-rows.ts'
import { countMotion, takeDueVotes } from '../voting/close-vote.ts'
import { lapseRescue } from './end-rescue.ts'
import { findRescuers } from './find-rescuers.ts'
import { getLapse, lockOpenRescues, type RescueRow } from './rescue-queries.ts'

type Counted = RescueRow & {
  rescue: RescueRow
  callsign: string
  result: Tally
  hash: string
  passed: boolean
  yes: number
  acceptedAt: Date
  isEligible: boolean
}

/**
 * Counts the votes on a region's rescuers that are due and decides: of those with two thirds of the roll, who had most yes may pay within
 * 72 hours; the others who passed follow if they do not. Does nothing before the close or a second time. Returns whether it decided now.
 */
export async function closeRescueVotes(ctx: Ctx, { regionId }: { regionId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const region = await lockRegion(tx.db, regionId)
    if (!region) return false
    const voting = (await lockOpenRescues(tx.db, regionId)).flatMap((rescue) =>
      rescue.status === 'voting' && rescue.voteId !== null ? [{ ...rescue, voteId: rescue.voteId }] : [],
    )
    const people = await findRescuers(
      tx,
      regionId,
      voting.map(({ rescuerId }) => rescuerId),
    )
    const taken = await takeDueVotes(
      tx,
      voting.map(({ id, voteId, rescuerId }) => ({
        ...{ voteId, subjectId: id, region },
        about: people.get(rescuerId)?.callsign ?? '',
      })),
    )
    if (!taken) return false
    const counted: Counted[] = []
    for (const rescue of voting) {
      const vote = taken.due.get(rescue.id)
      if (!vote) continue
      const { result, hash } = await countMotion(tx, vote, 'two_thirds_of_roll', taken.now)
      const { callsign = '', isEligible = false } = people.get(rescue.rescuerId) ?? {}
      const figures = {
        passed: result.passed,
        yes: result.yesBallots,
        acceptedAt: rescue.acceptedAt ?? tx.now,
      }
      counted.push({ ...rescue, ...{ rescue, callsign, isEligible, result, hash }, ...figures })
    }
    const ranked = rankRescues(counted)
    for (const one of counted) await decide(tx, { region, one, place: ranked.indexOf(one) })
    await tellCitizens(tx, { region, counted, winner: ranked[0] ?? null })
    return true
  })
}

/** `place` is -1 for who did not pass or may no longer be the owner. */
async function decide(
  tx: Tx,
  { region, one, place }: { region: RegionRow; one: Counted; place: number },
): Promise<void> {
  const { outcome, turnout, rollSize } = one.result
  await tx.audit({
    ...{ action: 'rescue.counted', regionId: region.id, subject: { type: 'rescue', id: one.id } },
    detail: { rescuerId: one.rescuerId, outcome, turnout, rollSize, hash: one.hash },
  })
  if (one.passed && !one.isEligible) return lapseRescue(tx, one.rescue, 'not-eligible')
  if (place === 0) return giveRightToPay(tx, { region, rescue: one.rescue })
  const status = place > 0 ? 'runner_up' : 'rejected'
  await tx.db
    .update(rescues)
    .set({ status, endedAt: place > 0 ? null : tx.now })
    .where(eq(rescues.id, one.id))
}

/** Makes a rescuer the one who may pay now, for 72 hours at most, and tells them. The caller has locked region and rescue. */
export async function giveRightToPay(
  tx: Tx,
  { region, rescue }: { region: RegionRow; rescue: RescueRow },
): Promise<void> {
  const until = rightToPayUntil(tx.now, (await getLapse(tx.db, region.id))?.timetable ?? null)
  const { id, rescuerId } = rescue
  await tx.db.update(rescues).set({ status: 'won', payUntil: until }).where(eq(rescues.id, id))
  await tx.audit({
    ...{ action: 'rescue.won', regionId: region.id, subject: { type: 'rescue', id } },
    detail: { rescuerId, payUntil: until.toISOString() },
  })
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'region', id: region.id })
  const at = { href: rescuePath(region.name, id), regionId: region.id, senderId: null }
  await notify(tx, {
    ...at,
    userIds: [rescuerId],
    kind: 'ownership.rescue-won',
    title: `The citizens chose you: take over ${region.displayName}`,
    body: `Pay by a subscription of your own until ${until.toISOString()}, on the page of the vote. Otherwise your right to it ends.`,
  })
  await notify(tx, {
    ...at,
    userIds: [region.ownerId],
    kind: 'ownership.rescue-decided',
    title: `${region.displayName} gets a new owner unless you pay now`,
    body: `The citizens chose somebody who may pay until ${until.toISOString()}. With their payment the region is theirs. Until then it stays yours if you pay on your billing page.`,
  })
}

async function tellCitizens(
  tx: Tx,
  { region, counted, winner }: { region: RegionRow; counted: readonly Counted[]; winner: Counted | null },
): Promise<void> {
  const [first] = counted
  if (!first) return
  const notice = {
    kind: 'ownership.rescue-decided',
    title: winner
      ? `${region.displayName}: the citizens chose ${winner.callsign} as the next owner`
      : `${region.displayName}: the citizens chose no new owner`,
    body: winner
      ? 'The region is theirs as soon as they pay, within 72 hours.'
      : 'You can name other rescuers while the region is not archived.',
    href: rescuePath(region.name, (winner ?? first).id),
    regionId: region.id,
  }
  await notifyLater(tx, { to: { kind: 'citizens', regionId: region.id }, notice })
}
