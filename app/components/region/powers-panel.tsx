import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { type OwnRole } from '#server/domain/government/own-powers.ts'
import { type PowersTable } from '#app/lib/api-types.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { GOVERNANCE_LABELS } from './words.ts'

const OWN_WORDS: Record<OwnRole, string> = {
  decides: 'You decide',
  signs: 'You sign',
  proposes: 'You can propose',
}

export type PowersPanelProps = { governanceType: GovernanceType; table: PowersTable }

/** Who can change what under this form of government, and the viewer's own role. */
export function PowersPanel({ governanceType, table }: PowersPanelProps) {
  return (
    <Panel
      title="Who can change what"
      description={`The rules of this ${GOVERNANCE_LABELS[governanceType].toLowerCase()}. If you change something you cannot decide alone, it becomes a proposal.`}
      flush
    >
      <Table
        caption="Who can change what"
        rows={table}
        rowKey={(row) => row.subject}
        columns={[
          { key: 'subject', header: 'Subject', primary: true, cell: (row) => row.subject },
          { key: 'decidedBy', header: 'Decided by', cell: (row) => row.decidedBy },
          {
            key: 'you',
            header: 'Your role',
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
