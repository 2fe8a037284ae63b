import { Link } from '@remix-run/react'
import { lawPath } from '#server/domain/regions/paths.ts'
import { type PolicyDetail } from '#app/lib/api-types.ts'
import { formatCount, formatPercent } from '#app/lib/format.ts'
import { ProposedOrder } from '#app/components/treasury-orders/proposed-order.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { DiffList } from '#app/components/ui/diff-list.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { ImpactList } from './impact-list.tsx'
import { MotionBallot } from './motion-ballot.tsx'
import { HashLine, MotionResult } from './motion-result.tsx'
import { OwnReceipt } from './own-receipt.tsx'
import { PolicyComparison } from './policy-comparison.tsx'
import { changesOfPolicy } from './policy-changes.tsx'
import { PolicyStatus } from './policy-status.tsx'
import { RecordLink } from './record-link.tsx'
import { TurnoutMeter } from './turnout-meter.tsx'
import { LateQuorumNote, PAUSED_END, PausedNote, NoBallotReason } from './vote-notes.tsx'
import { POLICY_TYPE_LABELS } from './words.ts'

export type PolicyPageProps = {
  policy: PolicyDetail
  pending: boolean
  /** Why the last action was refused. */
  error: string | null
}

const voters = (policy: PolicyDetail) => (policy.electorate === 'citizens' ? 'Citizens' : 'The council')

