import { CSV_MARK, cellOf, csvLine } from '#server/domain/csv.ts'

export type Row = Readonly<Record<string, unknown>>
type Pages = AsyncIterable<readonly Row[]>

/** A file of an export as text, piece by piece; `countRows` is called for the rows that a piece holds. */
export type ExportEntry = {
  name: string
  pieces: (countRows: (rows: number) => void) => AsyncIterable<string>
}

/** Rows as a list in JSON. */
export const jsonRows = (name: string, pages: Pages): ExportEntry => ({
  name,
  async *pieces(countRows) {
    let before = '[\n'
    for await (const rows of pages) {
      countRows(rows.length)
      yield before + rows.map((row) => JSON.stringify(row)).join(',\n')
      before = ',\n'
    }
    yield '\n]\n'
  },
})

/** Rows as a table, with the names of its columns even where it is empty. */
export const csvRows = (name: string, columns: readonly string[], pages: Pages): ExportEntry => ({
  name,
  async *pieces(countRows) {
    yield CSV_MARK + csvLine(columns)
    for await (const rows of pages) {
      countRows(rows.length)
      yield rows.map((row) => csvLine(columns.map((column) => cellOf(row[column])))).join('')
    }
  },
})

/** One object in JSON, made when it is its turn. */
export const jsonObject = (name: string, read: () => Promise<object>): ExportEntry => ({
  name,
  async *pieces() {
    yield `${JSON.stringify(await read(), null, 2)}\n`
  },
})
