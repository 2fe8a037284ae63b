import { describe, expect, it } from 'vitest'
import { elementAt } from '../galaxy/element-at.ts'
import { generateNexus } from './generate-nexus.ts'
import { preservePlayerOwned } from './preserve-player-owned.ts'

const current = generateNexus({ seed: 'old' })
const next = generateNexus({ seed: 'new' })
const nobody = { portIds: [], planetIds: [], occupiedSectorIds: [] }

describe('preservePlayerOwned', () => {
  it('changes nothing when nobody owns anything', () => {
    expect(preservePlayerOwned(current, next, nobody)).toEqual(next)
  })

  it('keeps owned ports with their markets, one port per sector', () => {
    const owned = current.ports.slice(0, 40)
    const kept = preservePlayerOwned(current, next, { ...nobody, portIds: owned.map(({ id }) => id) })
    for (const port of owned) {
      expect(kept.ports.filter(({ sectorId }) => sectorId === port.sectorId)).toEqual([port])
      expect(kept.portMarkets.filter(({ portId }) => portId === port.id)).toEqual(
        current.portMarkets.filter(({ portId }) => portId === port.id),
      )
      expect(kept.sectors[port.sectorId - 1]?.name).toBe(current.sectors[port.sectorId - 1]?.name)
    }
    expect(new Set(kept.ports.map(({ id }) => id)).size).toBe(kept.ports.length)
  })

  it('keeps a player’s port in a second slot and drops the new one beside it', () => {
    const site = elementAt(next.ports, 0)
    const built = { ...site, id: site.id + 1, name: 'Built by hand' }
    const withBuilt = { ...current, ports: [built], portMarkets: [] }
    const kept = preservePlayerOwned(withBuilt, next, { ...nobody, portIds: [built.id] })
    expect(kept.ports.filter(({ sectorId }) => sectorId === site.sectorId)).toEqual([built])
    expect(kept.portMarkets.some(({ portId }) => portId === site.id)).toBe(false)
  })

  it('keeps owned planets', () => {
    const owned = current.planets.slice(0, 60)
    const kept = preservePlayerOwned(current, next, { ...nobody, planetIds: owned.map(({ id }) => id) })
    expect(kept.planets).toEqual(expect.arrayContaining(owned))
    expect(new Set(kept.planets.map(({ id }) => id)).size).toBe(kept.planets.length)
  })

  it('keeps name and levels of an occupied sector at its new position', () => {
    const old = elementAt(current.sectors, 776)
    const fresh = elementAt(next.sectors, 776)
    const kept = preservePlayerOwned(current, next, { ...nobody, occupiedSectorIds: [777] })
    expect(kept.sectors[776]).toEqual({ ...old, x: fresh.x, y: fresh.y })
    expect(kept.warps).toEqual(next.warps)
  })

  it('keeps sector names unique', () => {
    for (const share of [2, 3, 10]) {
      const occupiedSectorIds = current.sectors.map(({ id }) => id).filter((id) => id % share === 0)
      const kept = preservePlayerOwned(current, next, { ...nobody, occupiedSectorIds })
      expect(new Set(kept.sectors.map(({ name }) => name)).size).toBe(5000)
    }
  })

  it('ignores claims on missing rows', () => {
    const claims = { portIds: [-1], planetIds: [-1], occupiedSectorIds: [99_999] }
    expect(preservePlayerOwned(current, next, claims)).toEqual(next)
  })
})
