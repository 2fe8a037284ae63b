import { useEffect, useMemo, useState } from 'react'
import { MAP_FORMAT, unpackMap, type CompactMap, type GalaxyMap } from './galaxy-map.ts'

type Loaded = { key: string; data: CompactMap | null; failed: boolean }

const NO_GATES: readonly { sectorId: number }[] = []

/**
 * Loads the map of a place once per version; its URL is immutable, so the browser caches it. `failed` until the next
 * version or place.
 */
export function usePlaceMap(
  place: string,
  version: number,
  gates: readonly { sectorId: number }[] = NO_GATES,
): { map: GalaxyMap | null; failed: boolean } {
  const key = `${place}@${version}`
  const [loaded, setLoaded] = useState<Loaded>({ key: '', data: null, failed: false })
  useEffect(() => {
    const abort = new AbortController()
    fetch(`/map-data/${encodeURIComponent(place)}?v=${version}&format=${MAP_FORMAT}`, {
      signal: abort.signal,
    })
      .then(async (response) => {
        if (!response.ok) throw new Error(`the map answered ${response.status}`)
        // Produced by our own route from a typed procedure.
        setLoaded({ key, data: (await response.json()) as CompactMap, failed: false })
      })
      .catch(() => {
        if (!abort.signal.aborted) setLoaded({ key, data: null, failed: true })
      })
    return () => abort.abort()
  }, [key, place, version])
  const { data } = loaded
  // By its content: each visit of the page brings the same gates in a new list, and a new map would start anew.
  const gateKey = gates.map(({ sectorId }) => sectorId).join()
  const map = useMemo(
    () =>
      data &&
      unpackMap(data, gateKey === '' ? [] : gateKey.split(',').map((id) => ({ sectorId: Number(id) }))),
    [data, gateKey],
  )
  // An older version is better than none while a newer one loads.
  return { map, failed: loaded.key === key && loaded.failed }
}
