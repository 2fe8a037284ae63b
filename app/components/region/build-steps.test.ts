import { describe, expect, it } from 'vitest'
import { progressAt, PROVISIONING_STEPS } from '#server/domain/provisioning/provisioning-steps.ts'
import { stepsOfBuild } from './build-steps.ts'

const states = (progress: number, error: string | null = null) =>
  stepsOfBuild({ progress, error }).map(({ state }) => state)

describe('build steps', () => {
  it('start with the first and are all done at the end', () => {
    expect(states(0)).toEqual(['running', ...Array<string>(8).fill('waiting')])
    expect(states(100)).toEqual(Array(9).fill('done'))
  })

  it.each(PROVISIONING_STEPS.map((step, index) => [step, index] as const))(
    'show %s as running from the progress recorded at its start',
    (step, index) => {
      expect(states(progressAt(step)).indexOf('running')).toBe(index)
    },
  )

  it('show which one failed', () => {
    expect(states(progressAt('link-gate'), 'No gate')).toEqual([
      ...Array<string>(4).fill('done'),
      'failed',
      ...Array<string>(4).fill('waiting'),
    ])
  })
})
