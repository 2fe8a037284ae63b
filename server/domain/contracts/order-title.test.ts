import { expect, it } from 'vitest'
import { orderTitle, type OrderSubject } from './order-title.ts'

const NOTHING: OrderSubject = { port: null, commodity: null, level: null, tradition: null }
const job = { kind: 'job', portId: 1, commodity: 'ore', units: 40, premium: 2, days: 7 } as const

it('the title of an order names what it is about', () => {
  const about = {
    port: 'Yoraegard Exchange',
    commodity: 'ore',
    level: 3,
    tradition: 'First Harvest',
  } as const
  const festival = { kind: 'festival', tradition: 0, day: '2102-05-01' } as never
  expect(orderTitle(job as never, about)).toBe('Job: 40 ore to Yoraegard Exchange')
  expect(orderTitle({ kind: 'works', portId: 1 } as never, about)).toBe(
    'Works at Yoraegard Exchange, level 3',
  )
  expect(orderTitle(festival, about)).toBe('Festival: First Harvest, 2102-05-01')
  expect(orderTitle({ kind: 'withdrawal', contractId: 'x' } as never, about)).toBe(
    'Withdraw the job for ore at Yoraegard Exchange',
  )
})

it('what is gone meanwhile has a plain word', () => {
  const festival = { kind: 'festival', tradition: 0, day: '2102-05-01' } as never
  expect(orderTitle({ kind: 'works', portId: 1 } as never, NOTHING)).toBe('Works at a port, level 1')
  expect(orderTitle(festival, NOTHING)).toBe('Festival: a tradition, 2102-05-01')
  expect(orderTitle({ kind: 'withdrawal', contractId: 'x' } as never, NOTHING)).toBe(
    'Withdraw the job for goods at a port',
  )
})
