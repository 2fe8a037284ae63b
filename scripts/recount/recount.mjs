#!/usr/bin/env node
// Recounts a closed vote from its public record: node scripts/recount/recount.mjs record.json [receipt]
// Needs only Node. Exit code 0: the published result follows from the published ballots; 1: it does not.
import { readFileSync } from 'node:fs'
import { checkRecord, findReceipt } from './check-record.mjs'

const [file, receipt] = process.argv.slice(2)
if (file === undefined) {
  console.error('Usage: node scripts/recount/recount.mjs record.json [receipt]')
  process.exit(1)
}

const record = readRecord(file)
const { ok, steps } = checkRecord(record)
for (const step of steps) console.log(`${step.ok ? 'ok   ' : 'WRONG'} ${step.text}`)
const found = receipt === undefined ? null : findReceipt(record, receipt)
if (found) console.log(`${found.ok ? 'ok   ' : 'WRONG'} ${found.text}`)
const stands = ok && found?.ok !== false
console.log(
  stands ? 'The published result is correct.' : 'The published result does NOT follow from this record.',
)
process.exit(stands ? 0 : 1)

/** @param {string} path */
function readRecord(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    console.error(`${path} cannot be read: ${error instanceof Error ? error.message : error}`)
    process.exit(1)
  }
}
