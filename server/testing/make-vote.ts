import { eq, sql } from 'drizzle-orm'
import { ballots, rollEntries, votes } from '#db/schema/platform/voting.ts'
import { oneRow } from '../services/one-row.ts'
import { getVote, type VoteRow } from '../services/voting/vote-rows.ts'
import { type TestPlatform } from './test-platform.ts'

/** Inserts a vote with an empty roll, open for a week by default. Returns its id. */
export async function makeVote(
  platform: TestPlatform,
  vote: Partial<typeof votes.$inferInsert> & Pick<typeof votes.$inferInsert, 'kind' | 'regionId'>,
): Promise<string> {
  const now = await platform.clock.now(platform.db)
  const rules = vote.kind === 'election' ? {} : { quorumBp: 3_333, thresholdBp: 5_000 }
  const { id } = oneRow(
    await platform.db
      .insert(votes)
      .values({
        electorate: 'citizens',
        size: 0,
        totalWeight: 0,
        rollHash: '-',
        opensAt: new Date(now.getTime() - 90 * 86_400_000),
        closesAt: new Date(now.getTime() + 7 * 86_400_000),
        ...rules,
        ...vote,
      })
      .returning({ id: votes.id }),
  )
  return id
}

/** The same vote once more, with the same roll and no ballots. Returns its id. */
export async function makeVoteAgain(
  platform: TestPlatform,
  voteId: string,
  changes: Partial<typeof votes.$inferInsert>,
): Promise<string> {
  const { id: _id, ...vote } = await getVote(platform.db, voteId)
  const { id } = oneRow(
    await platform.db
      .insert(votes)
      .values({ ...vote, ...changes })
      .returning({ id: votes.id }),
  )
  await platform.db.execute(sql`insert into ${rollEntries} (vote_id, user_id, weight, reason)
    select ${id}, user_id, weight, reason from ${rollEntries} where vote_id = ${voteId}`)
  return id
}

/** The row of a vote that a subject points at. */
export async function voteOf(platform: TestPlatform, subject: { voteId: string | null }): Promise<VoteRow> {
  if (subject.voteId === null) throw new Error('nothing is voted on yet')
  return getVote(platform.db, subject.voteId)
}

export const ballotsOf = (platform: TestPlatform, voteId: string) =>
  platform.db.select().from(ballots).where(eq(ballots.voteId, voteId))
