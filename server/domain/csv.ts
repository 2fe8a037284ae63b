const FORMULA = /^\s*[=+\-@\t\r\n]/

/** What a spreadsheet needs at the beginning to read UTF-8. */
export const CSV_MARK = '\uFEFF'

/** Cells as a line of CSV (RFC 4180). Texts have gone through {@link textCell}. */
export const csvLine = (cells: readonly string[]): string => `${cells.join(',')}\r\n`

/** A text as a cell. What a spreadsheet would take for a formula gets an apostrophe. */
export function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A value of a row of a table as a cell: numbers stay numbers, lists and objects are JSON, what is not there is empty. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return textCell(typeof value === 'string' ? value : JSON.stringify(value))
}
