import { type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type DataItem = {
  label: ReactNode
  value: ReactNode
  /** An explanation below label and value. */
  note?: ReactNode
  key?: string
}

/** A list of labels and values. */
export function DataList({ items, className }: { items: readonly DataItem[]; className?: string }) {
  return (
    <dl className={cn('divide-line divide-y', className)}>
      {items.map((item, index) => (
        <div
          key={item.key ?? (typeof item.label === 'string' ? item.label : index)}
          className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 py-2.5"
        >
          <dt className="text-ink-2 text-sm">{item.label}</dt>
          <dd className="numerals min-w-0 font-medium break-words">{item.value}</dd>
          {item.note === undefined ? null : <dd className="text-ink-2 w-full text-sm">{item.note}</dd>}
        </div>
      ))}
    </dl>
  )
}
