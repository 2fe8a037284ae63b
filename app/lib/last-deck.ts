import { useLocation } from '@remix-run/react'
import { useEffect } from 'react'
import { readCookie } from '#server/domain/read-cookie.ts'
import { preferenceCookie, setPageCookie } from './preferences.ts'

/** A tab of a region's deck, or of the administration; no single policy or player. */
const DECK = /^\/(?:governor\/([a-z0-9-]{1,64})|admin)(?:\/[a-z-]{1,32})?$/

/** The deck that this browser showed last; null for anything else that the cookie may hold. */
export function lastDeckOf(cookieHeader: string | null): string | null {
  const deck = readCookie(cookieHeader, 'deck')
  return deck !== null && DECK.test(deck) ? deck : null
}

/** The region whose deck a path is; null for the administration. */
export const governedIn = (deck: string): string | null => DECK.exec(deck)?.[1] ?? null

/** Notes in this browser that a deck is shown, for the next log-in. */
export function useLastDeck(): void {
  const { pathname } = useLocation()
  useEffect(() => {
    if (DECK.test(pathname)) setPageCookie(preferenceCookie('deck', pathname))
  }, [pathname])
}
