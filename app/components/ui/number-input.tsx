import { forwardRef, type InputHTMLAttributes } from 'react'
import { Input } from './input.tsx'

/**
 * A field for a number, which keeps what was typed. A browser's own number field drops a comma of another language and so
 * turns "12,5" into 125; what is sent from here is read by `numberReader`, and refused with its bound when it is out of it.
 */
export const NumberInput = forwardRef<
  HTMLInputElement,
  Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'min' | 'max' | 'step'>
>(function NumberInput({ inputMode = 'decimal', ...rest }, ref) {
  return <Input ref={ref} type="text" inputMode={inputMode} autoComplete="off" spellCheck={false} {...rest} />
})
