import { forwardRef, useId, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type PanelProps = {
  title?: ReactNode
  /** Line under the title. */
  description?: ReactNode
  /** Buttons or links beside the title. */
  actions?: ReactNode
  footer?: ReactNode
  /** Heading level of the title, to fit the page's outline. */
  level?: 2 | 3 | 4
  /** Without padding, for tables and maps that reach the edge. */
  flush?: boolean
  className?: string
  id?: string
  children?: ReactNode
}

/** The standard box that groups related content. */
export const Panel = forwardRef<HTMLElement, PanelProps>(function Panel(
  { title, description, actions, footer, level = 2, flush = false, className, id, children },
  ref,
) {
  const titleId = useId()
  const Heading = `h${level}` as const
  return (
    <section
      ref={ref}
      id={id}
      aria-labelledby={title === undefined ? undefined : titleId}
      className={cn('notch notch-lit flex min-w-0 flex-col', className)}
    >
      {title === undefined && actions === undefined ? null : (
        <header className="px-4 pt-4 sm:px-6 sm:pt-5">
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 pb-3">
            <div className="min-w-0">
              {title === undefined ? null : (
                <Heading id={titleId} className="text-lg">
                  {title}
                </Heading>
              )}
              {description === undefined ? null : (
                <p className="text-ink-2 mt-1 text-sm text-pretty">{description}</p>
              )}
            </div>
            {actions === undefined ? null : (
              <div className="flex flex-wrap items-center gap-2">{actions}</div>
            )}
          </div>
          <div aria-hidden className="hud-rule" />
        </header>
      )}
      <div className={cn('min-w-0 flex-1', !flush && 'p-4 sm:px-6 sm:py-5')}>{children}</div>
      {footer === undefined ? null : (
        <footer className="border-line text-ink-2 mx-4 flex flex-wrap items-center justify-between gap-3 border-t py-3 text-sm empty:hidden sm:mx-6">
          {footer}
        </footer>
      )}
    </section>
  )
})
