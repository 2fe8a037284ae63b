import { Link } from '@remix-run/react'
import { type GalaxyRegion, type PublicGalaxy } from '#app/lib/api-types.ts'
import { formatCredits, formatLabel, formatNumber, formatUtcDay } from '#app/lib/format.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'

/** What the map shows, as a table. */
export function RegionList({ galaxy: { regions, totalRegions, tradeDay } }: { galaxy: PublicGalaxy }) {
  return (
    <details className="notch group/twin">
      <summary className="link mx-4 inline-flex min-h-11 items-center sm:mx-6">
        Show the map as a list
      </summary>
      <div className="border-line border-t">
        <Table
          caption="Regions of the galaxy"
          columns={columnsFor(tradeDay)}
          rows={regions}
          rowKey={({ name }) => name}
          empty={<EmptyState title="No regions yet">Found the first one.</EmptyState>}
        />
        {totalRegions > regions.length ? (
          <p className="text-ink-2 px-4 py-3 text-sm sm:px-6">
            These are the {formatNumber(regions.length)} with the most citizens.{' '}
            <Link className="link" to="/regions">
              All {formatNumber(totalRegions)} regions
            </Link>
          </p>
        ) : null}
      </div>
    </details>
  )
}

const columnsFor = (tradeDay: string): Column<GalaxyRegion>[] => [
  {
    key: 'region',
    header: 'Region',
    primary: true,
    cell: ({ name, displayName }) => (
      <Link className="link" to={`/regions/${name}`}>
        {displayName}
      </Link>
    ),
  },
  {
    key: 'government',
    header: 'Government',
    cell: ({ governanceType }) => formatLabel(governanceType),
  },
  {
    key: 'citizens',
    header: 'Citizens',
    numeric: true,
    cell: ({ citizenCount }) => formatNumber(citizenCount),
  },
  { key: 'votes', header: 'Open votes', numeric: true, cell: ({ openVotes }) => formatNumber(openVotes) },
  {
    key: 'trade',
    header: `Trade on ${formatUtcDay(tradeDay)} (UTC)`,
    numeric: true,
    cell: ({ tradeOfDay }) => formatCredits(tradeOfDay.credits),
  },
  {
    key: 'gate',
    header: 'Gate in the Nexus',
    numeric: true,
    cell: ({ gate }) => (gate === null ? '–' : `Sector ${gate.sectorId}`),
  },
]
