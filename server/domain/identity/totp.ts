/** RFC 6238 with what all authenticator apps know: SHA-1, six digits, a new code every half minute. */
export const TOTP_DIGITS = 6
export const TOTP_STEP_MS = 30_000
/** 160 bits, as long as the hash (RFC 4226 §4). */
export const TOTP_SECRET_BYTES = 20
/** Codes of the step before and after are right too: clocks differ, and typing takes time. */
const STEPS_OFF = 1

/** The number of the half minute that a moment lies in. */
export const totpStep = (now: Date): number => Math.floor(now.getTime() / TOTP_STEP_MS)

/** The steps whose code is right now, save those up to the one last used: a code works once. */
export function openSteps(now: Date, lastUsedStep: number | null): number[] {
  const current = totpStep(now)
  const steps: number[] = []
  for (let step = current - STEPS_OFF; step <= current + STEPS_OFF; step++)
    if (lastUsedStep === null || step > lastUsedStep) steps.push(step)
  return steps
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A secret as apps take it by hand (RFC 4648, without padding). */
export function toBase32(bytes: Uint8Array): string {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += BASE32[(value >> bits) & 31] ?? ''
    }
  }
  return bits === 0 ? text : text + (BASE32[(value << (5 - bits)) & 31] ?? '')
}

/** The address that a QR code holds, of which an app makes an entry. @param secret in base 32 */
export function totpUri({
  issuer,
  account,
  secret,
}: Record<'issuer' | 'account' | 'secret', string>): string {
  const query = new URLSearchParams({ secret, issuer })
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${query.toString()}`
}

/** What somebody typed as a code of an app, or null: spaces are for reading. */
export function typedTotp(typed: string): string | null {
  const digits = typed.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}
