import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { benchLedger } from './ledger.ts'
import { benchNexus } from './nexus.ts'
import { benchPlatform } from './platform.ts'
import { benchVoting } from './voting.ts'
import { processorTime, report, stolenSince } from './report.ts'

const dir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-bench-'))
const began = processorTime()
try {
  const rows = [
    ...(await benchNexus(dir)),
    ...(await benchLedger(dir)),
    ...(await benchVoting(dir)),
    ...(await benchPlatform(dir)),
  ]
  report(rows, 'docs/benchmarks.md', stolenSince(began))
} finally {
  await rm(dir, { recursive: true, force: true })
}
