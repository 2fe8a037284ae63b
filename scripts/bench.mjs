// Runs the benchmarks; results go to docs/benchmarks.md.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildAll, isBuilt } from './build.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
if (!isBuilt()) await buildAll()
const bench = spawnSync(process.execPath, ['--import', 'tsx', 'bench/main.ts'], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(bench.status ?? 1)
