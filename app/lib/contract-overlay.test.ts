import { expect, it } from 'vitest'
import { contractOverlay, type ContractBoard } from './contract-overlay.ts'

type Contract = ContractBoard['mine'][number]
const contract = (sectorId: number, over: Partial<Contract> = {}): Contract => ({
  ...{ id: String(sectorId), kind: 'shortage', state: 'open', commodity: 'food', units: 30, delivered: 10 },
  ...{ premium: 97, premiumPerUnit: null, dueAt: '2102-01-01T00:00:00Z', rank: 'cadet' },
  port: { id: sectorId, name: `Port ${sectorId}`, sectorId, sectorName: `Sector ${sectorId}`, turns: 2 },
  ...over,
})
const board: ContractBoard = {
  ...{ sectorId: 1, rank: 'cadet', place: { ref: 'reach', displayName: 'Reach' } },
  counts: {
    ...{ open: 0, elsewhere: 0, mostOpen: 3, takenToday: 0, mostToday: 5 },
    ...{ couriersToday: 0, mostCouriersToday: 10 },
  },
  mine: [contract(2, { state: 'taken', kind: 'courier', commodity: null })],
  couriers: [],
  open: {
    ...{ total: 4, page: 1, pageSize: 100 },
    items: [
      contract(2),
      contract(3, { kind: 'treasury_job', premiumPerUnit: 3, premium: 60 }),
      contract(3),
      contract(4, { kind: 'treasury_job', premiumPerUnit: 3, premium: 60 }),
    ],
  },
}

it('colours where contracts deliver, what the pilot took before all else, and says what each wants', () => {
  const { tints, notes, legend } = contractOverlay(board)
  expect([...tints]).toEqual([
    [2, 'mine'],
    [3, 'shortage'],
    [4, 'treasury_job'],
  ])
  expect(notes.get(2)).toBe('Port 2: 20 sealed goods, 97 cr extra; Port 2: 20 food, 97 cr extra')
  expect(notes.get(4)).toBe('Port 4: 20 food, 3 cr a unit extra')
  expect(legend.map(({ key }) => key)).toEqual(['mine', 'shortage', 'treasury_job', 'courier'])
})

it('is empty until the board is loaded', () => {
  expect(contractOverlay(null).tints.size).toBe(0)
})
