import { createHmac, timingSafeEqual } from 'node:crypto'
import { openSteps, TOTP_DIGITS } from '#server/domain/identity/totp.ts'

/** The code of a step (RFC 4226 §5.3). */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** TOTP_DIGITS).padStart(TOTP_DIGITS, '0')
}

/** The step that a code of six digits belongs to, or null if it is wrong now or was used. */
export function stepOfCode(
  secret: Uint8Array,
  code: string,
  { now, lastUsedStep }: { now: Date; lastUsedStep: number | null },
): number | null {
  const given = Buffer.from(code)
  const found = openSteps(now, lastUsedStep).filter((step) => {
    const right = Buffer.from(totpCode(secret, step))
    return right.length === given.length && timingSafeEqual(right, given)
  })
  return found[0] ?? null
}
