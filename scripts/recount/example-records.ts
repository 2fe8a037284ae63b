import { createHash } from 'node:crypto'
import { countElection } from '#server/domain/elections/count.ts'
import { type ElectionMethod } from '#server/domain/regions/election-methods.ts'
import { lotteryCommitment } from '#server/domain/elections/lottery.ts'
import { serializeResults } from '#server/domain/elections/results-text.ts'
import { rollHash } from '#server/domain/voting/roll.ts'
import { resolveDelegations } from '#server/domain/voting/delegation.ts'
import {
  electionRecord,
  electionRecordSchema,
  type ElectionRecord,
  type MotionRecord,
} from '#server/domain/records/vote-record.ts'
import { checkRecord } from './check-record.mjs'

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
export const uuid = (name: string) =>
  `${sha256(name).slice(0, 8)}-0000-4000-8000-${sha256(name).slice(8, 20)}`
export const ELECTION_ID = uuid('election')
export const REGION_ID = uuid('region')
/** Voters in order: weight, choice (undefined: no ballot), and delegate by position. */
export type Voter<Choice> = { weight: number; choice: Choice | undefined; follows?: number | undefined }
export function voteOf<Choice>(voters: readonly Voter<Choice>[]) {
  const roll = voters.map(({ weight }, at) => ({
    voterId: uuid(`voter ${at}`),
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
  const published = roll.map(({ voterId, ...entry }) => ({ playerId: voterId, ...entry }))
  const head = { regionId: REGION_ID, rollHash: rollHash(roll, sha256), roll: published }
  return { head, roll, ballots: resolveDelegations(roll, cast, delegations).ballots }
}
export const downloadedElection = (record: ElectionRecord): ElectionRecord =>
  electionRecordSchema.parse(JSON.parse(JSON.stringify(record)))
/** Candidates by letter (a star marks an incumbent); rankings as words of letters. */
export function election(
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
export const wrong = (record: unknown) =>
  checkRecord(record)
    .steps.filter(({ ok }) => !ok)
    .map(({ text }) => text)
export const alike = <Choice>(count: number, choice: Choice, weight = 100): Voter<Choice>[] =>
  Array.from({ length: count }, () => ({ weight, choice }))
export const council = () =>
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
export function turn(record: MotionRecord | ElectionRecord, at: number, choice: string[]) {
  const ballots = record.ballots.map((ballot, place) => (place === at ? { ...ballot, choice } : ballot))
  return { ...record, ballots }
}
