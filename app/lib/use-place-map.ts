import { useEffect, useState } from 'react'
import { MAP_FORMAT, unpackMap, type CompactMap, type GalaxyMap } from './galaxy-map.ts'

type Loaded = { key: string; map: GalaxyMap | null; failed: boolean }

/**
 * Loads the map of a place once per version; its URL is immutable, so the browser caches it. `failed` until the next
 * version or place.
 */
export function usePlaceMap(
  place: string,
  version: number,
  gateSector: number | null = null,
): { map: GalaxyMap | null; failed: boolean } {
  const key = `${place}@${version}`
  const [loaded, setLoaded] = useState<Loaded>({ key: '', map: null, failed: false })
  useEffect(() => {
    const abort = new AbortController()
    fetch(`/map-data/${encodeURIComponent(place)}?v=${version}&format=${MAP_FORMAT}`, {
      signal: abort.signal,
    })
      .then(async (response) => {
        if (!response.ok) throw new Error(`the map answered ${response.status}`)
        // Produced by our own route from a typed procedure.
        const map = (await response.json()) as CompactMap
        setLoaded({ key, map: unpackMap(map, gateSector), failed: false })
      })
      .catch(() => {
        if (!abort.signal.aborted) setLoaded({ key, map: null, failed: true })
      })
    return () => abort.abort()
  }, [key, place, version, gateSector])
  // An older version is better than none while a newer one loads.
  return { map: loaded.map, failed: loaded.key === key && loaded.failed }
}
