import { createHmac, timingSafeEqual } from 'node:crypto'
import { readCookie } from '#server/domain/read-cookie.ts'
import { randomToken } from './secrets.ts'

/** Accounts that one browser may have logged in to and still be known to all of them. */
const ACCOUNTS_MAX = 4
const MAX_AGE_SECONDS = 365 * 24 * 60 * 60

/**
 * What a browser is known by after it has logged in to an account: a random number for each account, signed together with
 * the account's id (OWASP's device cookies). Nothing is stored, and it opens nothing: it only keeps other people's wrong guesses
 * from slowing its owner down.
 */
export type DeviceCookie = {
  /** The number of this account in a Cookie header, or null for a browser that never logged in to it. */
  recognise(cookieHeader: string | null, userId: string): string | null
  /** The Set-Cookie value for a browser that has just logged in to this account. */
  remember(cookieHeader: string | null, userId: string): string
}

/** @param keys the first signs; all are recognised */
export function createDeviceCookie(
  keys: readonly [Buffer, ...Buffer[]],
  options: { secure: boolean },
): DeviceCookie {
  const name = options.secure ? '__Host-device' : 'device'
  const sign = (number: string, userId: string, key = keys[0]) =>
    createHmac('sha256', key).update(`${number}.${userId}`).digest('base64url')
  const marksIn = (header: string | null): string[] =>
    (readCookie(header, name) ?? '').split('~').filter(Boolean).slice(0, ACCOUNTS_MAX)
  const numberFor = (mark: string, userId: string): string | null => {
    const [number = '', signature = ''] = mark.split('.')
    const given = Buffer.from(signature)
    const isOurs = keys.some((key) => {
      const right = Buffer.from(sign(number, userId, key))
      return given.length === right.length && timingSafeEqual(given, right)
    })
    return isOurs ? number : null
  }
  return {
    recognise: (header, userId) => {
      for (const mark of marksIn(header)) {
        const number = numberFor(mark, userId)
        if (number !== null) return number
      }
      return null
    },
    remember: (header, userId) => {
      const marks = marksIn(header)
      const known = marks.find((mark) => numberFor(mark, userId) !== null)
      const number = (known === undefined ? null : numberFor(known, userId)) ?? randomToken()
      const own = `${number}.${sign(number, userId)}`
      const value = [own, ...marks.filter((mark) => mark !== known)].slice(0, ACCOUNTS_MAX).join('~')
      const secure = options.secure ? '; Secure' : ''
      return `${name}=${value}; Path=/; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; SameSite=Lax${secure}`
    },
  }
}

/** The device cookie of this installation. */
export const deviceCookieOf = (installation: {
  secrets: { deviceCookieKeys(): readonly [Buffer, ...Buffer[]] }
  config: { publicUrl: string }
}): DeviceCookie =>
  createDeviceCookie(installation.secrets.deviceCookieKeys(), {
    secure: installation.config.publicUrl.startsWith('https:'),
  })
