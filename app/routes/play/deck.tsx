import { PanelsTopLeft } from 'lucide-react'
import { useState } from 'react'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { cn } from '#app/lib/cn.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { DeckMap } from './deck-map.tsx'
import { type DeckProps } from './deck-props.ts'
import { DockColumn } from './dock-column.tsx'
import { DOCKS, type DockKey } from './docks.tsx'
import { Refusal } from './refusal.tsx'
import { SectorHeading } from './sector-heading.tsx'
import { SheetTabs } from './sheet-tabs.tsx'

/** Everything that a pilot acts with: the map, and panels that float over it. */
export function Deck({ refusal, ...deck }: DeckProps & { refusal: string | null }) {
  const { place, sector } = deck.view
  const [sheet, setSheet] = useState<DockKey | null>(null)
  const [panelsShown, setPanelsShown] = useState(true)
  const here = String(sector.id)
  useLiveRevalidation({ regions: [place.id], topics: ['sector', 'nexus', 'region'] }, ({ topic, id }) =>
    topic === 'sector' ? id === here : id === place.id,
  )
  const hidden = panelsShown ? '' : 'lg:hidden'
  return (
    <RegionTheme theme={place.theme} className="flex flex-1 flex-col">
      <div className="relative flex-1 overflow-hidden max-lg:h-[calc(100dvh-4rem-1px)] max-lg:p-2 lg:grid lg:h-[calc(100dvh-4rem-1px)] lg:grid-cols-[21rem_minmax(0,1fr)_26rem] lg:grid-rows-[auto_minmax(0,1fr)] lg:gap-4 lg:p-4 xl:grid-cols-[21rem_minmax(0,1fr)_30rem] noscript:max-lg:h-auto">
        <div className="relative z-10 grid gap-2 lg:col-start-1 lg:row-start-1">
          <SectorHeading {...deck} />
          <Refusal message={refusal} />
        </div>
        <DeckMap {...deck} />
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
          className="notch text-ink-2 hover:text-ink absolute bottom-4 left-1/2 z-10 hidden min-h-9 items-center gap-2 px-3 text-sm [--notch-size:8px] lg:flex noscript:hidden"
        >
          <PanelsTopLeft aria-hidden className="size-4" />
          {panelsShown ? 'Hide panels' : 'Show panels'}
        </button>
      </div>
    </RegionTheme>
  )
}
