import { sha256Hex } from '../auth/secrets.ts'

/** A UUID derived from `key`: the same payment always gets the same id, which makes it idempotent. */
export function transferIdOf(key: string): string {
  const hex = sha256Hex(key)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
