import { describe, expect, it } from 'vitest'
import { nextGoal } from './next-goal.ts'

describe('the next goal', () => {
  it.each([
    ['pathfinder', { name: 'Hauler', price: 25_000 }],
    ['courier', { name: 'Hauler', price: 25_000 }],
    ['corvette', { name: 'Hauler', price: 25_000 }],
    ['hauler', { name: 'Freighter', price: 120_000 }],
    ['freighter', { name: 'Bulk carrier', price: 500_000 }],
    ['bulk_carrier', null],
  ] as const)('of a %s', (hull, goal) => {
    expect(nextGoal(hull)).toEqual(goal)
  })
})
