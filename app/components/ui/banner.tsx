import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react'
import { type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type BannerProps = {
  tone?: 'info' | 'success' | 'warning' | 'danger'
  title?: ReactNode
  actions?: ReactNode
  className?: string
  children?: ReactNode
}

const LOOKS = {
  info: { Icon: Info, ink: 'text-info', tint: '[--tint:var(--info)]' },
  success: { Icon: CircleCheck, ink: 'text-success', tint: '[--tint:var(--success)]' },
  warning: { Icon: TriangleAlert, ink: 'text-warning', tint: '[--tint:var(--warning)]' },
  danger: { Icon: OctagonAlert, ink: 'text-danger', tint: '[--tint:var(--danger)]' },
}

/** A persistent message about the page or account. For the result of an action use a toast or FormError. */
export function Banner({ tone = 'info', title, actions, className, children }: BannerProps) {
  const { Icon, ink, tint } = LOOKS[tone]
  return (
    <div
      className={cn(
        'notch flex flex-wrap items-start gap-x-4 gap-y-3 p-4 [--notch-fill:color-mix(in_oklab,var(--tint)_9%,var(--surface))] [--notch-line:var(--tint)] [--notch-size:10px]',
        tint,
        className,
      )}
    >
      <Icon aria-hidden className={cn('mt-0.5 size-5 shrink-0', ink)} />
      <div className="min-w-0 flex-1 basis-48">
        {title === undefined ? null : <p className="font-semibold">{title}</p>}
        {children === undefined ? null : <div className="text-ink-2 text-sm text-pretty">{children}</div>}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
