import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createRefusedTally,
  REFUSED_KINDS,
  refusedKindOf,
  type CountedRequest,
  type RefusedRequest,
} from './refused-requests.ts'

describe('an answer', () => {
  it.each([
    ['FORBIDDEN', true, false, 'not-allowed'],
    ['FORBIDDEN', false, true, 'not-allowed'],
    ['TOO_MANY_REQUESTS', false, false, 'too-many'],
    ['NOT_FOUND', true, true, 'not-found'],
    ['NOT_FOUND', true, false, null],
    ['NOT_FOUND', false, true, null],
    ['UNAUTHORIZED', false, true, null],
    ['BAD_REQUEST', true, true, null],
    ['CONFLICT', true, true, null],
  ])('%s, logged in %s, to a change %s, is noted as %s', (code, isLoggedIn, isChange, kind) => {
    expect(refusedKindOf({ code, isLoggedIn, isChange })).toBe(kind)
  })
})

const request = (of: Partial<RefusedRequest>): RefusedRequest => ({
  ...{ kind: 'not-allowed', what: 'nexus.generate', reason: '', userId: null, address: '192.0.2.1' },
  ...of,
})
const REST = { what: '', reason: '', userId: null, address: null }
const sum = (rows: CountedRequest[]) => rows.reduce((total, { count }) => total + count, 0)

describe('a tally of refused requests', () => {
  it('counts the same ones in one row', () => {
    const tally = createRefusedTally({ people: 5, addresses: 5 })
    for (let n = 0; n < 3; n++) tally.add(request({}))
    tally.add(request({ reason: 'step-up' }), 4)
    expect(tally.list()).toEqual([
      { ...request({}), count: 3 },
      { ...request({ reason: 'step-up' }), count: 4 },
    ])
  })

  it('counts in one row a kind what there is no room for, and keeps room for people from addresses', () => {
    const tally = createRefusedTally({ people: 1, addresses: 1 })
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.1'])
      tally.add(request({ address }))
    for (const userId of ['ann', 'ben']) tally.add(request({ userId }))
    expect(tally.list()).toEqual([
      { ...request({}), count: 2 },
      { ...request(REST), count: 3 },
      { ...request({ userId: 'ann' }), count: 1 },
    ])
  })

  it('needs no room for what has its place', () => {
    const tally = createRefusedTally({ people: 0, addresses: 0 }, ({ userId }) => userId === 'ann')
    tally.add(request({ userId: 'ann' }))
    tally.add(request({ userId: 'ben' }))
    expect(tally.list()).toEqual([
      { ...request({ userId: 'ann' }), count: 1 },
      { ...request(REST), count: 1 },
    ])
  })

  it('loses none and stays within its bounds, whatever comes', () => {
    const requests = fc.array(
      fc.record({
        kind: fc.constantFrom(...REFUSED_KINDS),
        what: fc.constantFrom('a', 'b'),
        reason: fc.constantFrom('', 'x'),
        userId: fc.option(fc.constantFrom('ann', 'ben', 'cid')),
        address: fc.constantFrom('1', '2', '3'),
      }),
    )
    fc.assert(
      fc.property(requests, fc.nat(4), fc.nat(4), (all, people, addresses) => {
        const tally = createRefusedTally({ people, addresses })
        for (const one of all) tally.add(one)
        const rows = tally.list()
        return sum(rows) === all.length && rows.length <= people + addresses + REFUSED_KINDS.length
      }),
    )
  })
})
