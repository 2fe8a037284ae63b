import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { countElection } from '#server/domain/elections/count.ts'
import { ELECTION_METHODS, type ElectionMethod } from '#server/domain/regions/election-methods.ts'
import { lotteryCommitment } from '#server/domain/elections/lottery.ts'
import { serializeResults } from '#server/domain/elections/results-text.ts'
import { rollHash } from '#server/domain/voting/roll.ts'
import { BALLOT_CHOICES, serializeTally, tally, type BallotChoice } from '#server/domain/voting/tally.ts'
import { resolveDelegations } from '#server/domain/voting/delegation.ts'
import {
  electionRecord,
  electionRecordSchema,
  motionRecord,
  motionRecordSchema,
  type ElectionRecord,
  type MotionRecord,
} from '#server/domain/records/vote-record.ts'
import { checkRecord, findReceipt } from './check-record.mjs'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const uuid = (name: string) => `${sha256(name).slice(0, 8)}-0000-4000-8000-${sha256(name).slice(8, 20)}`
const ELECTION_ID = uuid('election')
const REGION_ID = uuid('region')

/** Voters in order: weight, choice (undefined: no ballot), and delegate by position. */
type Voter<Choice> = { weight: number; choice: Choice | undefined; follows?: number | undefined }

function voteOf<Choice>(voters: readonly Voter<Choice>[]) {
  const roll = voters.map(({ weight }, at) => ({
    playerId: uuid(`voter ${at}`),
    callsign: `voter${at}`,
    weight,
    reason: 'citizen' as const,
  }))
  const cast = voters.flatMap(({ choice }, at) =>
    choice === undefined
      ? []
      : [{ voterId: uuid(`voter ${at}`), receipt: sha256(`receipt ${at}`).slice(0, 32), choice }],
  )
  const delegations = voters.flatMap(({ follows }, at) =>
    follows === undefined ? [] : [{ delegatorId: uuid(`voter ${at}`), delegateId: uuid(`voter ${follows}`) }],
  )
  const head = { regionId: REGION_ID, rollHash: rollHash(roll, sha256), roll }
  return { head, roll, ballots: resolveDelegations(roll, cast, delegations).ballots }
}

/** Through JSON and the schema, like a download. */
const downloaded = (record: MotionRecord): MotionRecord =>
  motionRecordSchema.parse(JSON.parse(JSON.stringify(record)))
const downloadedElection = (record: ElectionRecord): ElectionRecord =>
  electionRecordSchema.parse(JSON.parse(JSON.stringify(record)))

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

/** Candidates by letter (a star marks an incumbent); rankings as words of letters. */
function election(
  method: ElectionMethod,
  seats: number,
  names: readonly string[],
  voters: readonly Voter<string>[],
) {
  const { head, roll, ballots } = voteOf(voters)
  const idOf = (letter: string) => uuid(`candidate ${letter}`)
  const secret = 'held back until the close'
  const cast = ballots.map((ballot) => ({ ...ballot, choice: [...ballot.choice].map(idOf) }))
  const results = countElection({
    method,
    seats,
    roll,
    candidates: names.map((name) => ({
      playerId: idOf(name.replace('*', '')),
      isIncumbent: name.endsWith('*'),
    })),
    ballots: cast.map(({ choice, ...ballot }) => ({ ...ballot, ranking: choice })),
    lottery: { secret, electionId: ELECTION_ID, sha256 },
  })
  return downloadedElection(
    electionRecord({
      ...head,
      subjectId: ELECTION_ID,
      cast,
      results,
      resultsHash: sha256(serializeResults(results)),
      lottery: { commitment: lotteryCommitment(secret, ELECTION_ID, sha256), secret },
    }),
  )
}

const wrong = (record: unknown) =>
  checkRecord(record)
    .steps.filter(({ ok }) => !ok)
    .map(({ text }) => text)

const alike = <Choice>(count: number, choice: Choice, weight = 100): Voter<Choice>[] =>
  Array.from({ length: count }, () => ({ weight, choice }))

