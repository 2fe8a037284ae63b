import { sha256Hex } from '../auth/secrets.ts'

/** A UUID that stands for one payment for ever: asking again for the same words gives the same transfer. */
export function transferIdOf(words: string): string {
  const hex = sha256Hex(words)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
