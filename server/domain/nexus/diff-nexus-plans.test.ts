import { describe, expect, it } from 'vitest'
import { DISTRICT_TYPES } from '../galaxy/district-types.ts'
import { DISTRICTS } from '../galaxy/districts.ts'
import { diffNexusPlans } from './diff-nexus-plans.ts'
import { generateNexus } from './generate-nexus.ts'
import { reseedDistricts } from './nexus-spec.ts'

const before = generateNexus({ seed: 'dry run' })
const none = { added: 0, removed: 0, changed: 0 }

describe('the dry run of a generation', () => {
  it('adds everything on the first run', () => {
    const changes = diffNexusPlans(null, before)
    expect(changes.map(({ district }) => district)).toEqual(DISTRICT_TYPES)
    for (const { district, sectors, planets } of changes) {
      expect(sectors).toEqual({ ...none, added: DISTRICTS[district].sectors, unchanged: 0 })
      expect(planets.added).toBeGreaterThan(0)
    }
  })

  it('finds no change in the same Nexus, in any order of rows and columns', () => {
    const shuffled = {
      ...before,
      sectors: before.sectors.map(({ id, name, ...rest }) => ({ ...rest, name, id })),
      portMarkets: [...before.portMarkets].reverse(),
    }
    for (const { sectors, warps, ports, planets } of diffNexusPlans(
      { ...before, ...shuffled } as never,
      before,
    ))
      for (const counts of [sectors, warps, ports, planets]) expect(counts).toMatchObject(none)
  })

  it('limits the changes to the regenerated district and warps into it', () => {
    const after = generateNexus(reseedDistricts({ seed: 'dry run' }, ['high_security_zone'], 'other'))
    for (const { district, sectors, ports, planets } of diffNexusPlans(before, after)) {
      if (district === 'high_security_zone') {
        expect(sectors.changed).toBeGreaterThan(190)
        expect(ports.added + ports.changed).toBe(36)
        expect(ports.removed + ports.changed).toBe(36)
      } else for (const counts of [sectors, ports, planets]) expect(counts).toMatchObject(none)
    }
    const warps = diffNexusPlans(before, after).filter(({ warps }) => warps.added + warps.removed > 0)
    expect(warps.map(({ district }) => district)).toEqual(
      expect.arrayContaining(['high_security_zone', 'transit_hub']),
    )
    expect(warps.length).toBeLessThan(10)
  })

  it('ignores changes of stock, but not of market terms', () => {
    const [first, ...others] = before.portMarkets
    if (!first) throw new Error('no market')
    const traded = { ...before, portMarkets: [{ ...first, stock: first.stock + 1 }, ...others] }
    const dearer = { ...before, portMarkets: [{ ...first, basePrice: first.basePrice + 1 }, ...others] }
    const changed = (plan: typeof before) =>
      diffNexusPlans(before, plan).reduce((sum, { ports }) => sum + ports.changed, 0)
    expect(changed(traded)).toBe(0)
    expect(changed(dearer)).toBe(1)
  })

  it('throws on rows outside the Nexus', () => {
    const [planet] = before.planets
    if (!planet) throw new Error('no planet')
    expect(() => diffNexusPlans(null, { ...before, planets: [{ ...planet, sectorId: 5001 }] })).toThrow(
      RangeError,
    )
  })
})
