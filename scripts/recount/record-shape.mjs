// Checks the format of a record before counting: a missing field must not count as nothing.

/**
 * @typedef {{ playerId: string, callsign: string, weight: number, reason: string }} RollLine
 * @typedef {{ receipt: string, choice: string[], weight: number, represents: number }} Listed
 * @typedef {{ choice: string[], isWhole: boolean, votes: number, ballots: number, people: number }} Total
 * @typedef {{ receipts: string[], totals: Total[] }} Pool
 * @typedef {{ subjectId: string, rollHash: string, roll: RollLine[], ballots: Listed[], pooled: Pool | null }} Head
 * @typedef {Head & { kind: 'motion', subject: string, tally: string | null, tallyHash: string | null,
 *   rules: { quorumBp: number, thresholdBp: number, majority: 'simple' | 'two_thirds' | 'two_thirds_of_roll' } }} MotionRecord
 * @typedef {{ playerId: string | null, votes: number }} Amount
 * @typedef {{ playerId: string, isIncumbent: boolean }} Candidate
 * @typedef {{ method: 'weighted_plurality' | 'ranked_choice' | 'stv', seats: number, candidates: Candidate[],
 *   winners: string[], rounds?: { transfers: Amount[], votes: Amount[] }[] }} Results
 * @typedef {Head & { kind: 'election', results: Results, resultsText: string, resultsHash: string | null,
 *   lottery: { commitment: string, secret: string } }} ElectionRecord
 */

export const FORMAT = 'sectorwars vote record 1'

/** Errors in the format of a record; empty if it can be counted. */
export function faultsOf(record) {
  if (!isObject(record)) return ['The record is not an object.']
  if (record.format !== FORMAT) return [`The record’s format is not “${FORMAT}”.`]
  const faults = shape(record, {
    subjectId: isText,
    rollHash: isText,
    roll: listOf({ playerId: isText, callsign: isText, weight: isCount, reason: isText }),
    ballots: listOf({ receipt: isText, choice: isTexts, weight: isCount, represents: isCount }),
    pooled: (value) =>
      value === null ||
      (isObject(value) &&
        isTexts(value.receipts) &&
        listOf({ choice: isTexts, isWhole: isFlag, votes: isCount, ballots: isCount, people: isCount })(
          value.totals,
        )),
  })
  if (record.kind === 'motion') return [...faults, ...motionFaults(record)]
  if (record.kind === 'election') return [...faults, ...electionFaults(record)]
  return [...faults, 'The record is neither a motion nor an election.']
}

const motionFaults = (record) =>
  shape(record, {
    subject: isText,
    rules: (value) =>
      isObject(value) &&
      isCount(value.quorumBp) &&
      isCount(value.thresholdBp) &&
      ['simple', 'two_thirds', 'two_thirds_of_roll'].includes(value.majority),
    tally: isTextOrNull,
    tallyHash: isTextOrNull,
  })

const electionFaults = (record) =>
  shape(record, {
    resultsText: isText,
    resultsHash: isTextOrNull,
    lottery: (value) => isObject(value) && isText(value.commitment) && isText(value.secret),
    results: (value) =>
      isObject(value) &&
      ['weighted_plurality', 'ranked_choice', 'stv'].includes(value.method) &&
      isCount(value.seats) &&
      value.seats > 0 &&
      isTexts(value.winners) &&
      listOf({ playerId: isText, isIncumbent: isFlag })(value.candidates) &&
      (value.method === 'weighted_plurality' || listOf({ transfers: isAmounts })(value.rounds)),
  })

const shape = (record, fields) =>
  Object.entries(fields)
    .filter(([name, fits]) => !fits(record[name]))
    .map(([name]) => `The field “${name}” is missing or invalid.`)

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value) => typeof value === 'string'
const isTextOrNull = (value) => value === null || isText(value)
const isFlag = (value) => typeof value === 'boolean'
const isCount = (value) => Number.isSafeInteger(value) && value >= 0
const isTexts = (value) => Array.isArray(value) && value.every(isText)
const listOf = (fields) => (value) =>
  Array.isArray(value) && value.every((item) => isObject(item) && shape(item, fields).length === 0)
const isAmounts = listOf({ playerId: isTextOrNull, votes: isCount })
