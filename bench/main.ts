import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { benchAccounts } from './accounts.ts'
import { benchAudit } from './audit.ts'
import { benchBusyRegions } from './busy-regions.ts'
import { benchLedger } from './ledger.ts'
import { benchBackups } from './backups.ts'
import { benchExports } from './exports.ts'
import { benchRegionExports } from './region-exports.ts'
import { benchMapFrames } from './map-frames.ts'
import { benchNexus } from './nexus.ts'
import { benchPlatform } from './platform.ts'
import { benchTrading } from './trading.ts'
import { benchVoting } from './voting.ts'
import { benchRegionsInUse } from './regions-in-use.ts'
import { benchTwoWebs } from './two-webs.ts'
import { besideBefore, processorTime, report, stolenSince, type BenchRow } from './report.ts'

/** Folder of another checkout, built and with its modules: what a started server shows is measured there too, with this harness. */
const base = process.env.BENCH_BASE

const dir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-bench-'))
type Bench = (dir: string) => Promise<BenchRow[]>
const inFolder = async (name: string, bench: Bench): Promise<BenchRow[]> => {
  const folder = path.join(dir, name)
  await mkdir(folder)
  return bench(folder)
}
/** One that fails stands in the report as failed; the others are measured all the same. */
const attempted = async (name: string, bench: Bench): Promise<BenchRow[]> => {
  try {
    return await inFolder(name, bench)
  } catch (error) {
    console.error(name, error)
    process.exitCode = 1
    return [{ what: name, measured: 'failed', reference: '–', goal: { text: 'measured', reached: false } }]
  }
}
const PARTS: [string, Bench][] = [
  ['nexus', benchNexus],
  ['ledger', benchLedger],
  ['audit', benchAudit],
  ['voting', benchVoting],
  ['accounts', benchAccounts],
  ['exports', benchExports],
  ['backups', benchBackups],
  ['region-exports', benchRegionExports],
  ['trading', benchTrading],
  ['busy', benchBusyRegions],
  ['map', benchMapFrames],
  ['platform', benchPlatform],
  ['regions', benchRegionsInUse],
  ['webs', benchTwoWebs],
]
/** `BENCH_PARTS=map,trading`: only these, printed and not written, for one's own work. */
const asked = process.env.BENCH_PARTS?.split(',') ?? null
const isAsked = ([name]: [string, Bench]) => asked?.includes(name) ?? true
const began = processorTime()
try {
  const before = base ? await inFolder('before', (folder) => benchPlatform(folder, path.resolve(base))) : null
  const rows: BenchRow[] = []
  for (const [name, bench] of PARTS.filter(isAsked)) rows.push(...(await attempted(name, bench)))
  report(before ? besideBefore(rows, before) : rows, asked ? null : 'docs/benchmarks.md', stolenSince(began))
} finally {
  await rm(dir, { recursive: true, force: true })
}
