import { describe, expect, it } from 'vitest'
import { type Position } from '#server/domain/regions/positions.ts'
import { serializeResults } from '#server/domain/elections/results-text.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { holdersOf } from '#server/testing/make-office-holder.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { sha256 } from '../sha256.ts'
import { closeElection } from './close-election.ts'
import { openVoting } from './open-voting.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)

/** A ranked election whose vote is open, in an autocracy, where its owner may change the constitution at once. */
async function makeRankedVote(options: { position?: Position; seats?: number; voters?: number } = {}) {
  const { region, owner } = await makeRegion(platform)
  await platform.api(owner).regions.changeGovernance({ region: region.name, electionMethod: 'ranked_choice' })
  const voters: UserActor[] = []
  for (let n = 0; n < (options.voters ?? 5); n += 1) voters.push(await makeMember(platform, region))
  const { id: electionId } = await platform.api(owner).elections.open({
    region: region.name,
    position: options.position ?? 'governor',
    nominationDays: 1,
    votingDurationDays: 2,
    ...(options.seats === undefined ? {} : { seats: options.seats }),
  })
  return { region, owner, voters, electionId }
}

const nominate = (actor: UserActor, electionId: string) =>
  platform.api(actor).elections.nominate({ electionId, platform: 'Onward' })

const rank = (voter: UserActor, electionId: string, ...ranking: UserActor[]) =>
  platform.api(voter).elections.cast({ electionId, ranking: ranking.map(({ userId }) => userId) })

const open = async (electionId: string) => {
  pass(1)
  expect(await openVoting(system(), { electionId })).toBe(true)
}

const close = async (electionId: string) => {
  pass(2)
  expect(await closeElection(system(), { electionId })).toBe(true)
}

describe('an election by ranked choice', () => {
  it('transfers ballots of the last and can elect another candidate than first choices alone', async () => {
    const { region, owner, voters, electionId } = await makeRankedVote()
    const [ada, ben, cyd, dan, eve] = voters
    if (!ada || !ben || !cyd || !dan || !eve) throw new Error('no voters')
    for (const candidate of [ada, ben, cyd]) await nominate(candidate, electionId)
    await open(electionId)
    await rank(ada, electionId, ada)
    await rank(dan, electionId, ada, cyd)
    await rank(ben, electionId, ben, cyd)
    await rank(eve, electionId, ben)
    await rank(owner, electionId, cyd, ben)
    await rank(cyd, electionId)
    await close(electionId)

    const election = await platform.api(owner).elections.get({ electionId })
    expect(election).toMatchObject({
      method: 'ranked_choice',
      turnout: 6,
      ownVote: { choice: [cyd.userId, ben.userId] },
      results: {
        method: 'ranked_choice',
        abstentions: 1,
        winners: [ben.userId],
        rounds: [
          { action: 'first_preferences' },
          {
            action: 'elimination',
            playerId: cyd.userId,
            transfers: [{ playerId: ben.userId, votes: like.any(Number) }],
            elected: [{ playerId: ben.userId, decidedBy: 'votes' }],
          },
        ],
      },
    })
    expect(await holdersOf(platform, region, 'governor')).toEqual([ben.userId])
    if (election.results) expect(sha256(serializeResults(election.results))).toBe(election.resultsHash)
  })

  it('fills a council by single transferable vote', async () => {
    const { region, voters, electionId } = await makeRankedVote({
      position: 'council_member',
      seats: 3,
      voters: 4,
    })
    for (const candidate of voters) await nominate(candidate, electionId)
    await open(electionId)
    const [ada, ben, cyd, dan] = voters
    if (!ada || !ben || !cyd || !dan) throw new Error('no voters')
    for (const voter of voters) await rank(voter, electionId, ada, ben, cyd)
    await close(electionId)
    const { results } = await platform.api(ada).elections.get({ electionId })
    expect(results?.method).toBe('stv')
    expect(results?.winners).toEqual([ada, ben, cyd].map(({ userId }) => userId))
    expect((await holdersOf(platform, region, 'council_member')).sort()).toEqual(
      [...(results?.winners ?? [])].sort(),
    )
  })

  it('accepts a single candidate, and refuses unknown or repeated names', async () => {
    const { owner, voters, electionId } = await makeRankedVote()
    const [ada, ben] = voters
    if (!ada || !ben) throw new Error('no voters')
    await nominate(ada, electionId)
    await nominate(ben, electionId)
    await open(electionId)
    await platform.api(ada).elections.cast({ electionId, candidateId: ben.userId })
    expect((await platform.api(ada).elections.get({ electionId })).ownVote?.choice).toEqual([ben.userId])
    await expect(rank(ada, electionId, ada, owner)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(rank(ada, electionId, ada, ada)).rejects.toThrow('at most once')
    expect((await platform.api(ada).elections.get({ electionId })).ownVote?.choice).toEqual([ben.userId])
  })

  it('keeps the method it opened with when the constitution changes', async () => {
    const { region, owner, voters, electionId } = await makeRankedVote()
    const [ada, ben] = voters
    if (!ada || !ben) throw new Error('no voters')
    await platform
      .api(owner)
      .regions.changeGovernance({ region: region.name, electionMethod: 'weighted_plurality' })
    await nominate(ada, electionId)
    await nominate(ben, electionId)
    await open(electionId)
    await rank(ada, electionId, ben, ada)
    const next = await platform.api(owner).elections.open({
      region: region.name,
      position: 'ambassador',
      nominationDays: 1,
      votingDurationDays: 2,
    })
    await nominate(ada, next.id)
    await nominate(ben, next.id)
    await open(next.id)
    await expect(rank(ada, next.id, ben, ada)).rejects.toThrow('only one candidate')
  })

  it('is introduced in a democracy by a proposal that needs two thirds', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    const answer = await platform
      .api(owner)
      .regions.changeGovernance({ region: region.name, electionMethod: 'ranked_choice', termLimit: 2 })
    expect(answer).toMatchObject({ outcome: 'proposed' })
    const { items } = await platform.api(owner).policies.list({ region: region.name })
    expect(items).toMatchObject([
      { policyType: 'constitutional', proposedChanges: { electionMethod: 'ranked_choice', termLimit: 2 } },
    ])
  })
})
