import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PVP_RULES, type PvpRule } from '../regions/settings.ts'
import { ZONES, type Zone } from '../galaxy/galaxy-plan.ts'
import { mayFight } from './may-fight.ts'

const pact = { nonAggression: true }
const noPact = { nonAggression: false }

describe('mayFight', () => {
  it.each<[PvpRule | null, Zone | null, string, string]>([
    [null, null, 'no-law', 'no-law'],
    [null, 'frontier', 'no-law', 'no-law'],
    ['forbidden', 'federation', 'forbidden', 'forbidden'],
    ['forbidden', 'border', 'forbidden', 'forbidden'],
    ['forbidden', 'frontier', 'forbidden', 'forbidden'],
    ['forbidden', null, 'forbidden', 'forbidden'],
    ['contested_zones', 'federation', 'protected-zone', 'protected-zone'],
    ['contested_zones', 'border', 'contested-zone', 'non-aggression'],
    ['contested_zones', 'frontier', 'contested-zone', 'non-aggression'],
    ['contested_zones', null, 'protected-zone', 'protected-zone'],
    ['open', 'federation', 'open', 'non-aggression'],
    ['open', 'border', 'open', 'non-aggression'],
    ['open', 'frontier', 'open', 'non-aggression'],
    ['open', null, 'open', 'non-aggression'],
  ])('rule %s in zone %s: %s, and with a pact %s', (pvpRule, zone, without, withPact) => {
    const ruling = (treaties: { nonAggression: boolean }[]) => {
      const verdict = mayFight({ pvpRule, zone, treaties })
      return verdict.ok ? verdict.value.because : verdict.reason
    }
    expect(ruling([])).toBe(without)
    expect(ruling([noPact])).toBe(without)
    expect(ruling([pact])).toBe(withPact)
    expect(ruling([noPact, pact])).toBe(withPact)
  })

  it('a treaty never allows an attack, and a non-aggression treaty forbids it', () => {
    const question = fc.record({
      pvpRule: fc.constantFrom(null, ...PVP_RULES),
      zone: fc.constantFrom(null, ...ZONES),
      treaties: fc.array(fc.record({ nonAggression: fc.boolean() }), { maxLength: 4 }),
    })
    fc.assert(
      fc.property(question, (given) => {
        const bound = given.treaties.some(({ nonAggression }) => nonAggression)
        const free = mayFight({ ...given, treaties: [] }).ok
        expect(mayFight(given).ok).toBe(free && !bound)
      }),
    )
  })
})
