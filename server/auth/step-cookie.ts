import { CHALLENGE_MS } from '#server/domain/identity/passkeys.ts'
import { PENDING_LOG_IN_MS } from '#server/domain/identity/second-factor.ts'
import { readCookie } from '#server/domain/read-cookie.ts'

/** A cookie that a browser goes on with between two steps of a log-in. */
export type StepCookie = {
  read(cookieHeader: string | null): string | null
  /** Set-Cookie values. */
  set(token: string): string
  forget(): string
}

type Installation = { publicUrl: string }

/** For the second factor, after the password. */
export const pendingCookieOf = (installation: Installation): StepCookie =>
  stepCookie(installation, { name: 'log-in', validMs: PENDING_LOG_IN_MS })

/** For the answer of a passkey by which somebody logs in without a password. */
export const passkeyCookieOf = (installation: Installation): StepCookie =>
  stepCookie(installation, { name: 'passkey', validMs: CHALLENGE_MS })

function stepCookie(
  { publicUrl }: Installation,
  { name: plain, validMs }: { name: string; validMs: number },
): StepCookie {
  const secure = publicUrl.startsWith('https:')
  const name = secure ? `__Host-${plain}` : plain
  const cookie = (value: string, seconds: number) =>
    `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    read: (header) => readCookie(header, name) || null,
    set: (token) => cookie(token, validMs / 1000),
    forget: () => cookie('', 0),
  }
}
