import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'

export type BenchRow = {
  what: string
  /** The same of the checkout that this one is compared with. */
  before?: string | undefined
  measured: string
  reference: string
  /** Null: the row is for information only. */
  goal: { text: string; reached: boolean } | null
}

/** The rows with what the same ones showed elsewhere, in the same run. */
export const besideBefore = (rows: BenchRow[], elsewhere: BenchRow[]): BenchRow[] =>
  rows.map((row) => ({ ...row, before: elsewhere.find(({ what }) => what === row.what)?.measured }))

/** Prints the rows with machine and date, and writes them to a file. */
export function report(rows: BenchRow[], file: string | null, stolen: number | null): void {
  const isCompared = rows.some(({ before }) => before !== undefined)
  const header = [
    'what',
    ...(isCompared ? ['before'] : []),
    'measured',
    'reference, same run',
    'goal',
    'reached',
  ]
  const cells = rows.map((row) => [
    row.what,
    ...(isCompared ? [row.before ?? '–'] : []),
    row.measured,
    row.reference,
    row.goal?.text ?? 'none',
    row.goal ? (row.goal.reached ? 'yes' : 'no') : '–',
  ])
  const line = (values: string[]) => `| ${values.join(' | ')} |`
  const table = [line(header), line(header.map(() => '---')), ...cells.map(line)].join('\n')
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
  const text = [
    '# Benchmarks',
    '',
    'Written by `npm run bench`. Each figure has a reference from the same run on the same machine; compare it only with that.',
    'Users of a page look at it for a second and reload it. Users who never wait show the maximum load of one process (web and worker)',
    'with its database and the measuring client on the same machine.',
    '',
    ...(stolen === null
      ? []
      : [
          `During the run the host took ${(stolen * 100).toFixed(1)}% of the CPU time for other machines (steal).`,
          '',
        ]),
    `${new Date().toISOString().slice(0, 10)}, commit ${commit}, ${machine}`,
    '',
    table,
    '',
  ].join('\n')
  console.log(text)
  if (file !== null) writeFileSync(file, text)
}

type ProcessorTime = { total: number; stolen: number }

/** CPU time since the machine started (Linux); null elsewhere. */
export function processorTime(): ProcessorTime | null {
  if (!existsSync('/proc/stat')) return null
  // user nice system idle iowait irq softirq steal (proc(5))
  const times =
    readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.split(/\s+/).slice(1, 9).map(Number) ?? []
  return { total: times.reduce((sum, time) => sum + time, 0), stolen: times[7] ?? 0 }
}

/** Share (0–1) of CPU time since `began` that the host gave to other machines. */
export function stolenSince(began: ProcessorTime | null): number | null {
  const now = processorTime()
  return began && now ? (now.stolen - began.stolen) / (now.total - began.total) : null
}

export const ms = (value: number): string => `${Math.round(value)} ms`
