import { useEffect, useMemo, useState } from 'react'
import { type ContractBoard } from '#app/lib/contract-overlay.ts'
import {
  type KnownPrices,
  type Overlay,
  type OverlayKind,
  type OverlaySources,
} from '#app/lib/map-overlay.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { type DeckProps } from './deck-props.ts'
import { useLoaded } from '#app/lib/use-loaded.ts'

export type OverlayChoice = {
  kind: OverlayKind
  good: Commodity
  onKind: (kind: OverlayKind) => void
  onGood: (good: Commodity) => void
  overlay: Overlay | null
}

type OverlayRules = {
  overlayOf: (kind: OverlayKind, good: Commodity, sources: OverlaySources) => Overlay | null
}

/** Loaded with the first overlay: most people fly without. */
function useOverlayRules(isNeeded: boolean): OverlayRules | null {
  const [rules, setRules] = useState<OverlayRules | null>(null)
  useEffect(() => {
    if (!isNeeded) return
    let isGone = false
    void import('#app/lib/map-overlay.ts').then((loaded) => {
      if (!isGone) setRules(loaded)
    })
    return () => {
      isGone = true
    }
  }, [isNeeded])
  return rules
}

/** What the map is coloured by. Prices and contracts are asked for only when they are shown, and again after each flight. */
export function useOverlay({ view, map, gates }: DeckProps): OverlayChoice {
  const [kind, onKind] = useState<OverlayKind>('contents')
  const [good, onGood] = useState<Commodity>('ore')
  const { place, sector, tax } = view
  const here = `${place.id} ${sector.id}`
  const prices = useLoaded<KnownPrices>('/play/known-prices', kind === 'price', here)
  const contracts = useLoaded<ContractBoard>('/play/open-contracts', kind === 'contracts', here)
  const rules = useOverlayRules(kind !== 'contents')
  const patrolsOnDuty = sector.patrols?.onDuty ?? 0
  const overlay = useMemo(
    () =>
      map &&
      rules &&
      rules.overlayOf(kind, good, {
        ...{ map, patrolsOnDuty, gates, prices, contracts },
        tax: tax.lawRate,
        owner: place.displayName,
      }),
    [rules, kind, good, map, patrolsOnDuty, gates, prices, contracts, tax.lawRate, place.displayName],
  )
  return { kind, good, onKind, onGood, overlay }
}
