import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { elections } from '#db/schema/platform/elections.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { ballots, votes } from '#db/schema/platform/voting.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { shownBallots } from '#server/testing/shown-ballots.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { closeElection } from './close-election.ts'
import { castElectionVote } from './cast-election-vote.ts'
import { electionSteps } from '#server/testing/election-steps.ts'

const platform = useTestPlatform({ limits: { 'cast-ballot': 1_000 } })
const { system, pass, actionsOn, makeElection, makeVote, cast, close } = electionSteps(platform)

describe('voting', () => {
  it('takes one changeable ballot per voter, with a receipt, and shows only turnout', async () => {
    const { owner, voters, candidates, electionId } = await makeVote()
    const [voter] = voters
    const [first, second] = candidates
    if (!voter || !first || !second) throw new Error('no voters')
    const one = await cast(voter, electionId, first)
    const two = await cast(voter, electionId, second)
    expect(one).toMatchObject({ changed: false, weight: 100 })
    expect(two.changed).toBe(true)
    expect(two.receipt).not.toBe(one.receipt)
    expect((await platform.api(voter).elections.get({ electionId })).ownVote).toMatchObject({
      choice: [second.userId],
      receipt: two.receipt,
    })
    const admin = await makeUser(platform, { role: 'admin' })
    for (const reader of [owner, admin]) {
      const shown = await platform.api(reader).elections.get({ electionId })
      expect(shown).toMatchObject({ turnout: 1, results: null, lotterySecret: null })
      expect(shown.candidates.map(({ voteCount }) => voteCount)).toEqual([null, null])
      await expect(platform.api(reader).elections.record({ electionId })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    }
    expect(await actionsOn(electionId)).toEqual(
      expect.arrayContaining(['election.ballot-cast', 'election.ballot-changed']),
    )
    const audited = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, electionId))
    expect(JSON.stringify(audited.filter(({ action }) => action.includes('ballot')))).not.toContain(
      second.userId,
    )
    expect(await shownBallots(platform, electionId)).toEqual([])
    await close(electionId)
    expect(await shownBallots(platform, electionId)).toEqual([
      { actor: voter.callsign, action: 'election.ballot-changed' },
      { actor: voter.callsign, action: 'election.ballot-cast' },
    ])
  })

  it('is for candidates of this election, between opening and close, in one’s own region', async () => {
    const { region, owner, voters, electionId } = await makeVote()
    const [voter] = voters
    if (!voter) throw new Error('no voters')
    await expect(cast(voter, electionId, owner)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(cast(await makeUser(platform), electionId, null)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    await expect(cast(voter, electionId, null)).rejects.toMatchObject({ code: 'CONFLICT' })
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    pass(2)
    await expect(cast(voter, electionId, null)).rejects.toThrow('over')
    const pending = await makeElection()
    await expect(cast(pending.owner, pending.electionId, null)).rejects.toThrow('not open yet')
  })

  it('leaves one of 200 concurrent ballots of one voter', async () => {
    const { voters, candidates, electionId } = await makeVote()
    const [voter] = voters
    if (!voter) throw new Error('no voters')
    const ctx = platform.ctx(voter)
    const casts = await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) =>
        castElectionVote(ctx, {
          electionId,
          ranking: candidates.slice(n % 2, (n % 2) + 1).map(({ userId }) => userId),
        }),
      ),
    )
    // A busy machine may turn some away at the pool's door; of those let in, one is the first.
    const receipts = casts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(receipts.filter(({ changed }) => !changed)).toHaveLength(1)
    const [row] = await platform.db.select().from(elections).where(eq(elections.id, electionId))
    const box = await platform.db
      .select()
      .from(ballots)
      .where(eq(ballots.voteId, row?.voteId ?? ''))
    expect(box).toHaveLength(1)
    expect(receipts.map(({ receipt }) => receipt)).toContain(box[0]?.receipt)
  })

  it('counts exactly the ballots that got a receipt, however casting and closing race', async () => {
    const { owner, voters, candidates, electionId } = await makeVote({ voters: 12 })
    const [row] = await platform.db.select().from(elections).where(eq(elections.id, electionId))
    const soon = new Date((await platform.clock.now(platform.db)).getTime() + 60)
    await platform.db
      .update(votes)
      .set({ closesAt: soon })
      .where(eq(votes.id, row?.voteId ?? ''))
    const closing = async () => {
      while (!(await closeElection(system(), { electionId })));
    }
    const casting = voters.flatMap((voter, n) => [
      cast(voter, electionId, candidates[n % 2] ?? null),
      cast(voter, electionId, candidates[(n + 1) % 2] ?? null),
    ])
    const [answers] = await Promise.all([Promise.allSettled(casting), closing()])
    const answered = new Set(
      voters.filter(
        (_, n) => answers[2 * n]?.status === 'fulfilled' || answers[2 * n + 1]?.status === 'fulfilled',
      ),
    )
    const { results } = await platform.api(owner).elections.get({ electionId })
    const record = await platform.api(owner).elections.record({ electionId })
    expect(results?.turnout).toBe(answered.size)
    const recounted = (candidateId: string) =>
      record.ballots.filter((ballot) => ballot.choice[0] === candidateId).length +
      (record.pooled?.totals.find((total) => total.choice[0] === candidateId)?.ballots ?? 0)
    for (const candidate of results?.candidates ?? [])
      expect(candidate.ballots).toBe(recounted(candidate.playerId))
  })
})
