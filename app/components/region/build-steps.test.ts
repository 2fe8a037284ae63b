import { describe, expect, it } from 'vitest'
import { progressAt, PROVISIONING_STEPS } from '#server/domain/provisioning/provisioning-steps.ts'
import { stepsOfBuild } from './build-steps.ts'

const states = (progress: number, error: string | null = null) =>
  stepsOfBuild({ progress, error }).map(({ state }) => state)

describe('the steps of a build', () => {
  it('begin with the first, and are all done at the end', () => {
    expect(states(0)).toEqual(['running', ...Array<string>(8).fill('waiting')])
    expect(states(100)).toEqual(Array(9).fill('done'))
  })

  it.each(PROVISIONING_STEPS.map((step, index) => [step, index] as const))(
    'show %s under way from the progress that is noted when it begins',
    (step, index) => {
      expect(states(progressAt(step)).indexOf('running')).toBe(index)
    },
  )

  it('tell at which one it failed', () => {
    expect(states(progressAt('link-gate'), 'No gate')).toEqual([
      ...Array<string>(4).fill('done'),
      'failed',
      ...Array<string>(4).fill('waiting'),
    ])
  })
})
