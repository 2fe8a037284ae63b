import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCount, formatDuration, formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export const meta: MetaFunction = () => [{ title: 'Conservation · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  audits: await load(args, (api) => api.operations.conservation()),
})

type Audit = ApiOutputs['operations']['conservation'][number]
type Difference = Audit['differences'][number]

const RESULTS = {
  balanced: { tone: 'success', label: 'Adds up' },
  differences: { tone: 'danger', label: 'Differences' },
  incomplete: { tone: 'warning', label: 'Incomplete' },
} as const

const KINDS: Record<Difference['kind'], string> = {
  transit: 'Between galaxies',
  balance: 'Balance',
  cargo: 'Cargo',
  stock: 'Stock of a port',
  sum: 'Sum of all postings',
  presence: 'Galaxies that a player is in',
}

const AUDITS: Column<Audit>[] = [
  { key: 'at', header: 'When', primary: true, cell: ({ at }) => <Time at={at} /> },
  {
    key: 'result',
    header: 'Result',
    cell: ({ result }) => <Badge tone={RESULTS[result].tone}>{RESULTS[result].label}</Badge>,
  },
  {
    key: 'galaxies',
    header: 'Galaxies',
    cell: ({ galaxies, unreached }) =>
      unreached === 0 ? formatNumber(galaxies) : `${formatNumber(galaxies)}, ${unreached} did not answer`,
  },
  {
    key: 'differences',
    header: 'Differences',
    numeric: true,
    cell: ({ differencesTotal }) => formatNumber(differencesTotal),
  },
  { key: 'took', header: 'Took', cell: ({ durationMs }) => formatDuration(durationMs) },
]

const DIFFERENCES: Column<Difference>[] = [
  { key: 'kind', header: 'What', primary: true, cell: ({ kind }) => KINDS[kind] },
  { key: 'place', header: 'Where', cell: ({ place }) => place ?? 'All galaxies' },
  { key: 'subject', header: 'Of what', cell: ({ subject }) => <span className="break-all">{subject}</span> },
  { key: 'expected', header: 'By the ledger', numeric: true, cell: ({ expected }) => formatNumber(expected) },
  { key: 'found', header: 'Found', numeric: true, cell: ({ found }) => formatNumber(found) },
]

/** Whether credits, goods and ships of all galaxies add up. */
export default function ConservationPage() {
  const { audits } = useLoaderData<typeof loader>()
  const withDifferences = audits.find(({ differencesTotal }) => differencesTotal > 0)
  return (
    <>
      <PageHeader
        title="Conservation"
        description="Every night all balances, cargoes and stocks are compared with the ledgers, and what left a galaxy with what came to others."
      />
      <div className="grid gap-6">
        <Panel title="Audits" flush={audits.length > 0}>
          {audits.length === 0 ? (
            <EmptyState title="No audit yet">The first one runs after 01:00 UTC.</EmptyState>
          ) : (
            <Table caption="Audits, newest first" columns={AUDITS} rows={audits} rowKey={({ id }) => id} />
          )}
        </Panel>
        {withDifferences ? (
          <Panel
            title="Differences"
            description={`Found by the latest audit that found any: ${formatCount(withDifferences.differencesTotal, 'difference')}.`}
            flush
          >
            <Table
              caption="Differences"
              columns={DIFFERENCES}
              rows={withDifferences.differences}
              rowKey={({ kind, place, subject }) => `${kind} ${place} ${subject}`}
            />
          </Panel>
        ) : null}
      </div>
    </>
  )
}
