import { Link } from '@remix-run/react'
import { Compass } from 'lucide-react'
import { delegationPath, regionPath } from '#server/domain/regions/paths.ts'
import { type CivicPlace } from '#app/lib/api-types.ts'
import { formatCount, formatLabel } from '#app/lib/format.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

const linkStyle = 'link inline-flex min-h-8 items-center'

/** The viewer’s regions, with delegation and links to their pages. */
export function PlaceList({ places }: { places: readonly CivicPlace[] }) {
  return (
    <Panel title="Your regions">
      {places.length === 0 ? (
        <EmptyState
          title="You have not joined a region yet"
          icon={<Compass />}
          className="py-4"
          action={
            <LinkButton to="/regions" size="sm">
              Find a region
            </LinkButton>
          }
        >
          Citizens vote on the laws and offices of their regions.
        </EmptyState>
      ) : (
        <ul className="divide-line divide-y">
          {places.map((place) => (
            <Place key={place.region.id} place={place} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Place({ place: { region, membershipType, delegate, delegators } }: { place: CivicPlace }) {
  const base = regionPath(region.name)
  const pages = [
    ...(membershipType === 'citizen' ? [{ to: delegationPath(region.name), label: 'Delegation' }] : []),
    { to: `${base}/laws`, label: 'Law book' },
    { to: `${base}/offices`, label: 'Offices' },
    { to: `${base}/history`, label: 'History' },
  ]
  return (
    <li className="grid gap-1 py-4 first:pt-0 last:pb-0">
      <h3 className="flex flex-wrap items-center gap-2 text-base">
        <Link className="link text-ink break-words" to={base}>
          {region.displayName}
        </Link>
        <Badge tone={membershipType === 'citizen' ? 'accent' : 'neutral'}>
          {formatLabel(membershipType)}
        </Badge>
      </h3>
      {membershipType === 'citizen' ? (
        <p className="text-ink-2 text-sm">
          {delegate === null ? 'You vote for yourself.' : `${delegate} votes for you.`}
          {delegators === 0 ? '' : ` You vote for ${formatCount(delegators, 'other', 'others')}.`}
        </p>
      ) : (
        <p className="text-ink-2 text-sm">Only citizens vote.</p>
      )}
      <ul className="flex flex-wrap gap-x-4 text-sm">
        {pages.map(({ to, label }) => (
          <li key={to}>
            <Link className={linkStyle} to={to} aria-label={`${label} of ${region.displayName}`}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </li>
  )
}
