import { expect, it } from 'vitest'
import { TRANSFER_REASONS } from '#server/domain/economy/ledger.ts'
import { wordsOf, type LogEntry } from './log-words.ts'

const entry = (part: Partial<LogEntry>): LogEntry => ({
  ...{ id: 1, at: '2102-01-01T00:00:00Z', reason: 'sale', amount: 1, trade: null, work: null, sectors: null },
  ...part,
})

it('every reason for which a purse can move has words of its own', () => {
  const words = TRANSFER_REASONS.map((reason) => wordsOf(entry({ reason })))
  expect(new Set(words).size).toBe(TRANSFER_REASONS.length)
})

it.each<[Partial<LogEntry>, string]>([
  [
    { trade: { side: 'buy', commodity: 'ore', quantity: 1_200, berthFee: 30, port: 'Old Dock' } },
    'Bought 1,200 ore at Old Dock, with 30 cr for the berth',
  ],
  [{ trade: { side: 'sell', commodity: 'food', quantity: 5, berthFee: 0, port: null } }, 'Sold 5 food'],
  [{ reason: 'shipyard', work: { kind: 'hull', hull: 'hauler' } }, 'Shipyard: bought a Hauler'],
  [{ reason: 'shipyard', work: { kind: 'repair' } }, 'Shipyard: repaired the ship'],
  [{ reason: 'charting', sectors: 3 }, 'Charted 3 new sectors'],
])('%j reads as %s', (part, words) => {
  expect(wordsOf(entry(part))).toBe(words)
})
