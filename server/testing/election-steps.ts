import { expect } from 'vitest'
import { type Position } from '#server/domain/regions/positions.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { type UserActor } from '../services/require-actor.ts'
import { closeElection } from '../services/elections/close-election.ts'
import { openVoting } from '../services/elections/open-voting.ts'
import { platformSteps } from './platform-steps.ts'
import { type TestPlatform } from './test-platform.ts'

/** Steps of tests of elections: open one, vote, close it. */
export function electionSteps(platform: TestPlatform) {
  const steps = platformSteps(platform)
  const { system, pass } = steps

  async function makeElection(
    options: {
      governanceType?: GovernanceType
      voters?: number
      position?: Position
      seats?: number
      candidates?: number
    } = {},
  ) {
    const made = await makeRegion(platform, { governanceType: options.governanceType ?? 'autocracy' })
    const { region, owner } = made
    const voters: UserActor[] = []
    for (let n = 0; n < (options.voters ?? 3); n += 1) voters.push(await makeMember(platform, region))
    const election = await platform.api(owner).elections.open({
      region: region.name,
      position: options.position ?? 'governor',
      nominationDays: 1,
      votingDurationDays: 2,
      ...(options.seats === undefined ? {} : { seats: options.seats }),
    })
    const candidates = voters.slice(0, options.candidates ?? 0)
    for (const candidate of candidates)
      await platform
        .api(candidate)
        .elections.nominate({ electionId: election.id, platform: `Vote for ${candidate.callsign}` })
    return { region, owner, voters, candidates, electionId: election.id }
  }

  /** Nominations over, roll fixed. */
  async function makeVote(options: Parameters<typeof makeElection>[0] = {}) {
    const made = await makeElection({ candidates: 2, ...options })
    pass(1)
    expect(await openVoting(system(), { electionId: made.electionId })).toBe(true)
    return made
  }

  const cast = (voter: UserActor, electionId: string, candidate: UserActor | null) =>
    platform.api(voter).elections.cast({ electionId, candidateId: candidate?.userId ?? null })

  async function close(electionId: string) {
    pass(2)
    expect(await closeElection(system(), { electionId })).toBe(true)
  }

  return { ...steps, makeElection, makeVote, cast, close }
}
