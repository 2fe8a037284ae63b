import { Pagination, type PaginationProps } from './pagination.tsx'
import { Table, type TableProps } from './table.tsx'

export type PagedTableProps<Row> = Omit<TableProps<Row>, 'rows'> &
  Pick<PaginationProps, 'noun' | 'param'> & {
    /** The page of rows that is shown. */
    of: { items: readonly Row[]; page: number; pageSize: number; total: number }
  }

/** A table with the steps to its other pages below, for a flush panel. */
export function PagedTable<Row>({ of, noun, param, ...table }: PagedTableProps<Row>) {
  const { items, page, pageSize, total } = of
  return (
    <>
      <Table {...table} rows={items} />
      <div className="px-4 pb-4 sm:px-6">
        <Pagination {...{ page, pageSize, total, noun, param }} />
      </div>
    </>
  )
}
