import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { benchNexus } from './nexus.ts'
import { benchPlatform } from './platform.ts'
import { benchVoting } from './voting.ts'
import { report } from './report.ts'

const dir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-bench-'))
try {
  report(
    [...(await benchNexus(dir)), ...(await benchVoting(dir)), ...(await benchPlatform(dir))],
    'docs/benchmarks.md',
  )
} finally {
  await rm(dir, { recursive: true, force: true })
}
