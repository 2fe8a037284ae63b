import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import os from 'node:os'

export type BenchRow = {
  what: string
  measured: string
  reference: string
  goal: string
  reached: boolean
}

/** Prints the rows and writes them to `docs/benchmarks.md` with machine and date. */
export function report(rows: BenchRow[], file: string): void {
  const header = ['what', 'measured', 'reference, same run', 'goal', 'reached']
  const cells = rows.map((row) => [
    row.what,
    row.measured,
    row.reference,
    row.goal,
    row.reached ? 'yes' : 'no',
  ])
  const line = (values: string[]) => `| ${values.join(' | ')} |`
  const table = [line(header), line(header.map(() => '---')), ...cells.map(line)].join('\n')
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
  const text = [
    '# Benchmarks',
    '',
    'Made by `npm run bench`. Each figure stands beside a reference measured in the same run on the same machine; compare them with',
    'each other, not with figures from elsewhere.',
    '',
    `${new Date().toISOString().slice(0, 10)}, commit ${commit}, ${machine}`,
    '',
    table,
    '',
  ].join('\n')
  console.log(text)
  writeFileSync(file, text)
}

export const ms = (value: number): string => `${Math.round(value)} ms`