const council = () =>
  election(
    'ranked_choice',
    3,
    ['a*', 'b', 'c', 'd', 'e'],
    [
      ...alike(9, 'abc'),
      ...alike(6, 'bca'),
      ...alike(5, 'cd'),
      ...alike(5, 'dc'),
      ...alike(6, 'ed'),
      ...alike(1, ''),
    ],
  )

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
          majority: fc.constantFrom('simple' as const, 'two_thirds' as const),
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

function turn(record: MotionRecord | ElectionRecord, at: number, choice: string[]) {
  const ballots = record.ballots.map((ballot, place) => (place === at ? { ...ballot, choice } : ballot))
  return { ...record, ballots }
}

describe('an election', () => {
  it.each([
    ['weighted_plurality', 1],
    ['weighted_plurality', 3],
    ['ranked_choice', 1],
    ['ranked_choice', 3],
  ] as const)('recounts %s with %d seats', (method, seats) => {
    const names = ['a*', 'b', 'c', 'd']
    const voters = [
      ...alike(6, 'abd'),
      ...alike(6, 'bxc'),
      ...alike(5, 'c'),
      ...alike(5, 'd'),
      ...alike(2, 'x'),
    ]
    expect(wrong(election(method, seats, names, voters))).toEqual([])
    expect(wrong(election(method, seats, names, []))).toEqual([])
    expect(wrong(election(method, seats, ['a'], voters))).toEqual([])
    expect(wrong(election(method, seats, [], voters))).toEqual([])
  })

  const electorate = (weights: number) =>
    fc.array(
      fc.record({
        weight: fc.integer({ min: 100, max: 99 + weights }),
        choice: fc.option(
          fc.array(fc.constantFrom(...'abcdefx'), { maxLength: 7 }).map((list) => list.join('')),
          { nil: undefined },
        ),
        follows: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
      }),
      { maxLength: 45 },
    )
  const given = (weights: number) =>
    fc.record({
      method: fc.constantFrom(...ELECTION_METHODS),
      seats: fc.integer({ min: 1, max: 4 }),
      names: fc.uniqueArray(fc.constantFrom('a', 'b*', 'c', 'd', 'e*', 'f')),
      voters: electorate(weights),
    })

  it('gives the same results as the game if every ballot is listed', () => {
    fc.assert(
      fc.property(given(1), ({ method, seats, names, voters }) => {
        const alone = voters.map(({ weight, choice }) => ({ weight, choice }))
        expect(wrong(election(method, seats, names, alone))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('gives the same results if rare weights and delegations are pooled', () => {
    fc.assert(
      fc.property(given(6), ({ method, seats, names, voters }) => {
        expect(wrong(election(method, seats, names, voters))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('reports pooled ballots that it could follow only through the published rounds', () => {
    const voters = [...alike(6, 'ab'), ...alike(4, 'bc', 120), ...alike(2, 'cb', 130)]
    const { steps } = checkRecord(election('ranked_choice', 1, ['a', 'b', 'c'], voters))
    expect(steps.filter(({ text }) => text.startsWith('6 pooled ballots'))).toHaveLength(1)
    const { steps: all } = checkRecord(council())
    expect(all.filter(({ text }) => text.includes('pooled ballots'))).toEqual([])
  })

  it.each<[string, (record: ElectionRecord) => unknown]>([
    ['a ranking turned', (record) => turn(record, 0, record.ballots[0]?.choice.toReversed() ?? [])],
    ['a ballot emptied', (record) => turn(record, 3, [])],
    ['a ballot left out', (record) => ({ ...record, ballots: record.ballots.slice(1) })],
    ['a voter left out of the roll', (record) => ({ ...record, roll: record.roll.slice(1) })],
    ['another secret', (record) => ({ ...record, lottery: { ...record.lottery, secret: 'other' } })],
    [
      'another text',
      (record) => ({ ...record, resultsText: record.resultsText.replace('seats 3', 'seats 2') }),
    ],
    ['another hash', (record) => ({ ...record, resultsHash: sha256('another') })],
    [
      'another winner',
      (record) => ({
        ...record,
        results: { ...record.results, winners: record.results.winners.toReversed() },
      }),
    ],
    [
      'another incumbent',
      (record) => ({
        ...record,
        results: {
          ...record.results,
          candidates: record.results.candidates.map((one) => ({ ...one, isIncumbent: !one.isIncumbent })),
        },
      }),
    ],
    ['another method', (record) => ({ ...record, results: { ...record.results, method: 'ranked_choice' } })],
    [
      'a candidate left out',
      (record) => ({
        ...record,
        results: { ...record.results, candidates: record.results.candidates.slice(0, -1) },
      }),
    ],
    ['no rounds', (record) => ({ ...record, results: { ...record.results, rounds: undefined } })],
    ['no candidates', (record) => ({ ...record, results: { ...record.results, candidates: undefined } })],
  ])('detects %s', (_name, change) => {
    expect(wrong(change(council())).length).toBeGreaterThan(0)
  })

  it('detects rounds that move more votes than pooled ballots have', () => {
    const record = election(
      'ranked_choice',
      1,
      ['a', 'b', 'c'],
      [...alike(8, 'ab'), ...alike(7, 'b'), ...alike(3, 'ca', 120), ...alike(2, 'cb', 130)],
    )
    expect(wrong(record)).toEqual([])
    const { results } = record
    if (results.method === 'weighted_plurality') throw new Error('no rounds')
    const move = (votes: number) => ({
      ...record,
      results: {
        ...results,
        rounds: results.rounds.map((round) => ({
          ...round,
          transfers: round.transfers.map((to) => ({ ...to, votes: to.votes + votes })),
        })),
      },
    })
    expect(wrong(move(0))).toEqual([])
    for (const votes of [-100, -1, 1, 600])
      expect(wrong(move(votes)).some((text) => text.includes('votes that the ballots do not have'))).toBe(
        true,
      )
  })

  it('detects any single changed ballot of a close count', () => {
    fc.assert(
      fc.property(fc.nat({ max: 30 }), (at) => {
        const record = council()
        const before = record.ballots[at]?.choice ?? []
        const choice = before.length < 2 ? [...before, ...(record.ballots[0]?.choice ?? [])] : before.slice(1)
        const turned = turn(record, at % record.ballots.length, choice)
        if (JSON.stringify(turned) !== JSON.stringify(record)) expect(wrong(turned).length).toBeGreaterThan(0)
      }),
    )
  })
})

/** Exit of a program, as Node reports it. */
const ended = z.object({ status: z.number(), stdout: z.string() })

describe('the program', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'recount-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const run = (content: string, ...more: string[]) => {
    const file = path.join(folder, 'record.json')
    writeFileSync(file, content)
    try {
      const program = path.join(import.meta.dirname, 'recount.mjs')
      return {
        code: 0,
        out: execFileSync('node', [program, file, ...more], { encoding: 'utf8', stdio: 'pipe' }),
      }
    } catch (error) {
      const { status, stdout } = ended.parse(error)
      return { code: status, out: stdout }
    }
  }

  it('exits with 0 and its steps if the result is correct', () => {
    const record = council()
    const { code, out } = run(JSON.stringify(record), record.ballots[0]?.receipt ?? '')
    expect(code).toBe(0)
    expect(out).toContain('The published result is correct.')
    expect(out).toContain('round 2 ')
    expect(out).toContain('Your ballot is listed')
  })

  it('exits with 1 if it is not, or if there is nothing to read', () => {
    const { code, out } = run(JSON.stringify({ ...council(), resultsHash: 'other' }))
    expect(code).toBe(1)
    expect(out).toContain('does NOT follow')
    expect(run('{').code).toBe(1)
    expect(run(JSON.stringify(council()), 'no receipt').code).toBe(1)
  })
})
