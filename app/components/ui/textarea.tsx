import { forwardRef, type TextareaHTMLAttributes } from 'react'
import { cn } from '#app/lib/cn.ts'

export const Textarea = forwardRef<HTMLTextAreaElement, TextareaHTMLAttributes<HTMLTextAreaElement>>(
  function Textarea({ className, rows = 5, ...rest }, ref) {
    return <textarea ref={ref} rows={rows} className={cn('control resize-y', className)} {...rest} />
  },
)
