import { spawnSync } from 'node:child_process'

/** Of how many moments one is tried. */
const SHARE = 3

/** Where the share begins: another place at each commit, the same whenever one commit is tested. */
function placeOfCommit(): number {
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' })
  const commit = Number.parseInt((stdout ?? '').slice(0, 8), 16)
  return Number.isNaN(commit) ? 0 : commit % SHARE
}

/**
 * The moments of a long work at which a run kills its process: a third of them, in turn by commit, and with
 * `MOMENTS=all` (`npm run prove:crashes`) each. A list of one or two is tried whole.
 */
export function momentsOfRun<const T>(all: readonly T[]): readonly T[] {
  if (process.env.MOMENTS === 'all' || all.length < SHARE) return all
  const place = placeOfCommit()
  return all.filter((_, index) => index % SHARE === place)
}
