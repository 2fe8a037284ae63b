import { parse } from 'hono/utils/cookie'

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
  const { theme, tz: timeZone, guide } = parse(cookieHeader ?? '')
  return {
    theme: isThemeChoice(theme) ? theme : 'dark',
    timeZone: timeZone !== undefined && isTimeZone(timeZone) ? timeZone : 'UTC',
    hasGuide: guide !== 'off',
  }
}

/** No such cookie is secret: the browser writes the time zone itself. */
export const preferenceCookie = (name: 'theme' | 'tz' | 'guide', value: string): string =>
  `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${ONE_YEAR_SECONDS}; SameSite=Lax`

/** A safe local path to return to; anything else leads to the home page. */
export const safeReturnPath = (value: unknown): string =>
  typeof value === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(value) ? value : '/'
