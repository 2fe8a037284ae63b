import { cva, type VariantProps } from 'class-variance-authority'
import { type HTMLAttributes } from 'react'
import { cn } from '#app/lib/cn.ts'

const badgeStyle = cva(
  'inline-flex min-h-6 items-center gap-1.5 rounded-[3px] border border-current/45 px-2 py-0.5 text-xs leading-4 font-semibold whitespace-nowrap',
  {
    variants: {
      tone: {
        neutral: 'bg-surface-2 text-ink-2',
        accent: 'bg-surface-2 text-accent',
        success: 'bg-surface-2 text-success',
        warning: 'bg-surface-2 text-warning',
        danger: 'bg-surface-2 text-danger',
        info: 'bg-surface-2 text-info',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
)

export type Tone = NonNullable<VariantProps<typeof badgeStyle>['tone']>

export type BadgeProps = HTMLAttributes<HTMLSpanElement> & { tone?: Tone }

export function Badge({ tone, className, ...rest }: BadgeProps) {
  return <span className={cn(badgeStyle({ tone }), className)} {...rest} />
}
