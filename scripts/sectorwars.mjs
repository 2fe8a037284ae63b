#!/usr/bin/env node
// `npx sectorwars`: what was built, or the sources where nothing is.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const built = path.join(root, 'build/server/sectorwars.js')
const [program, ...args] = existsSync(built)
  ? [process.execPath, built]
  : [path.join(root, 'node_modules/.bin/tsx'), path.join(root, 'server/cli/sectorwars/main.ts')]
const { status } = spawnSync(program, [...args, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(status ?? 1)