/** A policy: vote, result, changes and details; for the deck and the public pages. */
export function PolicyPage({ policy, pending, error }: PolicyPageProps) {
  const isOpen = policy.status === 'voting'
  return (
    <article className="grid gap-6">
      <header className="grid gap-3">
        <div className="flex flex-wrap gap-2">
          <PolicyStatus policy={policy} />
          <Badge>{POLICY_TYPE_LABELS[policy.policyType]}</Badge>
          {policy.majority === 'two_thirds' ? <Badge tone="warning">Two thirds</Badge> : null}
        </div>
        <h2 className="text-2xl sm:text-3xl">{policy.title}</h2>
        <p className="text-ink-2 text-sm">
          Proposed by <span className="text-ink font-semibold">{policy.proposedByCallsign}</span>,{' '}
          <Time at={policy.proposedAt} format="relative" />
        </p>
      </header>
      {policy.implementationError === null ? null : (
        <Banner
          tone="danger"
          title={`It passed, but it could not ${policy.treasuryOrder === null ? 'take effect' : 'be carried out'}`}
        >
          {policy.implementationError}
        </Banner>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <div className="grid gap-6">
          {isOpen ? (
            <OpenVote policy={policy} pending={pending} error={error} />
          ) : (
            <ClosedVote policy={policy} />
          )}
          <PolicyComparison policy={policy} />
          {policy.treasuryOrder === null ? (
            <Panel title={policy.status === 'implemented' ? 'What it changed' : 'What it would change'}>
              <DiffList changes={changesOfPolicy(policy)} />
            </Panel>
          ) : (
            <ProposedOrder order={policy.treasuryOrder} isDone={policy.status === 'implemented'} />
          )}
          {policy.status === 'voting' && policy.treasuryOrder === null ? (
            <Panel title="If this had applied last month" description="Based on this region’s last 30 days.">
              <ImpactList lines={policy.impact} />
            </Panel>
          ) : null}
          {policy.description === '' ? null : (
            <Panel title="Reasons">
              <p className="max-w-prose whitespace-pre-line">{policy.description}</p>
            </Panel>
          )}
        </div>
        <Details policy={policy} />
      </div>
    </article>
  )
}

function OpenVote({ policy, pending, error }: PolicyPageProps) {
  return (
    <Panel
      title={policy.isPaused ? 'Voting is paused' : 'Voting is open'}
      description="Results are shown after voting closes."
      footer={
        <>
          {policy.canCounter ? (
            <LinkButton size="sm" to={`/regions/${policy.region.name}/policies/${policy.id}/counter`}>
              Make a counter-proposal
            </LinkButton>
          ) : policy.whyNotCounter === null ? null : (
            <p className="text-pretty">You cannot make a counter-proposal: {policy.whyNotCounter}</p>
          )}
          {policy.canWithdraw ? (
            <ConfirmDialog
              trigger={
                <Button size="sm" variant="ghost">
                  Withdraw proposal
                </Button>
              }
              title="Withdraw this proposal?"
              confirmLabel="Withdraw"
              fields={{ intent: 'withdraw' }}
            >
              The vote ends without a result. You can do this only because nobody has voted yet.
            </ConfirmDialog>
          ) : null}
        </>
      }
    >
      <div className="grid gap-6">
        <PausedNote isPaused={policy.isPaused} />
        <LateQuorumNote wasExtended={policy.extendedAt !== null} />
        <TurnoutMeter
          turnout={policy.turnout}
          rollSize={policy.rollSize}
          requiredTurnout={policy.requiredTurnout}
        />
        {policy.canVote && policy.ownVote ? (
          <MotionBallot
            title={policy.title}
            own={policy.ownVote}
            fields={{}}
            pending={pending}
            error={error}
          />
        ) : (
          <NoBallotReason isOnRoll={policy.ownVote !== null} isPaused={policy.isPaused} />
        )}
      </div>
    </Panel>
  )
}

function ClosedVote({ policy }: { policy: PolicyDetail }) {
  const { outcome, votesFor, votesAgainst, ballots } = policy
  return (
    <Panel title={policy.status === 'withdrawn' ? 'Withdrawn' : 'Result'}>
      <div className="grid gap-5">
        {policy.status === 'superseded' ? (
          <p className="text-ink-2">It passed, but the other proposal got more yes votes, so that one won.</p>
        ) : null}
        {policy.status === 'void' ? (
          <p className="text-ink-2">The region was archived before it was decided. No ballot was counted.</p>
        ) : outcome === null || votesFor === null || votesAgainst === null || ballots === null ? (
          <p className="text-ink-2">The proposal was withdrawn before anyone voted.</p>
        ) : (
          <>
            <MotionResult
              outcome={outcome}
              votesFor={votesFor}
              votesAgainst={votesAgainst}
              ballots={ballots}
              approvalPercentage={policy.approvalPercentage}
              requiredApproval={policy.requiredApproval}
            />
            <TurnoutMeter
              turnout={policy.turnout}
              rollSize={policy.rollSize}
              requiredTurnout={policy.requiredTurnout}
            />
          </>
        )}
        <OwnReceipt receipt={policy.ownVote?.receipt ?? null} />
      </div>
    </Panel>
  )
}

function Details({ policy }: { policy: PolicyDetail }) {
  const when = (at: string | null) => (at === null ? '–' : <Time at={at} />)
  return (
    <Panel title="Details">
      <DataList
        items={[
          { label: 'Who votes', value: voters(policy) },
          { label: 'Approval needed', value: formatPercent(policy.requiredApproval) },
          {
            label: policy.status === 'voting' ? 'Voting closes' : 'Voting closed',
            value: policy.isPaused ? PAUSED_END : when(policy.votingClosesAt),
          },
          ...(policy.extendedAt === null
            ? []
            : [{ label: 'Extended (late quorum)', value: when(policy.extendedAt) }]),
          ...(policy.effectiveAt === null
            ? policy.effectiveInDays === 0
              ? []
              : [
                  {
                    label: 'Takes effect',
                    value: `${formatCount(policy.effectiveInDays, 'day')} after the vote`,
                  },
                ]
            : [{ label: 'Takes effect', value: when(policy.effectiveAt) }]),
          ...(policy.expiresAfterDays === null
            ? []
            : [{ label: 'Expires', value: `after ${formatCount(policy.expiresAfterDays, 'day')}` }]),
          ...(policy.lawNumber === null
            ? []
            : [
                {
                  label: 'Law',
                  value: (
                    <Link className="link" to={lawPath(policy.region.name, policy.lawNumber)}>
                      No. {policy.lawNumber}
                    </Link>
                  ),
                },
              ]),
        ]}
      />
      <div className="mt-4 grid gap-3">
        <HashLine label="Roll hash" hash={policy.rollHash} />
        {policy.tallyHash === null ? null : (
          <>
            <HashLine label="Tally hash" hash={policy.tallyHash} />
            <RecordLink path={`policy/${policy.id}`} />
          </>
        )}
      </div>
    </Panel>
  )
}
