import { Form } from '@remix-run/react'
import { type RescueDetail } from '#app/lib/api-types.ts'
import { formatCount } from '#app/lib/format.ts'
import { onlyPrice, TierFields, type RegionTiers } from '#app/components/billing/tier-fields.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { MotionBallot } from './motion-ballot.tsx'
import { HashLine, MotionResult } from './motion-result.tsx'
import { OwnReceipt } from './own-receipt.tsx'
import { PersonHead } from './person-head.tsx'
import { RecordLink } from './record-link.tsx'
import { TurnoutMeter } from './turnout-meter.tsx'
import { NoBallotReason } from './vote-notes.tsx'

export type RescuePageProps = {
  rescue: RescueDetail
  /** The region's size and those that are sold, for the winner. */
  size: RegionTiers
  pending: boolean
  /** Why the last action was refused. */
  error: string | null
}

/** A pilot who could take a region over: the question, the vote, and the winner's payment. */
export function RescuePage(props: RescuePageProps) {
  const { rescue } = props
  return (
    <article className="grid gap-6">
      <PersonHead
        badge={<StatusBadge kind="rescue" status={rescue.status} />}
        title={`${rescue.rescuer.callsign} as the owner of ${rescue.region.displayName}`}
        did="Named by"
        callsign={rescue.namedBy.callsign}
        at={rescue.namedAt}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <div className="grid gap-6">
          <OwnPart {...props} />
          {rescue.canWithdraw ? <Withdrawal {...props} /> : null}
          {rescue.status === 'voting' ? <Voting {...props} /> : null}
          <Outcome rescue={rescue} />
        </div>
        <Details rescue={rescue} />
      </div>
    </article>
  )
}

/** What the one who was named can do. */
function OwnPart({ rescue, size, pending, error }: RescuePageProps) {
  const { canAccept, canDecline, canPay, payUntil } = rescue
  const price = onlyPrice(size.tiers)
  if (!canAccept && !canDecline && !canPay) return null
  return (
    <Panel
      title={canPay ? 'The citizens chose you' : canAccept ? 'You were named' : 'You would take it over'}
      description={
        canPay
          ? 'With your payment the region is yours. If its owner pays first, your payment goes back to you.'
          : 'If the owner does not pay, the citizens vote. You pay only if they choose you.'
      }
    >
      <div className="grid gap-5">
        {canPay && payUntil !== null ? (
          <p className="text-ink-2">
            Pay until <Time at={payUntil} format="date-time" />
            {price === null ? null : `: ${price}, by a subscription of your own`}.
          </p>
        ) : null}
        <FormError message={error} />
        <div className="flex flex-wrap gap-3">
          {canAccept || canPay ? (
            <Form method="post" className="grid justify-items-start gap-4">
              {canPay ? <TierFields tiers={size.tiers} chosen={size.present} legend="Size" /> : null}
              <Button
                type="submit"
                name="intent"
                value={canPay ? 'pay' : 'accept'}
                variant="primary"
                pending={pending}
              >
                {canPay ? 'Pay and take over' : 'Accept'}
              </Button>
            </Form>
          ) : null}
          {canDecline ? (
            <ConfirmDialog
              trigger={<Button variant="ghost">Decline</Button>}
              title="Decline to take this region over?"
              confirmLabel="Decline"
              backLabel="Back"
              fields={{ intent: 'decline' }}
            >
              The citizens can name somebody else. What you may have paid already goes back to you. Who
              declines after the vote can be named again in 30 days.
            </ConfirmDialog>
          ) : null}
        </div>
      </div>
    </Panel>
  )
}

/** Who named somebody is bound to that until there is an answer. */
function Withdrawal({ rescue, error }: RescuePageProps) {
  return (
    <Panel
      title={`You named ${rescue.rescuer.callsign}`}
      description="They have not answered yet. You can name another pilot after withdrawing this."
    >
      <div className="grid gap-5">
        <FormError message={error} />
        <div>
          <ConfirmDialog
            trigger={<Button variant="ghost">Withdraw</Button>}
            title={`Withdraw that you named ${rescue.rescuer.callsign}?`}
            confirmLabel="Withdraw"
            backLabel="Back"
            fields={{ intent: 'withdraw' }}
          >
            They can be named again later.
          </ConfirmDialog>
        </div>
      </div>
    </Panel>
  )
}

