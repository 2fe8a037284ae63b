import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { describePowers } from '#server/domain/regions/powers-table.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { GOVERNANCE_LABELS } from './words.ts'

/** Who may change what under this region's form of government. */
export function PowersPanel({ governanceType }: { governanceType: GovernanceType }) {
  return (
    <Panel
      title="Who may change what"
      description={`As it applies in this ${GOVERNANCE_LABELS[governanceType].toLowerCase()}. Asking for more than one may decide becomes a proposal.`}
      flush
    >
      <Table
        caption="Who may change what"
        rows={describePowers(governanceType)}
        rowKey={(row) => row.subject}
        columns={[
          { key: 'subject', header: 'Subject', primary: true, cell: (row) => row.subject },
          { key: 'decidedBy', header: 'Decided by', cell: (row) => row.decidedBy },
        ]}
      />
    </Panel>
  )
}
