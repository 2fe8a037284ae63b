import { PanelsTopLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { cn } from '#app/lib/cn.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { usePlaceMap } from '#app/lib/use-place-map.ts'
import { DeckMap } from './deck-map.tsx'
import { type DeckProps } from './deck-props.ts'
import { DockColumn } from './dock-column.tsx'
import { DOCKS, type DockKey } from './docks.tsx'
import { FirstRunCard } from './first-run-card.tsx'
import { Refusal } from './refusal.tsx'
import { SectorHeading } from './sector-heading.tsx'
import { SheetTabs } from './sheet-tabs.tsx'
import { useFlightKeys } from './use-fly.ts'
import { useInsets } from './use-insets.ts'

/** Everything that a pilot acts with: the map, and panels that float over it. */
export function Deck({
  refusal,
  ...given
}: Omit<DeckProps, 'map' | 'isMapMissing'> & { refusal: string | null }) {
  const { place, sector } = given.view
  const { map, failed } = usePlaceMap(place.ref, place.version, given.gates)
  const deck = { ...given, map, isMapMissing: failed }
  const root = useRef<HTMLDivElement>(null)
  const insets = useInsets(root)
  const onKeyDown = useFlightKeys(given.view.warps)
  const [sheet, setSheet] = useState<DockKey | null>(null)
  const [panelsShown, setPanelsShown] = useState(true)
  const here = String(sector.id)
  const isOrderOpen = given.order !== undefined && given.order.outcome !== 'filled'
  useEffect(() => {
    if (isOrderOpen) setSheet('trade')
  }, [isOrderOpen])
  useLiveRevalidation({ regions: [place.id], topics: ['sector', 'nexus', 'region'] }, ({ topic, id }) =>
    topic === 'sector' ? id === here : id === place.id,
  )
  const hidden = panelsShown ? '' : 'lg:hidden'
  return (
    <RegionTheme theme={place.theme} className="flex flex-1 flex-col">
      {/* Number keys fly, from what says where one can fly to. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={root}
        onKeyDown={onKeyDown}
        className="relative overflow-hidden max-lg:h-[calc(100dvh-4rem-1px)] max-lg:p-2 lg:grid lg:h-[calc(100dvh-4rem-1px)] lg:grid-cols-[21rem_minmax(0,1fr)_26rem] lg:grid-rows-[auto_minmax(0,1fr)] lg:gap-4 lg:p-4 xl:grid-cols-[21rem_minmax(0,1fr)_30rem] noscript:max-lg:h-auto"
      >
        <div
          data-over-map
          data-flight-keys
          className="relative z-10 grid gap-2 lg:col-start-1 lg:row-start-1"
        >
          <SectorHeading {...deck} />
          <FirstRunCard {...deck} />
          <Refusal message={refusal} />
        </div>
        <DeckMap {...deck} insets={insets} />
        <SheetTabs open={sheet} onOpen={setSheet} />
        <DockColumn
          docks={DOCKS.left}
          {...{ sheet, deck }}
          onClose={() => setSheet(null)}
          className={cn('lg:col-start-1 lg:row-start-2', hidden)}
        />
        <DockColumn
          docks={DOCKS.right}
          {...{ sheet, deck }}
          onClose={() => setSheet(null)}
          className={cn('lg:col-start-3 lg:row-span-2 lg:row-start-1', hidden)}
        />
        <button
          type="button"
          aria-pressed={!panelsShown}
          onClick={() => setPanelsShown(!panelsShown)}
          className="notch text-ink-2 hover:text-ink z-10 hidden min-h-9 items-center gap-2 px-3 text-sm [--notch-size:8px] lg:col-start-2 lg:row-start-2 lg:flex lg:self-end lg:justify-self-end noscript:hidden"
        >
          <PanelsTopLeft aria-hidden className="size-4" />
          {panelsShown ? 'Hide panels' : 'Show panels'}
        </button>
      </div>
    </RegionTheme>
  )
}
