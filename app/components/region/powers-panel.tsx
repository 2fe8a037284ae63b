import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { type OwnPart } from '#server/domain/government/own-powers.ts'
import { type PowersTable } from '#app/lib/api-types.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { GOVERNANCE_LABELS } from './words.ts'

const OWN_WORDS: Record<OwnPart, string> = {
  decides: 'You',
  signs: 'You sign',
  proposes: 'You may propose',
}

export type PowersPanelProps = { governanceType: GovernanceType; table: PowersTable }

/** Who may change what under this region's form of government, and what of it the reader may. */
export function PowersPanel({ governanceType, table }: PowersPanelProps) {
  return (
    <Panel
      title="Who may change what"
      description={`As it applies in this ${GOVERNANCE_LABELS[governanceType].toLowerCase()}. Asking for more than one may decide becomes a proposal.`}
      flush
    >
      <Table
        caption="Who may change what"
        rows={table}
        rowKey={(row) => row.subject}
        columns={[
          { key: 'subject', header: 'Subject', primary: true, cell: (row) => row.subject },
          { key: 'decidedBy', header: 'Decided by', cell: (row) => row.decidedBy },
          {
            key: 'you',
            header: 'Your part',
            cell: ({ you }) =>
              you === null ? (
                <span className="text-ink-3">–</span>
              ) : (
                <Badge tone={you === 'proposes' ? 'neutral' : 'accent'}>{OWN_WORDS[you]}</Badge>
              ),
          },
        ]}
      />
    </Panel>
  )
}
