import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTransfer } from '../economy/ledger.ts'
import { restoredPostings, treasuryCharge, type Holdings } from './restored-postings.ts'

const holdings = (shipIds: string[]): fc.Arbitrary<Holdings> =>
  fc.record({
    purse: fc.bigInt({ min: 0n, max: 1_000_000n }),
    shipId: fc.constantFrom(...shipIds),
    cargo: fc.record(
      { ore: fc.integer({ min: 1, max: 99 }), fuel: fc.integer({ min: 1, max: 99 }) },
      { requiredKeys: [] },
    ),
  })

describe('what a restore books for a pilot who left', () => {
  it('turns what the backup says into what custody says, by the rules of double entry', () => {
    fc.assert(
      fc.property(holdings(['a', 'b']), holdings(['a', 'b']), (before, after) => {
        const postings = restoredPostings('pilot', before, after)
        if (postings.length > 0) expect(checkTransfer(postings)).toMatchObject({ ok: true })
        const sum = (account: string, owner: string, asset: string) =>
          postings
            .filter((p) => p.account === account && p.ownerId === owner && p.asset === asset)
            .reduce((total, { amount }) => total + amount, 0n)
        expect(before.purse + sum('purse', 'pilot', 'credits')).toBe(after.purse)
        for (const good of ['ore', 'fuel'] as const)
          for (const ship of ['a', 'b']) {
            const had = before.shipId === ship ? BigInt(before.cargo[good] ?? 0) : 0n
            const has = after.shipId === ship ? BigInt(after.cargo[good] ?? 0) : 0n
            expect(had + sum('cargo', ship, good)).toBe(has)
          }
      }),
    )
  })

  it('books nothing when nothing differs, and takes a ship that the backup does not know', () => {
    const same: Holdings = { purse: 5n, shipId: 'a', cargo: { ore: 2 } }
    expect(restoredPostings('pilot', same, same)).toEqual([])
    expect(restoredPostings('pilot', { purse: 5n, shipId: null, cargo: {} }, same)).toHaveLength(2)
  })
})

it('charges a treasury what left, what it may have paid and what it has: the least of the three', () => {
  const amount = fc.bigInt({ min: 0n, max: 1_000_000n })
  fc.assert(
    fc.property(amount, amount, amount, (carriedOut, mayHavePaid, treasury) => {
      const charge = treasuryCharge({ carriedOut, mayHavePaid, treasury })
      expect([carriedOut, mayHavePaid, treasury].every((bound) => charge <= bound)).toBe(true)
      expect([carriedOut, mayHavePaid, treasury]).toContain(charge)
    }),
  )
})
