import { useEffect, useState } from 'react'
import { type KnownPrices } from '#app/lib/map-overlay.ts'

/** The prices that the pilot sees or remembers; null until they are loaded. Asked for again when `where` changes. */
export function useKnownPrices(isShown: boolean, where: string): KnownPrices | null {
  const [prices, setPrices] = useState<KnownPrices | null>(null)
  useEffect(() => {
    if (!isShown) return
    const abort = new AbortController()
    fetch('/play/known-prices', { signal: abort.signal })
      .then(async (response) => {
        // Produced by our own route from a typed procedure.
        if (response.ok) setPrices((await response.json()) as KnownPrices)
      })
      // What is shown stays as it was; opening it again asks again.
      .catch(() => undefined)
    return () => abort.abort()
  }, [isShown, where])
  return prices
}
