import { Link } from '@remix-run/react'
import { type DiplomacyOverview } from '#app/lib/api-types.ts'
import { Pagination } from '#app/components/ui/pagination.tsx'

const onMap = (sector: number) => `/regions/nexus/map?sector=${sector}`

/** Embassies in the Nexus and their sectors. */
export function EmbassyList({ embassies, ownEmbassySector }: DiplomacyOverview) {
  if (embassies === null)
    return <p className="text-ink-2">There is no Central Nexus yet. Embassies open when it is generated.</p>
  if (embassies.total === 0)
    return (
      <p className="text-ink-2">
        Regions with treaties have embassies in the Nexus. Your first active treaty opens yours.
      </p>
    )
  return (
    <div className="grid gap-4">
      {ownEmbassySector === null ? null : (
        <p>
          Our embassy is in{' '}
          <Link className="link" to={onMap(ownEmbassySector)}>
            sector {ownEmbassySector}
          </Link>
          .
        </p>
      )}
      <ul className="divide-line divide-y">
        {embassies.items.map(({ region, sector }) => (
          <li key={region.id} className="flex flex-wrap justify-between gap-x-4 py-2.5 first:pt-0 last:pb-0">
            <Link className="link text-ink min-w-0 break-words" to={`/regions/${region.name}`}>
              {region.displayName}
            </Link>
            <Link className="link numerals" to={onMap(sector)}>
              Sector {sector}
            </Link>
          </li>
        ))}
      </ul>
      <Pagination {...embassies} noun="embassies" param="embassies" />
    </div>
  )
}
