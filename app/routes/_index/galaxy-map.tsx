import { Link } from '@remix-run/react'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState, type CSSProperties } from 'react'
import { type PublicGalaxy } from '#app/lib/api-types.ts'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { Button } from '#app/components/ui/button.tsx'
import { layOutGalaxy, type GalaxyLayout } from './galaxy-layout.ts'
import { GalaxyPicture } from './galaxy-picture.tsx'
import { type MapView } from './pan-and-zoom.ts'
import { factsOf } from './region-facts.ts'
import { placeOn, RegionToken } from './region-token.tsx'

const ZOOM_STEP = 1.6
/** Between the Nexus and the first orbit. Where the map is small, the emblem of a gate reaches it: the name lies above. */
const NEXUS_NAME = { x: 0, y: 452 }

/** The Nexus and the regions at its gates. It can be read without scripts, which only zoom it and drag it with a mouse. */
export function GalaxyMap({ galaxy: { nexus, regions } }: { galaxy: PublicGalaxy }) {
  const layout = useMemo(() => layOutGalaxy(regions.map(({ gate }) => gate?.position ?? null)), [regions])
  const frame = useRef<HTMLDivElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const view = useRef<MapView | null>(null)
  const helpId = useId()
  const [pointedName, setPointedName] = useState<string | null>(null)
  const pointed = regions.find(({ name }) => name === pointedName)
  useEffect(() => {
    const listening = new AbortController()
    // Nobody needs it before the page is there.
    void import('./pan-and-zoom.ts').then(({ panAndZoom }) => {
      if (frame.current && stage.current && !listening.signal.aborted)
        view.current = panAndZoom(frame.current, stage.current, listening.signal)
    })
    return () => listening.abort()
  }, [])
  return (
    <div className="relative">
      <div
        ref={frame}
        role="region"
        aria-label="Map of the galaxy"
        aria-describedby={helpId}
        tabIndex={0}
        className="border-line/60 rounded-[6px] border [container-type:size] aspect-square max-h-[44rem] w-full touch-pan-x touch-pan-y cursor-grab overflow-auto [scrollbar-width:none] select-none active:cursor-grabbing"
      >
        <div className="grid min-h-full min-w-full place-content-center">
          <div
            ref={stage}
            className="[container-type:inline-size] relative aspect-square w-[calc(var(--zoom,1)*min(100cqw,100cqh))]"
          >
            <div className="absolute inset-0" style={unitsOf(layout)}>
              <GalaxyPicture layout={layout} regions={regions} hasNexus={nexus !== null} />
              <Link
                to="/nexus"
                draggable={false}
                style={placeOn(layout.extent, NEXUS_NAME)}
                className="font-display text-ink hover:text-accent absolute z-10 flex min-h-7 -translate-1/2 items-center rounded-[6px] px-2 leading-tight font-semibold whitespace-nowrap [font-size:clamp(0.6875rem,calc(34*var(--unit)),1.25rem)] [text-shadow:0_0_4px_var(--bg),0_0_10px_var(--bg)]"
              >
                Central Nexus
                {nexus === null ? ', not built yet' : ''}
              </Link>
              <ul aria-label="Regions">
                {regions.map((region, index) => {
                  const spot = layout.spots[index]
                  return spot ? (
                    <RegionToken
                      key={region.name}
                      region={region}
                      at={spot.at}
                      extent={layout.extent}
                      onPoint={(isPointed) => setPointedName(isPointed ? region.name : null)}
                    />
                  ) : null
                })}
              </ul>
            </div>
          </div>
        </div>
      </div>
      <MapButtons view={view} />
      <p id={helpId} className="sr-only">
        Arrow keys move the map once it is zoomed. Plus and minus zoom, 0 shows all. The same is told as a
        list below.
      </p>
      {pointed ? (
        <p
          aria-hidden
          className="bg-surface/90 border-line pointer-events-none absolute bottom-2 left-2 max-w-[calc(100%-1rem)] border px-3 py-1.5 text-sm"
        >
          <strong className="font-display">{pointed.displayName}</strong> · {factsOf(pointed).join(' · ')}
        </p>
      ) : null}
    </div>
  )
}

/** One unit of the map, and the room of a region, as lengths: for whatever grows with the map. */
const unitsOf = ({ extent, room }: GalaxyLayout): CSSProperties & Record<`--${string}`, string> => ({
  '--unit': `calc(100cqw / ${2 * extent})`,
  '--room': `calc(${Math.round(room)} * 100cqw / ${2 * extent})`,
})

/** Only with scripts, as nothing would happen without. */
function MapButtons({ view }: { view: { readonly current: MapView | null } }) {
  if (!useHydrated()) return null
  return (
    <div className="absolute top-2 right-2 grid gap-1.5">
      <Button size="icon" aria-label="Zoom in" onClick={() => view.current?.zoom(ZOOM_STEP)}>
        <Plus aria-hidden className="size-4" />
      </Button>
      <Button size="icon" aria-label="Zoom out" onClick={() => view.current?.zoom(1 / ZOOM_STEP)}>
        <Minus aria-hidden className="size-4" />
      </Button>
      <Button size="icon" aria-label="Show all" onClick={() => view.current?.showAll()}>
        <Maximize aria-hidden className="size-4" />
      </Button>
    </div>
  )
}
