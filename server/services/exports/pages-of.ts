import { type TablePage } from '#db/table-pages.ts'

/** Rows that are read at once. */
export const EXPORT_PAGE = 1_000

export type ReadPage<Page extends TablePage = TablePage> = (after: string[] | null) => Promise<Page>

/** The pages of a table, the first of which has been read already. The last is empty where the one before was full. */
export async function* pagesFrom(first: TablePage, read: ReadPage): AsyncGenerator<TablePage['rows']> {
  for (let page = first; ; page = await read(page.next)) {
    if (page.rows.length > 0) yield page.rows
    if (page.next === null) return
  }
}
