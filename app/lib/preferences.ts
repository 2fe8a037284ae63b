import { readCookie } from '#server/domain/read-cookie.ts'

export const THEMES = ['dark', 'light', 'system'] as const
export type ThemeChoice = (typeof THEMES)[number]

export type Preferences = {
  theme: ThemeChoice
  timeZone: string
  /** Suggestions for a newcomer's first trade. */
  hasGuide: boolean
}

const ONE_YEAR_SECONDS = 31_536_000

export const isThemeChoice = (value: unknown): value is ThemeChoice => THEMES.some((theme) => theme === value)

export const isTimeZone = (value: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Preferences from the Cookie header; invalid values fall back to dark and UTC. */
export const readPreferences = (cookieHeader: string | null): Preferences => {
  const theme = readCookie(cookieHeader, 'theme')
  const timeZone = readCookie(cookieHeader, 'tz')
  return {
    theme: isThemeChoice(theme) ? theme : 'dark',
    timeZone: timeZone !== null && isTimeZone(timeZone) ? timeZone : 'UTC',
    hasGuide: readCookie(cookieHeader, 'guide') !== 'off',
  }
}

/**
 * No such cookie is secret: the browser writes the time zone itself. @param value a choice, the name of a time zone or a path,
 * which hold no character that a cookie may not
 */
export const preferenceCookie = (name: 'theme' | 'tz' | 'guide' | 'deck', value: string): string =>
  `${name}=${value}; Path=/; Max-Age=${ONE_YEAR_SECONDS}; SameSite=Lax`

/** A cookie as a page itself sets it. The server marks its own (server/http/session-headers.ts). */
export const setPageCookie = (cookie: string): void => {
  document.cookie = location.protocol === 'https:' ? `${cookie}; Secure` : cookie
}

/** A safe local path to return to; anything else leads to the home page. */
export const safeReturnPath = (value: unknown): string =>
  typeof value === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(value) ? value : '/'

/** Where a log-in leads: nobody logs in to see the front page, so that becomes the last deck. @param next a safe local path */
export const afterLogIn = (next: string): string => (next === '/' ? '/after-login' : next)
