import { Link } from '@remix-run/react'
import { type ReactNode } from 'react'
import { type PolicyListItem } from '#app/lib/api-types.ts'
import { formatNumber } from '#app/lib/format.ts'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { PolicyStatus } from './policy-status.tsx'
import { POLICY_TYPE_LABELS } from './words.ts'

export type PolicyTableProps = {
  policies: readonly PolicyListItem[]
  /** URL of the list without a trailing slash; each policy's page is below it. */
  base: string
  empty: ReactNode
}

export function PolicyTable({ policies, base, empty }: PolicyTableProps) {
  return (
    <Table
      caption="Policies"
      rows={policies}
      rowKey={(policy) => policy.id}
      empty={empty}
      columns={[
        {
          key: 'title',
          header: 'Policy',
          primary: true,
          cell: (policy) => (
            <Link to={`${base}/${policy.id}`} className="link text-ink">
              {policy.title}
            </Link>
          ),
        },
        { key: 'type', header: 'Topic', cell: (policy) => POLICY_TYPE_LABELS[policy.policyType] },
        {
          key: 'status',
          header: 'Status',
          cell: (policy) => <PolicyStatus policy={policy} />,
        },
        {
          key: 'turnout',
          header: 'Turnout',
          numeric: true,
          cell: (policy) => `${formatNumber(policy.turnout)} / ${formatNumber(policy.rollSize)}`,
        },
        {
          key: 'approval',
          header: 'Approval',
          numeric: true,
          cell: (policy) =>
            policy.approvalPercentage === null ? '–' : `${formatNumber(policy.approvalPercentage, 1)}%`,
        },
        {
          key: 'closes',
          header: 'Closes',
          cell: (policy) =>
            policy.isPaused ? 'Paused' : <Time at={policy.votingClosesAt} format="relative" />,
        },
      ]}
    />
  )
}
