import { type ReactNode } from 'react'
import { Breadcrumbs, type Breadcrumb } from './breadcrumbs.tsx'

export type PageHeaderProps = {
  title: ReactNode
  /** Small line above the title, such as the section. */
  eyebrow?: ReactNode
  description?: ReactNode
  breadcrumbs?: readonly Breadcrumb[]
  actions?: ReactNode
  /** Emblem or avatar before the title. */
  emblem?: ReactNode
  /** Badges beside the title. */
  badges?: ReactNode
}

/** Contains the page's only h1. */
export function PageHeader(props: PageHeaderProps) {
  const { title, eyebrow, description, breadcrumbs, actions, emblem, badges } = props
  return (
    <header className="mb-6 grid gap-3 sm:mb-8">
      {breadcrumbs === undefined ? null : <Breadcrumbs items={breadcrumbs} />}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="flex min-w-0 items-center gap-4">
          {emblem}
          <div className="min-w-0">
            {eyebrow === undefined ? null : <p className="eyebrow text-accent mb-1">{eyebrow}</p>}
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h1 className="text-[1.75rem] sm:text-4xl">{title}</h1>
              {badges}
            </div>
          </div>
        </div>
        {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {description === undefined ? null : (
        <div className="text-ink-2 max-w-2xl text-pretty sm:text-lg">{description}</div>
      )}
    </header>
  )
}
