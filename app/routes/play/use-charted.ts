import { useEffect, useState } from 'react'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

/** The sectors on the pilot's chart; null until they are known. Asked again after each flight. */
export function useCharted(place: string, sectorId: number): ReadonlySet<number> | null {
  const [charted, setCharted] = useState<{ place: string; ids: ReadonlySet<number> } | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    fetch('/play/charted', { signal: abort.signal })
      .then(async (response) => {
        if (!response.ok) return
        // Produced by our own route from a typed procedure.
        const { sectorIds } = (await response.json()) as ApiOutputs['space']['charted']
        setCharted({ place, ids: new Set(sectorIds) })
      })
      // The map is complete without it, and the next flight asks again.
      .catch(() => undefined)
    return () => abort.abort()
  }, [place, sectorId])
  return charted?.place === place ? charted.ids : null
}
