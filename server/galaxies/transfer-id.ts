import { sha256Hex } from '../auth/secrets.ts'

/**
 * A UUID (version 8) derived from `key`: the same payment or crossing always gets the same id, which makes it
 * idempotent.
 */
export function transferIdOf(key: string): string {
  const hex = sha256Hex(key)
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The same as a UUID of version 8 (RFC 9562), for ids that clients send back. */
export function derivedUuidOf(key: string): string {
  const [first = '', second = '', third = '', fourth = '', last = ''] = transferIdOf(key).split('-')
  return [first, second, `8${third.slice(1)}`, `8${fourth.slice(1)}`, last].join('-')
}
