import { Link } from '@remix-run/react'
import { History } from 'lucide-react'
import { termsOf } from '#server/domain/culture/language-pack.ts'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { type OfficeEndReason } from '#server/domain/elections/election-types.ts'
import { type Page } from '#server/domain/paging.ts'
import { type FormerHolder, type PublicRegion } from '#app/lib/api-types.ts'
import { isParticipant } from '#app/lib/visited-region.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { ElectionLinks } from './election-links.tsx'

const END_WORDS: Record<OfficeEndReason, string> = {
  term_over: 'Term ended',
  replaced_by_election: 'Replaced by election',
  resigned: 'Resigned',
  recalled: 'Recalled',
  left_region: 'Left the region',
  region_archived: 'Region archived',
}

export type FormerHoldersProps = { region: PublicRegion; former: Page<FormerHolder>; position: string }

/** All past terms, newest first, with dates and reason. */
export function FormerHolders({ region, former, position }: FormerHoldersProps) {
  const terms = termsOf(region.languagePack)
  const canSeeVotes = isParticipant(region)
  return (
    <Panel title="Former holders" flush footer={<Pagination {...former} noun="terms" />}>
      <FilterBar
        label="Filter terms of office"
        filters={[
          {
            name: 'position',
            label: 'Office',
            value: position,
            options: POSITIONS.map((value) => ({ value, label: terms[value] })),
          },
        ]}
      />
      <Table
        caption="Former office holders"
        rows={former.items}
        rowKey={(term) => term.id}
        empty={
          <EmptyState title="No term has ended yet" icon={<History />}>
            Everyone who leaves office is listed here, with the reason.
          </EmptyState>
        }
        columns={[
          { key: 'callsign', header: 'Who', primary: true, cell: (term) => term.callsign },
          { key: 'office', header: 'Office', cell: (term) => terms[term.position] },
          { key: 'from', header: 'From', cell: (term) => <Time at={term.from} format="date" /> },
          { key: 'until', header: 'To', cell: (term) => <Time at={term.until} format="date" /> },
          {
            key: 'why',
            header: 'Why it ended',
            cell: ({ endReason, recallId }) => {
              const words = endReason === null ? '–' : END_WORDS[endReason]
              return recallId !== null && canSeeVotes ? (
                <Link className="link" to={`/regions/${region.name}/recalls/${recallId}`}>
                  {words}
                </Link>
              ) : (
                words
              )
            },
          },
          {
            key: 'how',
            header: 'How they got it',
            cell: (term) =>
              term.electionId === null ? (
                'Appointment'
              ) : canSeeVotes ? (
                <ElectionLinks
                  region={region.name}
                  electionId={term.electionId}
                  of={`${term.callsign}, ${terms[term.position].toLowerCase()}`}
                />
              ) : (
                'Election'
              ),
          },
        ]}
      />
    </Panel>
  )
}
