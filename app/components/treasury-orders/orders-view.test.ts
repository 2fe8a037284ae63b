import { describe, expect, it } from 'vitest'
import { type TreasuryOrders } from '#app/lib/api-types.ts'
import { PORTS_A_PAGE, viewOrders } from './orders-view.ts'

type Port = TreasuryOrders['ports'][number]

const port = (id: number, over: Partial<Port> = {}): Port => ({
  ...{ id, name: `Port ${id}`, sectorId: id, sectorName: `Sector ${id}`, wanted: [] },
  works: { level: 0, running: 0, nextCost: 20_000 },
  ...over,
})
const orders = (ports: Port[]): TreasuryOrders => ({
  ...{ treasury: 0, jobs: [], mostJobs: 10, ports, festivals: [], today: '2102-11-22', festivalDates: [] },
  jobBudget: 2_000,
  refusals: { job: null, works: null, festival: null, withdrawal: null },
  ways: { job: 'decree', works: 'decree', festival: 'decree', withdrawal: 'decree' },
})
const wish = { good: undefined, search: '', page: 1 }

describe('the treasury page', () => {
  it('offers the goods that a port wants for at least a credit, and the ports that want the chosen one', () => {
    const view = (good?: 'food' | 'ore') =>
      viewOrders(
        orders([
          port(1, { wanted: [{ commodity: 'food', mostPremium: 4 }] }),
          port(2, { wanted: [{ commodity: 'ore', mostPremium: 0 }] }),
          port(3),
        ]),
        { ...wish, good },
      )
    expect(view().goods).toEqual(['food'])
    expect(view('ore').good).toBe('food')
    expect(view('food').jobPorts).toEqual([{ id: 1, name: 'Port 1', sectorName: 'Sector 1', mostPremium: 4 }])
    expect(viewOrders(orders([port(3)]), wish)).toMatchObject({ good: null, jobPorts: [] })
  })

  it('lists ports with works first, finds them by name or sector, and has no page after the last', () => {
    const many = Array.from({ length: PORTS_A_PAGE + 1 }, (_, n) => port(n + 1))
    const built = port(99, { name: 'Zenith', works: { level: 2, running: 1, nextCost: 180_000 } })
    const works = (over: Partial<typeof wish>) =>
      viewOrders(orders([...many, built]), { ...wish, ...over }).works
    expect(works({}).items[0]).toMatchObject({ name: 'Zenith', level: 2, running: 1 })
    expect(works({ page: 9 })).toMatchObject({ page: 2, total: PORTS_A_PAGE + 2 })
    expect(works({ search: 'zen' }).items).toHaveLength(1)
    expect(works({ search: 'SECTOR 99' }).items).toHaveLength(1)
    expect(viewOrders(orders([built]), wish).upkeep).toBe(1_000)
  })
})
