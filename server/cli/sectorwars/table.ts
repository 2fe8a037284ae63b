import { withoutUnsafe } from '#server/domain/plain-text.ts'

/** A column of a list: its heading, and what it says of a row. */
export type Column<Row> = [heading: string, cell: (row: Row) => string | number | null]

/** Rows below their headings, as wide as their longest cell. What is null is a dash. Text of others cannot move the cursor. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(([heading]) => heading),
    ...rows.map((row) => columns.map(([, cell]) => plain(cell(row)))),
  ]
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)))
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Names and what is said of them, one a line. */
export const facts = (rows: readonly (readonly [string, string | number | null])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${plain(value)}`).join('\n')
}

const plain = (value: string | number | null): string =>
  value === null ? '–' : withoutUnsafe(String(value)).replace(/[\n\t]/g, ' ')

/** A moment in UTC, to the minute. */
export const when = (moment: string | null): string | null =>
  moment === null ? null : `${moment.slice(0, 10)} ${moment.slice(11, 16)}Z`

/** Amounts are minor units of a currency with two digits. */
export const money = (minor: number, currency: string): string => `${(minor / 100).toFixed(2)} ${currency}`

export function size(bytes: number | null): string | null {
  if (bytes === null) return null
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  return `${(bytes / 1000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step] ?? ''}`
}

/** An age as its largest unit. @param seconds */
export function age(seconds: number): string {
  const units: [number, string][] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
  ]
  const [length, name] = units.find(([one]) => seconds >= one) ?? [1, 's']
  return `${Math.floor(seconds / length)} ${name}`
}