function Voting({ rescue, pending, error }: RescuePageProps) {
  const isOwn = rescue.canDecline
  return (
    <Panel
      title="Voting is open"
      description={`Should ${rescue.rescuer.callsign} own ${rescue.region.displayName}? Two thirds of all voters must say yes: who does not vote counts as no.`}
    >
      <div className="grid gap-6">
        <TurnoutMeter turnout={rescue.turnout} rollSize={rescue.rollSize ?? 0} />
        {rescue.canVote && rescue.ownVote ? (
          <MotionBallot
            title={`${rescue.rescuer.callsign} as the owner`}
            own={rescue.ownVote}
            fields={{}}
            pending={pending}
            error={isOwn ? null : error}
          />
        ) : (
          <NoBallotReason isOnRoll={rescue.ownVote !== null} isPaused={false} />
        )}
      </div>
    </Panel>
  )
}

function Outcome({ rescue }: { rescue: RescueDetail }) {
  const { tally, status, rescuer, region, endReason, payUntil } = rescue
  return (
    <>
      {status === 'rescued' ? (
        <Banner
          tone="success"
          title={`${rescuer.callsign} owns ${region.displayName}`}
          actions={<LinkButton to={`/regions/${region.name}`}>See the region</LinkButton>}
        >
          {rescue.formerOwner === null ? null : `${rescue.formerOwner.callsign} owned it before.`}
        </Banner>
      ) : null}
      {endReason === null ? null : (
        <Banner tone="info" title="This ended">
          {endReason}
        </Banner>
      )}
      {status === 'won' && payUntil !== null ? (
        <Banner tone="info" title={`The citizens chose ${rescuer.callsign}`}>
          The region is theirs if they pay until <Time at={payUntil} format="date-time" /> and its owner does
          not pay first.
        </Banner>
      ) : null}
      {status === 'runner_up' ? (
        <Banner tone="info" title="Next in line">
          Two thirds said yes. {rescuer.callsign} may pay if the winner does not.
        </Banner>
      ) : null}
      {tally === null ? null : (
        <Panel title="Result">
          <div className="grid gap-5">
            <MotionResult
              outcome={tally.outcome}
              votesFor={tally.yesWeight}
              votesAgainst={tally.noWeight}
              ballots={{ yes: tally.yesBallots, no: tally.noBallots, abstain: tally.abstainBallots }}
              approvalPercentage={tally.rollSize === 0 ? null : (tally.yesBallots / tally.rollSize) * 100}
              requiredApproval={tally.requiredApprovalBp / 10_000}
            />
            <TurnoutMeter turnout={tally.turnout} rollSize={tally.rollSize} />
          </div>
        </Panel>
      )}
    </>
  )
}

function Details({ rescue }: { rescue: RescueDetail }) {
  const { votingClosesAt, acceptedAt, endedAt, rollSize, rollHash, tallyHash } = rescue
  return (
    <Panel title="Details">
      <DataList
        items={[
          { label: 'Accepted', value: acceptedAt === null ? 'Not yet' : <Time at={acceptedAt} /> },
          ...(votingClosesAt === null
            ? []
            : [
                {
                  label: rescue.status === 'voting' ? 'Voting closes' : 'Voting closed',
                  value: <Time at={votingClosesAt} />,
                },
              ]),
          ...(endedAt === null ? [] : [{ label: 'Ended', value: <Time at={endedAt} /> }]),
          ...(rollSize === null ? [] : [{ label: 'Can vote', value: formatCount(rollSize, 'citizen') }]),
        ]}
      />
      <div className="mt-4 grid gap-3">
        <OwnReceipt receipt={rescue.ownVote?.receipt ?? null} />
        {rollHash === null ? null : <HashLine label="Roll hash" hash={rollHash} />}
        {tallyHash === null ? null : (
          <>
            <HashLine label="Tally hash" hash={tallyHash} />
            <RecordLink path={`rescue/${rescue.id}`} />
          </>
        )}
        <LinkButton to={`/regions/${rescue.region.name}/rescues`} size="sm">
          All named pilots
        </LinkButton>
      </div>
    </Panel>
  )
}
