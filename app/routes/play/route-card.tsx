import { LinkButton } from '#app/components/ui/link-button.tsx'
import { formatCount } from '#app/lib/format.ts'
import { type DeckProps } from './deck-props.ts'
import { FlyRouteForm } from './fly-route-form.tsx'

/** The planned route, over the map. */
export function RouteCard({ view, way }: DeckProps) {
  const { route } = view
  if (way === null) return null
  const target = route?.legs.at(-1)
  if (!route || !target) return null
  return (
    <div className="notch notch-lit z-10 flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 max-lg:absolute max-lg:right-14 max-lg:bottom-28 max-lg:left-2 lg:col-start-2 lg:row-start-2 lg:mb-14 lg:self-end lg:justify-self-center noscript:hidden">
      <p>
        <span className="font-semibold">{target.name}</span>{' '}
        <span className="text-ink-2 text-sm">
          {formatCount(route.legs.length, 'warp')}, {formatCount(route.turns, 'turn')}
        </span>
      </p>
      <FlyRouteForm view={view} filter={way.filter} size="sm" />
      <LinkButton to="/play" variant="ghost" size="sm" preventScrollReset>
        Clear
      </LinkButton>
    </div>
  )
}
