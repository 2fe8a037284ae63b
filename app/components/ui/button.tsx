import { cva, type VariantProps } from 'class-variance-authority'
import { LoaderCircle } from 'lucide-react'
import { forwardRef, type ButtonHTMLAttributes } from 'react'
import { cn } from '#app/lib/cn.ts'

export const buttonStyle = cva(
  'notch numerals inline-flex items-center justify-center gap-2 font-semibold tracking-wide whitespace-nowrap select-none transition-[filter,transform] duration-150 active:translate-y-px disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55',
  {
    variants: {
      variant: {
        primary:
          'text-on-accent [--notch-fill:var(--accent)] [--notch-line:var(--accent)] hover:not-disabled:[filter:brightness(1.08)_drop-shadow(0_0_12px_var(--glow))]',
        secondary:
          'text-ink [--notch-fill:var(--surface-2)] [--notch-line:var(--line-strong)] hover:not-disabled:[--notch-fill:var(--surface-3)] hover:not-disabled:[--notch-line:var(--accent)]',
        ghost:
          'text-ink-2 [--notch-fill:transparent] [--notch-line:transparent] hover:not-disabled:text-ink hover:not-disabled:[--notch-fill:var(--surface-3)]',
        danger:
          'text-on-danger [--notch-fill:var(--danger-fill)] [--notch-line:var(--danger-fill)] hover:not-disabled:[filter:brightness(1.1)]',
      },
      size: {
        sm: 'min-h-8 px-3 text-sm [--notch-size:7px]',
        md: 'min-h-11 px-5 text-[0.9375rem] [--notch-size:10px]',
        lg: 'min-h-13 px-7 text-base [--notch-size:12px]',
        icon: 'size-11 [--notch-size:9px]',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> &
  VariantProps<typeof buttonStyle> & {
    /** In progress: shows a spinner, keeps the width and ignores clicks. */
    pending?: boolean
  }

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant, size, pending = false, className, children, type = 'button', onClick, ...rest },
  ref,
) {
  return (
    <button
      ref={ref}
      type={type}
      className={cn(buttonStyle({ variant, size }), className)}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={(event) => {
        // aria-disabled instead of disabled, so that the focus stays
        if (pending) event.preventDefault()
        else onClick?.(event)
      }}
      {...rest}
    >
      {pending ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
      {children}
    </button>
  )
})
