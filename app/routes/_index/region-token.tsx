import { Link } from '@remix-run/react'
import { type CSSProperties } from 'react'
import { type Point } from '#server/domain/galaxy/point-layout.ts'
import { type GalaxyRegion } from '#app/lib/api-types.ts'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { factsOf } from './region-facts.ts'

export type RegionTokenProps = {
  region: GalaxyRegion
  at: Point
  extent: number
  /** The pointer or the focus came to it, or left it. */
  onPoint: (isPointed: boolean) => void
}

/** Where a place of the map lies on its stage. */
export const placeOn = (extent: number, { x, y }: Point): CSSProperties => ({
  left: `${(50 * (x + extent)) / extent}%`,
  top: `${(50 * (y + extent)) / extent}%`,
})

/** A region on the map: a link to its page. Emblem and name grow with the room that the map has for them. */
export function RegionToken({ region, at, extent, onPoint }: RegionTokenProps) {
  const facts = factsOf(region)
  return (
    <li className="absolute -translate-1/2" style={placeOn(extent, at)}>
      <RegionTheme theme={region.aestheticTheme}>
        <Link
          to={`/regions/${region.name}`}
          draggable={false}
          onPointerEnter={() => onPoint(true)}
          onPointerLeave={() => onPoint(false)}
          onFocus={() => onPoint(true)}
          onBlur={() => onPoint(false)}
          data-also-in-list
          className="group grid min-w-6 justify-items-center gap-1 rounded-[6px] outline-offset-4"
        >
          <Emblem
            name={region.aestheticTheme.emblem}
            className="size-[clamp(1.25rem,calc(105*var(--unit)),4rem)]! p-[clamp(0.2rem,calc(22*var(--unit)),0.75rem)]! drop-shadow-[0_0_14px_var(--glow)] transition-transform group-hover:scale-110"
          />
          {/* Without room for names they have no size; the link keeps its name. */}
          <span className="font-display text-ink group-hover:text-accent max-w-[min(7rem,calc(0.97*var(--room)))] text-center leading-tight font-semibold text-balance [font-size:clamp(0px,calc((var(--room)-5rem)*99),0.8125rem)] [text-shadow:0_0_4px_var(--bg),0_0_8px_var(--bg)]">
            {region.displayName}
          </span>
          <span className="sr-only">{facts.join(', ')}</span>
        </Link>
      </RegionTheme>
    </li>
  )
}
