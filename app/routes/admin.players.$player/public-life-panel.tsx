import { Link } from '@remix-run/react'
import { type ReactNode } from 'react'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type Player } from '#app/lib/api-types.ts'
import { formatLabel } from '#app/lib/format.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'

/** Regions that a player owns, governs or belongs to. */
export function PublicLifePanel({ player: { owns, offices, memberships } }: { player: Player }) {
  return (
    <Panel title="Regions and offices" flush>
      {owns.length + offices.length + memberships.length === 0 ? (
        <EmptyState title="No region">Owns none, holds no office and is a member nowhere.</EmptyState>
      ) : (
        <ul className="divide-line divide-y">
          {owns.map((region) => (
            <Row key={`own-${region.name}`} region={region}>
              Owner, region {formatLabel(region.status).toLowerCase()}
            </Row>
          ))}
          {offices.map((office) => (
            <Row key={`${office.position}-${office.name}`} region={office}>
              {POSITION_LABELS[office.position]} until <Time at={office.until} />
            </Row>
          ))}
          {memberships.map((membership) => (
            <Row key={`member-${membership.name}`} region={membership}>
              {formatLabel(membership.type)} since <Time at={membership.joinedAt} format="date" />
            </Row>
          ))}
        </ul>
      )}
    </Panel>
  )
}

type RowProps = { region: { name: string; displayName: string }; children: ReactNode }

function Row({ region, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-3 sm:px-6">
      <Link className="link font-semibold wrap-anywhere" to={`/regions/${region.name}`}>
        {region.displayName}
      </Link>
      <span className="text-ink-2 text-sm">{children}</span>
    </li>
  )
}
