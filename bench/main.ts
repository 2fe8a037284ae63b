import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { benchAudit } from './audit.ts'
import { benchBusyRegions } from './busy-regions.ts'
import { benchLedger } from './ledger.ts'
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
const inFolder = async (name: string, bench: (dir: string) => Promise<BenchRow[]>): Promise<BenchRow[]> => {
  const folder = path.join(dir, name)
  await mkdir(folder)
  return bench(folder)
}
const began = processorTime()
try {
  const before = base ? await inFolder('before', (folder) => benchPlatform(folder, path.resolve(base))) : null
  const rows = [
    ...(await inFolder('nexus', benchNexus)),
    ...(await inFolder('ledger', benchLedger)),
    ...(await inFolder('audit', benchAudit)),
    ...(await inFolder('voting', benchVoting)),
    ...(await inFolder('trading', benchTrading)),
    ...(await inFolder('busy', benchBusyRegions)),
    ...(await benchMapFrames()),
    ...(await inFolder('platform', benchPlatform)),
    ...(await inFolder('regions', benchRegionsInUse)),
    ...(await inFolder('webs', benchTwoWebs)),
  ]
  report(before ? besideBefore(rows, before) : rows, 'docs/benchmarks.md', stolenSince(began))
} finally {
  await rm(dir, { recursive: true, force: true })
}
