import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BALLOT_CHOICES, serializeTally, tally, type BallotChoice } from '#server/domain/voting/tally.ts'
import { motionRecord, motionRecordSchema, type MotionRecord } from '#server/domain/records/vote-record.ts'
import { findReceipt } from './check-record.mjs'
import { sha256, uuid, type Voter, voteOf, wrong, alike, turn } from './example-records.ts'

/** Through JSON and the schema, like a download. */
const downloaded = (record: MotionRecord): MotionRecord =>
  motionRecordSchema.parse(JSON.parse(JSON.stringify(record)))
function motion(voters: readonly Voter<BallotChoice>[], rules: Partial<MotionRecord['rules']> = {}) {
  const { head, roll, ballots } = voteOf(voters)
  const full = { quorumBp: 3333, thresholdBp: 5000, majority: 'simple' as const, ...rules }
  const result = tally({ roll, ballots, ...full })
  return downloaded(
    motionRecord({
      ...head,
      subject: 'policy',
      subjectId: uuid('policy'),
      rules: full,
      cast: ballots.map(({ receipt, choice, weight, represents }) => ({
        receipt,
        choice: [choice],
        weight,
        represents,
      })),
      tally: result,
      tallyHash: sha256(serializeTally(result)),
    }),
  )
}

describe('a motion', () => {
  const passed = () => motion([...alike(7, 'yes' as const), ...alike(5, 'no' as const)])

  it('is recounted', () => {
    expect(wrong(passed())).toEqual([])
    expect(wrong(motion([]))).toEqual([])
    expect(wrong(motion([{ weight: 100, choice: 'yes' }]))).toEqual([])
  })

  it('withdrawn has no result', () => {
    const { head } = voteOf<string>([{ weight: 100, choice: undefined }])
    const withdrawn = motionRecord({
      ...head,
      subject: 'policy',
      subjectId: uuid('policy'),
      rules: { quorumBp: 3333, thresholdBp: 5000, majority: 'simple' },
      cast: [],
      tally: null,
      tallyHash: null,
    })
    expect(wrong(withdrawn)).toEqual([])
    expect(wrong({ ...withdrawn, tally: 'tally v1' })).toHaveLength(1)
  })

  const voters = fc.array(
    fc.record({
      weight: fc.integer({ min: 100, max: 104 }),
      choice: fc.option(fc.constantFrom(...BALLOT_CHOICES), { nil: undefined }),
      follows: fc.option(fc.nat({ max: 30 }), { nil: undefined }),
    }),
    { maxLength: 40 },
  )

  it('gives the same result as the game for any ballots and delegations', () => {
    fc.assert(
      fc.property(
        voters,
        fc.record({
          quorumBp: fc.integer({ min: 2500, max: 6000 }),
          thresholdBp: fc.integer({ min: 1000, max: 9000 }),
          majority: fc.constantFrom('simple' as const, 'two_thirds' as const, 'two_thirds_of_roll' as const),
        }),
        (cast, rules) => {
          expect(wrong(motion(cast, rules))).toEqual([])
        },
      ),
    )
  })

  it.each<[string, (record: MotionRecord) => unknown]>([
    [
      'a ballot turned',
      (record) => turn(record, 0, record.ballots[0]?.choice[0] === 'no' ? ['yes'] : ['no']),
    ],
    ['a ballot for something else', (record) => turn(record, 0, ['maybe'])],
    ['a ballot left out', (record) => ({ ...record, ballots: record.ballots.slice(1) })],
    [
      'a ballot twice',
      (record) => ({ ...record, ballots: [...record.ballots, ...record.ballots.slice(0, 1)] }),
    ],
    [
      'a heavier ballot',
      (record) => ({
        ...record,
        ballots: record.ballots.map((ballot, at) => (at === 0 ? { ...ballot, weight: 150 } : ballot)),
      }),
    ],
    [
      'a ballot for more people',
      (record) => ({
        ...record,
        ballots: record.ballots.map((ballot) => ({ ...ballot, represents: 2 })),
      }),
    ],
    ['a voter left out of the roll', (record) => ({ ...record, roll: record.roll.slice(1) })],
    [
      'a voter with another weight',
      (record) => ({ ...record, roll: record.roll.map((line) => ({ ...line, weight: 120 })) }),
    ],
    ['another roll hash', (record) => ({ ...record, rollHash: sha256('another') })],
    ['another threshold', (record) => ({ ...record, rules: { ...record.rules, thresholdBp: 9000 } })],
    ['another tally', (record) => ({ ...record, tally: record.tally?.replace('yes 700', 'yes 800') })],
    ['another tally hash', (record) => ({ ...record, tallyHash: sha256('another') })],
    ['no tally', (record) => ({ ...record, tally: undefined })],
    ['no roll', (record) => ({ ...record, roll: undefined })],
    ['another format', (record) => ({ ...record, format: 'other' })],
    ['another kind', (record) => ({ ...record, kind: 'other' })],
    ['rules of another kind', (record) => ({ ...record, rules: { ...record.rules, majority: 'most' } })],
    ['no object', () => [1]],
  ])('detects %s', (_name, change) => {
    expect(wrong(change(passed())).length).toBeGreaterThan(0)
  })

  it('detects a changed pool', () => {
    const record = motion([...alike(3, 'yes' as const, 110), ...alike(2, 'no' as const, 120)])
    expect(wrong(record)).toEqual([])
    const pooled = record.pooled
    if (!pooled) throw new Error('no pool')
    expect(wrong({ ...record, pooled: { ...pooled, receipts: pooled.receipts.slice(1) } })).toHaveLength(1)
    const totals = pooled.totals.map((total) => ({ ...total, votes: total.votes + 1 }))
    expect(wrong({ ...record, pooled: { ...pooled, totals } }).length).toBeGreaterThan(0)
  })

  it('finds a receipt in the list, in the pool, or not at all', () => {
    const record = motion([
      ...alike(7, 'yes' as const),
      ...alike(5, 'no' as const, 120),
      ...alike(1, 'no' as const, 130),
    ])
    expect(findReceipt(record, record.ballots[0]?.receipt ?? '')).toMatchObject({ ok: true })
    expect(findReceipt(record, record.pooled?.receipts[0] ?? '')).toMatchObject({ ok: true })
    expect(findReceipt(record, 'another')).toMatchObject({ ok: false })
  })
})
