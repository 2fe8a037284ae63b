import { rollEntries, rolls } from '#db/schema/platform/voting.ts'
import { holderRoll, seatRoll, type CouncilSeat } from '#server/domain/council/seats.ts'
import { rollHash } from '#server/domain/voting/roll.ts'
import { type Tx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { type OpenedRoll } from '../voting/open-roll.ts'
import { sha256 } from '../sha256.ts'

/** Freezes who votes on a motion, and for how many seats. What becomes of a seat later changes nothing. */
export async function openCouncilRoll(tx: Tx, seats: readonly CouncilSeat[]): Promise<OpenedRoll> {
  const lines = seatRoll(seats)
  const entries = holderRoll(seats)
  const { id: rollId } = oneRow(
    await tx.db
      .insert(rolls)
      .values({
        regionId: null,
        subject: 'council',
        electorate: 'council',
        openedAt: tx.now,
        size: lines.length,
        totalWeight: lines.reduce((sum, { weight }) => sum + weight, 0),
        hash: rollHash(lines, sha256),
      })
      .returning({ id: rolls.id }),
  )
  await tx.db
    .insert(rollEntries)
    .values(entries.map(({ playerId, weight, reason }) => ({ rollId, userId: playerId, weight, reason })))
  return { rollId, entries }
}
