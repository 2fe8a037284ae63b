import { Link, type LinkProps } from '@remix-run/react'
import { type VariantProps } from 'class-variance-authority'
import { forwardRef } from 'react'
import { cn } from '#app/lib/cn.ts'
import { buttonStyle } from './button.tsx'

export type LinkButtonProps = LinkProps & VariantProps<typeof buttonStyle>

/** A link that looks like a button: for navigation, never for changes. */
export const LinkButton = forwardRef<HTMLAnchorElement, LinkButtonProps>(function LinkButton(
  { variant, size, className, ...rest },
  ref,
) {
  return <Link ref={ref} className={cn(buttonStyle({ variant, size }), className)} {...rest} />
})
