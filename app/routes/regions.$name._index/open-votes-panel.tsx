import { Vote } from 'lucide-react'
import { termsOf } from '#server/domain/culture/language-pack.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { type ElectionListItem, type PolicyListItem, type PublicRegion } from '#app/lib/api-types.ts'
import { formatNumber } from '#app/lib/format.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Time } from '#app/components/ui/time.tsx'

export type OpenVotesPanelProps = {
  region: PublicRegion
  policies: readonly PolicyListItem[]
  elections: readonly ElectionListItem[]
}

/** In place of a close that moves while the region is closed, or that is counted once it opens. */
const WAITS = 'waits until the region opens again.'

/** What the region is deciding right now, for its members. */
export function OpenVotesPanel({ region, policies, elections }: OpenVotesPanelProps) {
  const terms = termsOf(region.languagePack)
  const isOpen = isOpenForBusiness(region.status)
  const deedIn = ({ status }: ElectionListItem) => (!isOpen ? 'See' : status === 'pending' ? 'Stand' : 'Vote')
  const base = `/regions/${region.name}`
  return (
    <Panel
      title="Being decided"
      actions={
        <LinkButton to={`${base}/propose`} size="sm">
          Propose
        </LinkButton>
      }
    >
      {policies.length + elections.length === 0 ? (
        <EmptyState title="No vote is open" icon={<Vote />} className="py-4" />
      ) : (
        <ul className="divide-line divide-y">
          {policies.map((policy) => (
            <li
              key={policy.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
            >
              <div className="min-w-0 flex-1 basis-56">
                <p className="font-semibold break-words">{policy.title}</p>
                <p className="text-ink-2 text-sm">
                  {terms.policy},{' '}
                  {isOpen ? (
                    <>
                      closes <Time at={policy.votingClosesAt} format="relative" />.
                    </>
                  ) : (
                    WAITS
                  )}{' '}
                  {formatNumber(policy.turnout)} of {formatNumber(policy.rollSize)} have voted.
                </p>
              </div>
              <LinkButton
                to={`${base}/policies/${policy.id}`}
                size="sm"
                variant={isOpen ? 'primary' : 'secondary'}
                aria-label={`${isOpen ? 'Vote' : 'See'}: ${policy.title}`}
              >
                {isOpen ? 'Vote' : 'See'}
              </LinkButton>
            </li>
          ))}
          {elections.map((election) => (
            <li
              key={election.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
            >
              <div className="min-w-0 flex-1 basis-56">
                <p className="flex flex-wrap items-center gap-2 font-semibold">
                  {terms.election}: {terms[election.position].toLowerCase()}
                  <StatusBadge kind="election" status={election.status} />
                </p>
                <p className="text-ink-2 text-sm">
                  {isOpen ? (
                    <>
                      {election.status === 'pending' ? 'Voting opens ' : 'Voting closes '}
                      <Time
                        at={election.status === 'pending' ? election.votingOpensAt : election.votingClosesAt}
                        format="relative"
                      />
                    </>
                  ) : (
                    `It ${WAITS}`
                  )}
                </p>
              </div>
              <LinkButton
                to={`${base}/elections/${election.id}`}
                size="sm"
                variant={isOpen ? 'primary' : 'secondary'}
                aria-label={`${deedIn(election)}: ${terms[election.position]}`}
              >
                {deedIn(election)}
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
