import { serializeTally } from '#server/domain/policies/tally.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { getVoteRecord, type VoteRecord } from '../voting/queries.ts'
import { requireSide, requireTreaty } from './queries.ts'

export type TreatyRecord = VoteRecord & {
  treatyId: string
  regionId: string
  tally: string
  tallyHash: string | null
}

/**
 * The recount file of one side's ratification vote, for the members of that region: the roll by name, the ballots by
 * receipt, the tally's text and its hash. @throws NOT_FOUND, CONFLICT until the vote is counted.
 */
export async function getTreatyRecord(
  ctx: Ctx,
  input: { treatyId: string; region: string },
): Promise<TreatyRecord> {
  const { region } = await requireParticipant(ctx, input.region)
  const file = await requireTreaty(ctx.db, input.treatyId)
  const { rollId, tally, tallyHash } = file.sides[requireSide(file, region.id)]
  if (rollId === null || tally === null)
    throw new GameError('CONFLICT', 'The record is published when the votes are counted.', {
      reason: 'not-counted',
    })
  return {
    treatyId: input.treatyId,
    regionId: region.id,
    tally: serializeTally(tally),
    tallyHash,
    ...(await getVoteRecord(ctx.db, rollId)),
  }
}
