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

/** Shown instead of the deadline, which moves while the region is closed. */
const PAUSED = 'paused until the region reopens.'

/** Open votes and elections, for members. */
export function OpenVotesPanel({ region, policies, elections }: OpenVotesPanelProps) {
  const terms = termsOf(region.languagePack)
  const isOpen = isOpenForBusiness(region.status)
  const actionFor = ({ status }: ElectionListItem) =>
    !isOpen ? 'View' : status === 'pending' ? 'Run' : 'Vote'
  const base = `/regions/${region.name}`
  return (
    <Panel
      title="Open votes"
      actions={
        <LinkButton to={`${base}/propose`} size="sm">
          Propose
        </LinkButton>
      }
    >
      {policies.length + elections.length === 0 ? (
        <EmptyState title="No open votes" icon={<Vote />} className="py-4!" />
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
                    PAUSED
                  )}{' '}
                  {formatNumber(policy.turnout)} of {formatNumber(policy.rollSize)} have voted.
                </p>
              </div>
              <LinkButton
                to={`${base}/policies/${policy.id}`}
                size="sm"
                variant={isOpen ? 'primary' : 'secondary'}
                aria-label={`${isOpen ? 'Vote' : 'View'}: ${policy.title}`}
              >
                {isOpen ? 'Vote' : 'View'}
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
                    `It is ${PAUSED}`
                  )}
                </p>
              </div>
              <LinkButton
                to={`${base}/elections/${election.id}`}
                size="sm"
                variant={isOpen ? 'primary' : 'secondary'}
                aria-label={`${actionFor(election)}: ${terms[election.position]}`}
              >
                {actionFor(election)}
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
