import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { memberships } from '#db/schema/platform/membership.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { ballots, rollEntries } from '#db/schema/platform/voting.ts'
import { BALLOT_CHOICES, serializeTally, tally } from '#server/domain/policies/tally.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { castVote } from '../policies/cast-vote.ts'
import { closePolicy } from '../policies/close-policy.ts'
import { withdrawPolicy } from '../policies/withdraw-policy.ts'
import { type RegionRow } from '../regions/queries.ts'
import { type UserActor } from '../require-actor.ts'
import { tellTurnout } from './tell-turnout.ts'
import { sha256 } from './sha256.ts'

const platform = useTestPlatform()

/** The proof takes a thousand (VOTE_RACE_RUNS=1000, an hour); every run of the tests takes a few of them. */
// eslint-disable-next-line no-restricted-syntax -- how long to prove is asked of this test alone
const RUNS = Number(process.env.VOTE_RACE_RUNS ?? 2)
const CASTS_AT_ONCE = 200
const VOTERS = 20

const choiceOf = (n: number) => BALLOT_CHOICES[n % 3] ?? 'yes'
const propose = async (actor: UserActor, region: RegionRow) => {
  const { id } = await platform.api(actor).policies.propose({
    region: region.name,
    policyType: 'tax_rate',
    title: 'Another tax',
    proposedChanges: { taxRate: 0.15 },
  })
  const [row] = await platform.db.select().from(policies).where(eq(policies.id, id))
  if (!row) throw new Error('no policy')
  return row
}
const ballotsOf = (rollId: string) => platform.db.select().from(ballots).where(eq(ballots.rollId, rollId))

describe('casting at once', () => {
  it(`leaves one ballot of ${CASTS_AT_ONCE} of one voter, and a receipt that was answered`, async () => {
    const { region, owner } = await makeDemocracy(platform, 0)
    for (let run = 0; run < RUNS; run++) {
      const { id: policyId, rollId } = await propose(owner, region)
      const receipts = await Promise.all(
        Array.from({ length: CASTS_AT_ONCE }, (_, n) =>
          castVote(platform.ctx(owner), { policyId, choice: choiceOf(n) }),
        ),
      )
      const rows = await ballotsOf(rollId)
      expect(rows).toHaveLength(1)
      expect(receipts.filter(({ changed }) => !changed)).toHaveLength(1)
      const kept = receipts.findIndex(({ receipt }) => receipt === rows[0]?.receipt)
      expect(rows[0]?.choice).toEqual([choiceOf(kept)])
      const [member] = await platform.db
        .select()
        .from(memberships)
        .where(and(eq(memberships.regionId, region.id), eq(memberships.userId, owner.userId)))
      expect(member?.reputation).toBe(5 * (run + 1))
      await platform.db.delete(ballots).where(eq(ballots.rollId, rollId))
      await withdrawPolicy(platform.ctx(owner), { policyId })
    }
  })

  it('is answered with a receipt also when nobody can be told of the turnout', async () => {
    const { region, owner } = await makeDemocracy(platform, 0)
    const { id: policyId, rollId } = await propose(owner, region)
    const ctx = platform.ctx(owner)
    const events = { ...ctx.events, publishAfterCommit: () => Promise.reject(new Error('not now')) }
    await tellTurnout({ ...ctx, events }, { regionId: region.id, topic: 'policy', id: policyId })
    const { receipt } = await castVote(ctx, { policyId, choice: 'yes' })
    expect(await ballotsOf(rollId)).toMatchObject([{ receipt }])
  })

  it('counts exactly the ballots with a receipt when casts race the close', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, VOTERS - 1)
    for (let run = 0; run < RUNS; run++) {
      const policy = await propose(owner, region)
      // A quorum that comes at the last moment would only move the close.
      await platform.db.update(policies).set({ extendedAt: new Date() }).where(eq(policies.id, policy.id))
      const now = await platform.clock.now(platform.db)
      platform.clock.advance(policy.votingClosesAt.getTime() - now.getTime() - 60)
      const closing = (async () => {
        while (!(await closePolicy(platform.ctx(), { policyId: policy.id }))) continue
      })()
      const answers = await Promise.allSettled(
        // Mostly no, so that the lever is free for the next run.
        voters.map((voter, n) =>
          castVote(platform.ctx(voter), { policyId: policy.id, choice: n % 4 === 0 ? 'yes' : 'no' }),
        ),
      )
      await closing
      for (const answer of answers)
        if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'CONFLICT' })
      const [row] = await platform.db.select().from(policies).where(eq(policies.id, policy.id))
      expect(row?.tally?.turnout).toBe(answers.filter(({ status }) => status === 'fulfilled').length)
      const entries = await platform.db
        .select()
        .from(rollEntries)
        .where(eq(rollEntries.rollId, policy.rollId))
      const recount = tally({
        ...policy,
        roll: entries.map(({ userId, weight }) => ({ playerId: userId, weight })),
        ballots: (await ballotsOf(policy.rollId)).map(({ userId, choice }) => ({
          voterId: userId,
          choice: choice[0] === 'yes' ? 'yes' : 'no',
        })),
      })
      expect(row?.tally).toEqual(recount)
      expect(row?.tallyHash).toBe(sha256(serializeTally(recount)))
    }
  })
})
