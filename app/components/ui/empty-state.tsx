import { Telescope } from 'lucide-react'
import { type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type EmptyStateProps = {
  title: ReactNode
  icon?: ReactNode
  /** The first step out of the empty state. */
  action?: ReactNode
  className?: string
  children?: ReactNode
}

export function EmptyState({ title, icon, action, className, children }: EmptyStateProps) {
  return (
    <div className={cn('grid justify-items-center gap-3 px-4 py-10 text-center', className)}>
      <span
        aria-hidden
        className="notch text-accent grid size-16 place-items-center [--notch-fill:var(--surface-2)] [--notch-line:var(--line-strong)] [&>svg]:size-7"
      >
        {icon ?? <Telescope />}
      </span>
      <p className="font-display text-lg font-semibold">{title}</p>
      {children === undefined ? null : <div className="text-ink-2 max-w-md text-pretty">{children}</div>}
      {action === undefined ? null : <div className="mt-2 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  )
}
