// All checks of one record, as a list of steps.
import { createHash } from 'node:crypto'
import { recountElection } from './election.mjs'
import { recountMotion } from './motion.mjs'
import { faultsOf } from './record-shape.mjs'

/** Ballots of a weight are listed one by one only if there are at least this many. */
const SMALLEST_LISTED_GROUP = 5

/** @typedef {{ ok: boolean, text: string }} Step */

/**
 * @param {unknown} record
 * @returns {{ ok: boolean, steps: Step[] }}
 */
export function checkRecord(record) {
  const faults = faultsOf(record)
  const steps =
    faults.length > 0
      ? faults.map((text) => ({ ok: false, text }))
      : [
          checkRoll(record),
          ...checkBallots(record),
          ...(record.kind === 'motion' ? recountMotion(record, sha256) : recountElection(record, sha256)),
        ]
  return { ok: steps.every((step) => step.ok), steps }
}

/** Finds a voter's receipt in the record and reports what is published for it. */
export function findReceipt(record, receipt) {
  const own = record.ballots?.find((ballot) => ballot.receipt === receipt)
  if (own) {
    const choice = own.choice.length === 0 ? 'nobody' : own.choice.join(', then ')
    return { ok: true, text: `Your ballot is listed: ${choice}, with a weight of ${own.weight}.` }
  }
  if (record.pooled?.receipts?.includes(receipt))
    return { ok: true, text: 'Your ballot is one of the pooled ballots, which are published as totals.' }
  return { ok: false, text: 'No ballot has this receipt.' }
}

/** @returns {Step} */
function checkRoll({ roll, rollHash }) {
  const lines = roll.map(({ playerId, weight, reason }) => `${playerId} ${weight} ${reason}`).sort()
  const isDistinct = new Set(roll.map(({ playerId }) => playerId)).size === roll.length
  const ok = isDistinct && sha256(['roll v1', ...lines].join('\n')) === rollHash
  return {
    ok,
    text: ok
      ? `The roll of ${roll.length} has the hash that was published when the vote opened.`
      : 'The roll does not have the hash that was published when the vote opened.',
  }
}

/** @returns {Step[]} */
function checkBallots({ roll, ballots, pooled }) {
  const totals = pooled?.totals ?? []
  const receipts = [...ballots.map(({ receipt }) => receipt), ...(pooled?.receipts ?? [])]
  const people = sum(ballots, 'represents') + sum(totals, 'people')
  const weight = sum(ballots, 'weight') + sum(totals, 'votes')
  const rollWeight = sum(roll, 'weight')
  const groups = countBy(ballots, (ballot) => `${ballot.weight} ${ballot.represents}`)
  const onRoll = countBy(roll, (line) => `${line.weight} 1`)
  return [
    step(
      new Set(receipts).size === receipts.length && sum(totals, 'ballots') === (pooled?.receipts.length ?? 0),
      `${ballots.length} ballots are listed and ${receipts.length - ballots.length} pooled, each with its own receipt.`,
      'Receipts are missing or duplicated.',
    ),
    step(
      people <= roll.length && weight <= rollWeight && ballots.every((ballot) => ballot.represents > 0),
      `They represent ${people} of ${roll.length} people, with a weight of ${weight} of ${rollWeight}.`,
      `They represent ${people} people with a weight of ${weight}, but the roll has ${roll.length} with ${rollWeight}.`,
    ),
    step(
      [...groups].every(([key, count]) => !key.endsWith(' 1') || count <= (onRoll.get(key) ?? 0)),
      'No weight occurs on more ballots than on the roll, except ballots with delegated votes.',
      'There are more ballots of one weight than voters with it.',
    ),
    step(
      [...groups.values()].every((count) => count >= SMALLEST_LISTED_GROUP),
      'Every listed ballot shares its weight with at least four others.',
      'Ballots with a rare weight are listed one by one, which may identify their voters.',
    ),
  ]
}

const step = (ok, right, wrong) => ({ ok, text: ok ? right : wrong })

const sum = (items, field) => items.reduce((total, item) => total + item[field], 0)

function countBy(items, keyOf) {
  const counts = new Map()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex')
