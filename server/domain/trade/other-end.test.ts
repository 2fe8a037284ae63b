import { describe, expect, it } from 'vitest'
import { quote } from '../economy/quote.ts'
import { type KnownMarket } from './known-prices.ts'
import { findOtherEnd, type OtherEndWish } from './other-end.ts'

const RATES = { taxRateBp: 1_000, tariffBp: 0 }
const HERE = 1

/** A port that buys food, the emptier the dearer. */
function buyer(id: number, { stock = 1_120, turns = 5 as number | null, role = 'buys' as const } = {}) {
  const line = {
    ...{ commodity: 'food' as const, role, stock, capacity: 4_480, basePrice: 15, levelBp: 10_000 },
    ...{ spreadBp: 500, perDay: 100, offer: null },
  }
  const market: KnownMarket = {
    ...{
      sectorId: id * 10,
      sectorName: `Sector ${id}`,
      turns,
      seenAt: '2102-11-22T10:00:00Z',
      isLive: false,
    },
    port: { id, name: `Port ${id}`, board: [line] },
  }
  return { market, line }
}

const wish = (over: Partial<OtherEndWish> = {}): OtherEndWish => ({
  ...{ commodity: 'food', quantity: 40, here: { portId: HERE, net: 479n }, rates: RATES, dockingTurns: 10 },
  ...over,
})

describe('the other end of a trade', () => {
  it('pays what selling all units at the remembered stock pays, tax deducted', () => {
    const { market, line } = buyer(2)
    const sold = quote({ side: 'sell', market: line, quantity: 40, ...RATES })
    const end = findOtherEnd(wish(), [market])
    expect(end).toMatchObject({ portName: 'Port 2', sectorId: 20, turns: 5, net: 639n, gain: 160n })
    expect(sold.ok && sold.value.net).toBe(639n)
  })

  it('is the one with most profit by the turn, docking included, not the dearest', () => {
    const near = buyer(2, { stock: 1_120, turns: 1 }).market
    const dear = buyer(3, { stock: 900, turns: 30 }).market
    expect(findOtherEnd(wish(), [dear, near])?.portName).toBe('Port 2')
    // With a docking of 1,000 turns the way hardly matters.
    expect(findOtherEnd(wish({ dockingTurns: 1_000 }), [near, dear])?.portName).toBe('Port 3')
  })

  it('is the smallest loss where all pay less, however far', () => {
    const full = buyer(2, { stock: 4_400, turns: 1 }).market
    const fuller = buyer(3, { stock: 4_000, turns: 40 }).market
    const end = findOtherEnd(wish({ here: { portId: HERE, net: 900n } }), [full, fuller])
    expect(end).toMatchObject({ portName: 'Port 3' })
    expect(end?.gain).toBeLessThan(0n)
  })

  it('leaves out the port itself, makers, and ports without a way; none left is null', () => {
    const itself = buyer(HERE).market
    const noWay = buyer(2, { turns: null }).market
    const maker = buyer(3).market
    for (const line of maker.port.board) line.role = 'sells'
    expect(findOtherEnd(wish(), [itself, noWay, maker])).toBeNull()
    expect(findOtherEnd(wish({ quantity: 0 }), [buyer(2).market])).toBeNull()
  })
})
