import { forwardRef, type InputHTMLAttributes } from 'react'
import { Input } from './input.tsx'

/**
 * A number field that keeps what was typed. A browser's own number field drops a foreign decimal comma and turns
 * "12,5" into 125. The value is parsed by `numberReader`; values outside the bounds are refused with the bound.
 */
export const NumberInput = forwardRef<
  HTMLInputElement,
  Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'min' | 'max' | 'step'>
>(function NumberInput({ inputMode = 'decimal', ...rest }, ref) {
  return <Input ref={ref} type="text" inputMode={inputMode} autoComplete="off" spellCheck={false} {...rest} />
})
