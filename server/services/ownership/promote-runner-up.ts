import { inArray } from 'drizzle-orm'
import { votes } from '#db/schema/platform/voting.ts'
import { isRescuable, payUntil, rankRescues } from '#server/domain/ownership/rescue.ts'
import { transact, type Ctx } from '../context.ts'
import { lockRegion } from '../regions/region-rows.ts'
import { giveRightToPay } from './close-rescue-votes.ts'
import { lapseRescue } from './end-rescue.ts'
import { findRescuers } from './find-rescuers.ts'
import { getLapse, lockOpenRescues } from './rescue-queries.ts'

/**
 * Where the winner did not pay, gives the right to the next of those who passed. Who may no longer be the owner is passed over, and nobody
 * gets the right when the region would be archived first. Returns whether somebody got it now.
 */
export async function promoteRunnerUp(ctx: Ctx, { regionId }: { regionId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const region = await lockRegion(tx.db, regionId)
    const open = region ? await lockOpenRescues(tx.db, regionId) : []
    const waiting = open.filter(({ status }) => status === 'runner_up')
    if (!region || waiting.length === 0 || open.some(({ status }) => status === 'won')) return false
    const people = await findRescuers(
      tx,
      regionId,
      waiting.map(({ rescuerId }) => rescuerId),
    )
    const tallies = new Map(
      (
        await tx.db
          .select({ id: votes.id, tally: votes.tally })
          .from(votes)
          .where(
            inArray(
              votes.id,
              waiting.flatMap(({ voteId }) => voteId ?? []),
            ),
          )
      ).map(({ id, tally }) => [id, tally && 'yesBallots' in tally ? tally.yesBallots : 0]),
    )
    const [next, ...rest] = rankRescues(
      waiting.map((rescue) => ({
        ...rescue,
        rescue,
        passed: true,
        yes: tallies.get(rescue.voteId ?? '') ?? 0,
        acceptedAt: rescue.acceptedAt ?? tx.now,
        isEligible: people.get(rescue.rescuerId)?.isEligible ?? false,
      })),
    )
    const kept = new Set([next, ...rest].map((one) => one?.id))
    for (const rescue of waiting) if (!kept.has(rescue.id)) await lapseRescue(tx, rescue, 'not-eligible')
    if (!next) return false
    const lapse = await getLapse(tx.db, regionId)
    if (!lapse?.timetable || !isRescuable(lapse) || payUntil(tx.now) > lapse.timetable.evacuationUntil) {
      for (const { rescue } of [next, ...rest]) await lapseRescue(tx, rescue, 'out-of-time')
      return false
    }
    await giveRightToPay(tx, { region, rescue: next.rescue })
    return true
  })
}
