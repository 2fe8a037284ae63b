/* eslint-disable jsx-a11y/no-interactive-element-to-noninteractive-role -- the roles are those the elements have by themselves */
import { type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type Column<Row> = {
  key: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** Right-aligned with tabular numerals. */
  numeric?: boolean
  /** Makes this cell the row's header. */
  primary?: boolean
  /** Sort direction of the column; put a link into `header` to sort. */
  sorted?: 'ascending' | 'descending'
  className?: string
}

export type TableProps<Row> = {
  /** Accessible caption. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** `stack`: rows become cards in narrow containers. `scroll`: the table scrolls in its box. */
  layout?: 'stack' | 'scroll'
  /** Shown instead of the table when there are no rows. */
  empty?: ReactNode
  isSelected?: (row: Row) => boolean
  className?: string
}

/** Explicit roles, because the card layout's `display` removes the table semantics. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, layout = 'stack', empty, isSelected, className } = props
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>
  const stack = layout === 'stack'
  const cellStyles = columns.map((column) =>
    cn(
      'px-3 py-3 align-middle first:pl-4 last:pr-4 sm:first:pl-6 sm:last:pr-6',
      column.numeric && 'numerals text-right',
      stack && '@max-xl:flex @max-xl:justify-between @max-xl:gap-4 @max-xl:p-0! @max-xl:text-right',
      stack && column.primary && '@max-xl:pb-1! @max-xl:text-left! @max-xl:text-base',
      column.primary && 'font-semibold',
      column.className,
    ),
  )
  const table = (
    <table
      role="table"
      className={cn('w-full border-collapse text-left text-[0.9375rem]', stack && '@max-xl:block')}
    >
      <caption className="sr-only">{caption}</caption>
      <thead className={cn(stack && '@max-xl:sr-only')}>
        <tr role="row" className="border-line border-b">
          {columns.map((column) => (
            <th
              key={column.key}
              role="columnheader"
              scope="col"
              aria-sort={column.sorted}
              className={cn(
                'eyebrow text-ink-2 px-3 py-2.5 align-bottom whitespace-nowrap first:pl-4 last:pr-4 sm:first:pl-6 sm:last:pr-6',
                column.numeric && 'text-right',
                column.className,
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={cn(stack && '@max-xl:block')}>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            role="row"
            className={cn(
              'border-line hover:bg-surface-2 border-b transition-colors last:border-b-0',
              isSelected?.(row) && 'bg-surface-2 shadow-[inset_3px_0_0_var(--accent)]',
              stack && '@max-xl:grid @max-xl:gap-1 @max-xl:px-4 @max-xl:py-3',
            )}
          >
            {columns.map((column, index) => {
              const content = !stack ? (
                column.cell(row)
              ) : (
                <>
                  {!column.primary ? (
                    <span aria-hidden className="text-ink-2 shrink-0 text-sm @xl:hidden">
                      {column.header}
                    </span>
                  ) : null}
                  <span className="min-w-0 @max-xl:break-words">{column.cell(row)}</span>
                </>
              )
              const style = cellStyles[index]
              return column.primary ? (
                <th key={column.key} role="rowheader" scope="row" className={style}>
                  {content}
                </th>
              ) : (
                <td key={column.key} role="cell" className={style}>
                  {content}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
  return stack ? (
    <div className={cn('@container', className)}>{table}</div>
  ) : (
    // Scrollable boxes must be reachable by keyboard (WCAG 2.1.1).
    <div role="region" aria-label={caption} tabIndex={0} className={cn('overflow-x-auto', className)}>
      {table}
    </div>
  )
}
