import { readCookie } from '#server/domain/read-cookie.ts'
import { PENDING_LOG_IN_MS } from '#server/domain/identity/second-factor.ts'

/** The cookie that a browser goes on with between the two steps of a log-in. */
export type PendingCookie = {
  read(cookieHeader: string | null): string | null
  /** Set-Cookie values. */
  set(token: string): string
  forget(): string
}

export function pendingCookieOf({ publicUrl }: { publicUrl: string }): PendingCookie {
  const secure = publicUrl.startsWith('https:')
  const name = secure ? '__Host-log-in' : 'log-in'
  const cookie = (value: string, seconds: number) =>
    `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    read: (header) => readCookie(header, name) || null,
    set: (token) => cookie(token, PENDING_LOG_IN_MS / 1000),
    forget: () => cookie('', 0),
  }
}
