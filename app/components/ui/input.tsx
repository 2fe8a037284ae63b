import { forwardRef, type InputHTMLAttributes } from 'react'
import { cn } from '#app/lib/cn.ts'

export const Input = forwardRef<HTMLInputElement, InputHTMLAttributes<HTMLInputElement>>(function Input(
  { className, type = 'text', ...rest },
  ref,
) {
  return (
    <input
      ref={ref}
      type={type}
      className={cn('control', rest.inputMode !== undefined && 'numerals', className)}
      {...rest}
    />
  )
})
