import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastTenthBegins, lateQuorumExtension } from './late-quorum.ts'

const at = (date: string) => new Date(`2102-05-${date}T00:00:00Z`)
const period = { opensAt: at('01'), closesAt: at('11') }

describe('lateQuorumExtension', () => {
  it('the last tenth of ten days is the last day', () => {
    expect(lastTenthBegins(period)).toEqual(at('10'))
  })

  it.each([
    ['reached in the last tenth', 4, 5, false, at('12')],
    ['reached before that', 5, 9, false, null],
    ['not reached', 3, 4, false, null],
    ['reached late a second time', 4, 5, true, null],
  ])('a quorum of five %s', (_when, turnoutBeforeLastTenth, turnoutNow, wasExtended, closesAt) => {
    const vote = { ...period, wasExtended, turnoutBeforeLastTenth, turnoutNow, required: 5 }
    expect(lateQuorumExtension(vote)).toEqual(closesAt)
  })

  it('extends once, by a tenth, and only if the last tenth made the quorum', () => {
    const given = fc.record({
      days: fc.integer({ min: 1, max: 30 }),
      before: fc.nat({ max: 20 }),
      late: fc.nat({ max: 20 }),
      required: fc.integer({ min: 1, max: 20 }),
      wasExtended: fc.boolean(),
    })
    fc.assert(
      fc.property(given, ({ days, before, late, required, wasExtended }) => {
        const vote = { opensAt: at('01'), closesAt: new Date(at('01').getTime() + days * 86_400_000) }
        const turnouts = { turnoutBeforeLastTenth: before, turnoutNow: before + late, required }
        const extended = lateQuorumExtension({ ...vote, ...turnouts, wasExtended })
        expect(extended !== null).toBe(!wasExtended && before < required && before + late >= required)
        if (extended === null) return
        expect(extended.getTime() - vote.closesAt.getTime()).toBe(
          vote.closesAt.getTime() - lastTenthBegins(vote).getTime(),
        )
        const again = { opensAt: vote.opensAt, closesAt: extended, wasExtended: true }
        expect(lateQuorumExtension({ ...again, ...turnouts })).toBeNull()
      }),
    )
  })
})
