import { describe, expect, it } from 'vitest'
import { districtRange } from '../galaxy/districts.ts'
import { embassySector } from './embassy.ts'
import { countBindingTreaties, relationMatrix, relationState } from './relations.ts'
import { TREATY_STATUSES, type TreatyStatus, type TreatyType } from './treaty-types.ts'

const partner = (id: string) => ({ id, displayName: id })
const treaty = (id: string, treatyType: TreatyType, status: TreatyStatus, other = 'p') => ({
  id,
  treatyType,
  status,
  partner: partner(other),
})

describe('relations', () => {
  it('show treaties in force and open offers', () => {
    expect(TREATY_STATUSES.map(relationState)).toEqual([
      'offered',
      'ratifying',
      'in_force',
      'ending',
      null,
      null,
      null,
    ])
  })

  it('show the strongest of each type, in any input order', () => {
    const treaties = [
      treaty('offer', 'open_borders', 'proposed'),
      treaty('force', 'open_borders', 'active'),
      treaty('late', 'open_borders', 'ratifying'),
      treaty('over', 'defense_pact', 'ended'),
    ]
    for (const order of [treaties, treaties.toReversed()])
      expect(relationMatrix(order)).toEqual([
        { partner: partner('p'), cells: { open_borders: { state: 'in_force', treatyId: 'force' } } },
      ])
    expect(relationMatrix([treaty('over', 'defense_pact', 'rejected')])).toEqual([])
  })

  it('sort by number of binding treaties, then by name', () => {
    const rows = relationMatrix([
      treaty('1', 'open_borders', 'proposed', 'c'),
      treaty('2', 'open_borders', 'proposed', 'a'),
      treaty('3', 'defense_pact', 'notice', 'z'),
    ])
    expect(rows.map((row) => row.partner.id)).toEqual(['z', 'a', 'c'])
    expect(rows.map(countBindingTreaties)).toEqual([1, 0, 0])
  })
})

describe('an embassy', () => {
  it('stands in the diplomatic quarter and never moves within one Nexus', () => {
    const [from, to] = districtRange('diplomatic_quarter')
    const sectors = Array.from({ length: 50 }, (_, at) => embassySector('seed', `region-${at}`))
    for (const sector of sectors) {
      expect(sector).toBeGreaterThanOrEqual(from)
      expect(sector).toBeLessThanOrEqual(to)
    }
    expect(new Set(sectors).size).toBeGreaterThan(30)
    expect(embassySector('seed', 'region-7')).toBe(sectors[7])
    expect(embassySector('another seed', 'region-7')).not.toBe(sectors[7])
  })
})
