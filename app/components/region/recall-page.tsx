import { Form } from '@remix-run/react'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type RecallDetail } from '#app/lib/api-types.ts'
import { formatCount } from '#app/lib/format.ts'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Meter } from '#app/components/ui/meter.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { MotionBallot } from './motion-ballot.tsx'
import { HashLine, MotionResult } from './motion-result.tsx'
import { RecordLink } from './record-link.tsx'
import { OwnReceipt } from './own-receipt.tsx'
import { PersonHead } from './person-head.tsx'
import { TurnoutMeter } from './turnout-meter.tsx'
import { LateQuorumNote, PAUSED_END, PausedNote, NoBallotReason } from './vote-notes.tsx'

export type RecallPageProps = {
  recall: RecallDetail
  pending: boolean
  /** Why the last action was refused. */
  error: string | null
}

/** A recall: petition, vote, outcome and details. */
export function RecallPage(props: RecallPageProps) {
  const { recall } = props
  const title = `Recall of ${recall.holder.callsign}, ${POSITION_LABELS[recall.position].toLowerCase()}`
  return (
    <article className="grid gap-6">
      <PersonHead
        badge={<StatusBadge kind="recall" status={recall.status} />}
        title={title}
        did="Started by"
        callsign={recall.startedBy.callsign}
        at={recall.startedAt}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <div className="grid gap-6">
          {recall.status === 'petition' ? <Petition {...props} /> : null}
          {recall.status === 'voting' ? <Voting {...props} title={title} /> : null}
          <Outcome recall={recall} />
          <Panel title="Reason">
            <p className="max-w-prose break-words whitespace-pre-line">{recall.reason}</p>
          </Panel>
        </div>
        <Details recall={recall} />
      </div>
    </article>
  )
}

function Petition({ recall, pending, error }: RecallPageProps) {
  const { signatures, signaturesNeeded } = recall
  return (
    <Panel
      title={recall.isPaused ? 'The petition is paused' : 'Collecting signatures'}
      description="If a third of the citizens sign, voting starts. Signatures are secret."
    >
      <div className="grid gap-5">
        <PausedNote isPaused={recall.isPaused} />
        <Meter
          label="Signatures"
          value={signatures}
          max={signaturesNeeded}
          text={`${signatures} of ${signaturesNeeded}`}
        />
        <FormError message={error} />
        {recall.canSign || recall.canWithdraw ? (
          <Form method="post">
            <Button
              type="submit"
              name="intent"
              value={recall.canSign ? 'sign' : 'withdraw'}
              variant={recall.canSign ? 'primary' : 'secondary'}
              pending={pending}
            >
              {recall.canSign ? 'Sign' : 'Withdraw my signature'}
            </Button>
          </Form>
        ) : recall.isPaused ? null : (
          <p className="text-ink-2">Citizens of this region can sign while the petition is open.</p>
        )}
      </div>
    </Panel>
  )
}

function Voting({ recall, pending, error, title }: RecallPageProps & { title: string }) {
  return (
    <Panel
      title={recall.isPaused ? 'Voting is paused' : 'Voting is open'}
      description="Yes removes them from office immediately, no keeps them. Results are shown after voting closes."
    >
      <div className="grid gap-6">
        <PausedNote isPaused={recall.isPaused} />
        <LateQuorumNote wasExtended={recall.extendedAt !== null} />
        <TurnoutMeter turnout={recall.turnout} rollSize={recall.rollSize ?? 0} />
        {recall.canVote && recall.ownVote ? (
          <MotionBallot title={title} own={recall.ownVote} fields={{}} pending={pending} error={error} />
        ) : (
          <NoBallotReason isOnRoll={recall.ownVote !== null} isPaused={recall.isPaused} />
        )}
      </div>
    </Panel>
  )
}

function Outcome({ recall }: { recall: RecallDetail }) {
  const { tally, status, holder } = recall
  if (status === 'lapsed')
    return (
      <Banner tone="info" title="The recall ended without a result">
        {recall.lapseReason ??
          (recall.rollHash === null
            ? 'There were too few signatures, or the office ended first.'
            : 'The office ended before the votes were counted.')}
      </Banner>
    )
  if (tally === null) return null
  return (
    <Panel
      title={status === 'recalled' ? `${holder.callsign} is recalled` : `${holder.callsign} stays in office`}
    >
      <div className="grid gap-5">
        <MotionResult
          outcome={tally.outcome}
          votesFor={tally.yesWeight}
          votesAgainst={tally.noWeight}
          ballots={{ yes: tally.yesBallots, no: tally.noBallots, abstain: tally.abstainBallots }}
          approvalPercentage={tally.approvalBp === null ? null : tally.approvalBp / 100}
          requiredApproval={tally.requiredApprovalBp / 10_000}
        />
        <TurnoutMeter
          turnout={tally.turnout}
          rollSize={tally.rollSize}
          requiredTurnout={tally.requiredTurnout}
        />
      </div>
    </Panel>
  )
}

function Details({ recall }: { recall: RecallDetail }) {
  return (
    <Panel title="Details">
      <DataList
        items={[
          // Once enough people signed, voting opens and the signature deadline is meaningless.
          ...(recall.votingClosesAt === null
            ? [
                {
                  label: 'Sign by',
                  value: recall.isPaused ? PAUSED_END : <Time at={recall.petitionEndsAt} />,
                },
              ]
            : []),
          ...(recall.votingClosesAt === null
            ? []
            : [
                {
                  label: recall.status === 'voting' ? 'Voting closes' : 'Voting closed',
                  value: recall.isPaused ? PAUSED_END : <Time at={recall.votingClosesAt} />,
                },
              ]),
          ...(recall.extendedAt === null
            ? []
            : [{ label: 'Extended (late quorum)', value: <Time at={recall.extendedAt} /> }]),
          ...(recall.decidedAt === null ? [] : [{ label: 'Decided', value: <Time at={recall.decidedAt} /> }]),
          ...(recall.rollSize === null
            ? []
            : [{ label: 'Can vote', value: formatCount(recall.rollSize, 'citizen') }]),
        ]}
      />
      <div className="mt-4 grid gap-3">
        <OwnReceipt receipt={recall.ownVote?.receipt ?? null} />
        {recall.rollHash === null ? null : <HashLine label="Roll hash" hash={recall.rollHash} />}
        {recall.tallyHash === null ? null : (
          <>
            <HashLine label="Tally hash" hash={recall.tallyHash} />
            <RecordLink path={`recall/${recall.id}`} />
          </>
        )}
      </div>
    </Panel>
  )
}
