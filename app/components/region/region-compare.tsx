import { Link } from '@remix-run/react'
import { type DirectoryEntry } from '#app/lib/api-types.ts'
import { formatNumber, formatPercent } from '#app/lib/format.ts'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { GOVERNANCE_LABELS, IMMIGRATION_LABELS, PVP_LABELS, SPECIALIZATION_LABELS } from './words.ts'

export type RegionCompareProps = {
  regions: readonly DirectoryEntry[]
  sort: 'name' | 'citizens' | 'tax' | 'age'
}

/** Regions side by side in a table. */
export function RegionCompare({ regions, sort }: RegionCompareProps) {
  return (
    <Table
      caption="Regions compared"
      rows={regions}
      rowKey={(region) => region.id}
      columns={[
        {
          key: 'name',
          header: 'Region',
          primary: true,
          ...(sort === 'name' ? { sorted: 'ascending' as const } : {}),
          cell: (region) => (
            <RegionTheme theme={region.aestheticTheme}>
              <Link to={`/regions/${region.name}`} className="flex items-center gap-3 hover:underline">
                <Emblem name={region.aestheticTheme.emblem} size="sm" />
                {region.displayName}
              </Link>
            </RegionTheme>
          ),
        },
        {
          key: 'government',
          header: 'Government',
          cell: (region) => GOVERNANCE_LABELS[region.governanceType],
        },
        {
          key: 'tax',
          header: 'Tax',
          numeric: true,
          ...(sort === 'tax' ? { sorted: 'ascending' as const } : {}),
          cell: (region) => formatPercent(region.taxRate),
        },
        {
          key: 'citizens',
          header: 'Citizens',
          numeric: true,
          ...(sort === 'citizens' ? { sorted: 'descending' as const } : {}),
          cell: (region) => formatNumber(region.citizenCount),
        },
        {
          key: 'credits',
          header: 'You start with',
          numeric: true,
          cell: (region) => `${formatNumber(region.startingCredits)} cr`,
        },
        {
          key: 'kind',
          header: 'Known for',
          cell: (region) =>
            region.economicSpecialization === null
              ? '–'
              : SPECIALIZATION_LABELS[region.economicSpecialization],
        },
        {
          key: 'settling',
          header: 'Settling',
          cell: (region) => IMMIGRATION_LABELS[region.immigrationPolicy],
        },
        { key: 'pvp', header: 'Combat', cell: (region) => PVP_LABELS[region.pvpRule] },
        {
          key: 'age',
          header: 'Founded',
          ...(sort === 'age' ? { sorted: 'ascending' as const } : {}),
          cell: (region) => <Time at={region.createdAt} format="date" />,
        },
      ]}
    />
  )
}
