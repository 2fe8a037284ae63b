import { expect } from 'vitest'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { type UserActor } from '../services/require-actor.ts'
import { platformSteps } from './platform-steps.ts'
import { type TestPlatform } from './test-platform.ts'

/** Steps of tests of recalls: start one, sign it, vote on it. */
export function recallSteps(platform: TestPlatform) {
  const steps = platformSteps(platform)
  const { pass } = steps

  /** A region of seven citizens, its owner included, whose governor has been in office for ten days. */
  async function makeGovernment(governanceType: GovernanceType = 'democracy') {
    const { region, owner } = await makeRegion(platform, { governanceType })
    const citizens: UserActor[] = []
    for (let n = 0; n < 5; n += 1) citizens.push(await makeMember(platform, region))
    const governor = await makeMember(platform, region)
    await makeOfficeHolder(platform, region, 'governor', governor, 90)
    pass(10)
    const [ada, ben, cyd, dan] = citizens
    if (!ada || !ben || !cyd || !dan) throw new Error('no citizens')
    return { region, owner, governor, citizens, ada, ben, cyd, dan }
  }

  const start = (actor: UserActor, region: { name: string }, holder: UserActor) =>
    platform.api(actor).elections.startRecall({
      region: region.name,
      position: 'governor',
      holderId: holder.userId,
      reason: 'The books are closed.',
    })

  const sign = (actor: UserActor, recallId: string) => platform.api(actor).elections.signRecall({ recallId })

  const cast = (actor: UserActor, recallId: string, choice: BallotChoice) =>
    platform.api(actor).elections.castRecall({ recallId, choice })

  const see = (actor: UserActor, recallId: string) => platform.api(actor).elections.recall({ recallId })

  /** A recall whose vote is open, asked for by three of seven. */
  async function makeRecallVote() {
    const made = await makeGovernment()
    const { recallId } = await start(made.ada, made.region, made.governor)
    await sign(made.ben, recallId)
    expect((await sign(made.cyd, recallId)).opened).toBe(true)
    return { ...made, recallId }
  }

  return { ...steps, makeGovernment, start, sign, cast, see, makeRecallVote }
}
