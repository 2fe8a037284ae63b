import { beforeEach } from 'vitest'
import { councilMotions } from '#db/schema/platform/council.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { type UserActor } from '../services/require-actor.ts'
import { platformSteps } from './platform-steps.ts'
import { type TestPlatform } from './test-platform.ts'

export const text = (more: object = {}) => ({
  motionType: 'motion' as const,
  title: 'More lamps',
  description: 'Along every lane.',
  ...more,
})
export const toll = (value: number, more: object = {}) => ({
  motionType: 'gate_toll' as const,
  title: `A toll of ${value}`,
  value,
  ...more,
})

/** Steps of tests of the Council. There is one Council for the whole platform, so each test starts without motions and regions. */
export function useCouncil(platform: TestPlatform) {
  const steps = platformSteps(platform)

  beforeEach(async () => {
    await platform.db.update(regions).set({ status: 'terminated' })
    await platform.db.update(councilMotions).set({ status: 'withdrawn' })
  })
  const api = (actor?: UserActor) => platform.api(actor).council

  async function makeCouncil(size: number) {
    const made = []
    for (let at = 0; at < size; at++) made.push(await makeRegion(platform))
    const [first, second, third] = made
    if (!first || !second || !third) throw new Error('a council of the tests has three seats at least')
    return { first, second, third, made }
  }

  return { ...steps, api, makeCouncil }
}
