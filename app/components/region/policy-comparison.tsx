import { Link } from '@remix-run/react'
import { type PolicyDetail } from '#app/lib/api-types.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Table } from '#app/components/ui/table.tsx'

/** A policy and its counter-proposal beside the current law, setting by setting. */
export function PolicyComparison({ policy }: { policy: PolicyDetail }) {
  const { comparison } = policy
  if (comparison === null) return null
  const { role, other, rows } = comparison
  const value = (words: string | null, isChanged: boolean) =>
    isChanged ? (
      <ins className="font-semibold break-words no-underline">{words ?? 'new version'}</ins>
    ) : (
      <span className="text-ink-2">unchanged</span>
    )
  return (
    <Panel
      title={role === 'original' ? 'There is a counter-proposal' : 'This is a counter-proposal'}
      description="People vote on both. If both pass, the one with more yes votes becomes law."
      flush
    >
      <p className="flex flex-wrap items-center gap-3 px-4 pb-4 sm:px-6">
        <span className="min-w-0 break-words">
          {role === 'original' ? 'The counter-proposal: ' : 'To: '}
          <Link className="link" to={`../${other.id}`} relative="path">
            “{other.title}”
          </Link>{' '}
          by {other.proposedByCallsign}
        </span>
        <StatusBadge kind="policy" status={other.status} />
      </p>
      <Table
        caption="Current law, proposal and counter-proposal"
        rows={rows}
        rowKey={(row) => row.lever}
        columns={[
          { key: 'lever', header: 'Setting', cell: (row) => row.label, primary: true },
          { key: 'now', header: 'Current law', cell: (row) => row.now ?? 'current version' },
          {
            key: 'original',
            header: 'Proposal',
            cell: (row) => value(row.original, row.changedBy.includes('original')),
          },
          {
            key: 'counter',
            header: 'Counter-proposal',
            cell: (row) => value(row.counter, row.changedBy.includes('counter')),
          },
        ]}
      />
    </Panel>
  )
}
