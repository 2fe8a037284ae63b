import { Link } from '@remix-run/react'
import { formatCount, formatCredits } from '#app/lib/format.ts'
import { routeAddress } from '#app/lib/route-filter.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { type RouteFilter } from '#server/domain/travel/route-filter.ts'

type Journey = ApiOutputs['travel']['journeys']['journeys'][number]
type Props = Journey & { here: string; filter: RouteFilter }

/** What a journey takes and its parts in order; the first way leads to a route on the map of where one is. */
export function JourneyItem({ turns, minutes, credits, parts, here, filter }: Props) {
  return (
    <>
      <h3 className="font-semibold">
        {[
          formatCount(turns, 'turn'),
          ...(minutes > 0 ? [formatCount(minutes, 'minute')] : []),
          formatCredits(credits),
        ].join(', ')}
      </h3>
      {parts.length === 0 ? <p className="text-ink-2 mt-1">You are already there.</p> : null}
      <ol className="text-ink-2 mt-1 list-decimal pl-6">
        {parts.map((part, index) => (
          <li key={index}>
            {part.kind === 'passage' ? (
              <>
                Passage to {part.to.displayName}
                {part.passage === 'open_borders' ? ' over open borders' : ''}:{' '}
                {formatCredits(part.fare + part.toll)}
              </>
            ) : (
              <>
                Fly through {part.place.displayName} to sector {part.toSector}:{' '}
                {formatCount(part.turns, 'turn')}
                {index === 0 && part.place.ref === here ? (
                  <>
                    {' '}
                    <Link className="link" to={routeAddress(part.toSector, filter)}>
                      Show route
                    </Link>
                  </>
                ) : null}
              </>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}
