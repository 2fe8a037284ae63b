import { Link } from '@remix-run/react'
import { COUNCIL_MOTION_LABELS } from '#server/domain/council/motion-types.ts'
import { NEXUS_LEVER_LABELS } from '#server/domain/council/nexus-settings.ts'
import { motionPath } from '#server/domain/regions/paths.ts'
import { type MotionDetail } from '#app/lib/api-types.ts'
import { formatCount } from '#app/lib/format.ts'
import { MotionBallot } from '#app/components/region/motion-ballot.tsx'
import { HashLine } from '#app/components/region/motion-result.tsx'
import { RecordLink } from '#app/components/region/record-link.tsx'
import { OwnReceipt } from '#app/components/region/own-receipt.tsx'
import { LateQuorumNote } from '#app/components/region/vote-notes.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { DiffList } from '#app/components/ui/diff-list.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Meter } from '#app/components/ui/meter.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { SeatResult } from './seat-result.tsx'
import { leverValue } from './words.ts'

export type MotionPageProps = {
  motion: MotionDetail
  isLoggedIn: boolean
  pending: boolean
  error: string | null
}

/** A motion of the Galactic Council: vote, result and details. */
export function MotionPage(props: MotionPageProps) {
  const { motion } = props
  const isOpen = motion.status === 'voting'
  return (
    <article className="grid gap-6">
      <header className="grid gap-3">
        <div className="flex flex-wrap gap-2">
          <StatusBadge kind="policy" status={motion.status} />
          <Badge>{COUNCIL_MOTION_LABELS[motion.motionType]}</Badge>
        </div>
        <h2 className="text-2xl break-words sm:text-3xl">{motion.title}</h2>
        <p className="text-ink-2 text-sm">
          Proposed by <span className="text-ink font-semibold">{motion.proposedByCallsign}</span> for the seat
          of{' '}
          <Link className="link text-ink" to={`/regions/${motion.seat.name}`}>
            {motion.seatDisplayName}
          </Link>
          , <Time at={motion.proposedAt} format="relative" />
        </p>
      </header>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <div className="grid gap-6">
          {isOpen ? <OpenVote {...props} /> : <ClosedVote motion={motion} />}
          {motion.change === null ? null : (
            <Panel title={motion.status === 'implemented' ? 'What it changed' : 'What it would change'}>
              <DiffList
                changes={[
                  {
                    key: motion.change.lever,
                    label: NEXUS_LEVER_LABELS[motion.change.lever],
                    before: leverValue(motion.change.lever, motion.change.before),
                    after: leverValue(motion.change.lever, motion.change.after),
                  },
                ]}
              />
            </Panel>
          )}
          {motion.description === '' ? null : (
            <Panel title={motion.change === null ? 'Text' : 'Reasons'}>
              <p className="max-w-prose break-words whitespace-pre-line">{motion.description}</p>
            </Panel>
          )}
          <Panel title="Who votes" description="Everyone who held a seat when voting opened." flush>
            <Table
              caption="Seats on the roll"
              rows={motion.seatList}
              rowKey={(seat) => seat.regionId}
              columns={[
                { key: 'region', header: 'Region', primary: true, cell: (seat) => seat.regionDisplayName },
                {
                  key: 'capacity',
                  header: 'Held by',
                  cell: (seat) => (seat.capacity === 'ambassador' ? 'Ambassador' : 'Owner'),
                },
              ]}
            />
          </Panel>
        </div>
        <Details motion={motion} />
      </div>
    </article>
  )
}

function SeatMeter({ motion }: { motion: MotionDetail }) {
  const { seats, seatsVoted, requiredSeats } = motion
  const isReached = seatsVoted >= requiredSeats
  return (
    <Meter
      label="Seats that voted"
      value={seatsVoted}
      max={seats}
      text={`${seatsVoted} of ${formatCount(seats, 'seat')}`}
      tone={isReached ? 'success' : 'accent'}
      mark={{
        at: requiredSeats,
        label: isReached
          ? `Quorum of ${requiredSeats} reached`
          : `Quorum ${requiredSeats}, ${requiredSeats - seatsVoted} to go`,
      }}
    />
  )
}

function OpenVote({ motion, isLoggedIn, pending, error }: MotionPageProps) {
  return (
    <Panel
      title="Voting is open"
      description="Results are shown after voting closes."
      footer={
        motion.canWithdraw ? (
          <ConfirmDialog
            trigger={
              <Button size="sm" variant="ghost">
                Withdraw motion
              </Button>
            }
            title="Withdraw this motion?"
            confirmLabel="Withdraw"
            fields={{ intent: 'withdraw' }}
          >
            The vote ends without a result. You can do this only because no seat has voted yet.
          </ConfirmDialog>
        ) : undefined
      }
    >
      <div className="grid gap-6">
        <SeatMeter motion={motion} />
        <LateQuorumNote wasExtended={motion.wasExtended} />
        {motion.canVote && motion.ownVote ? (
          <MotionBallot
            title={motion.title}
            own={motion.ownVote}
            fields={{}}
            pending={pending}
            error={error}
          />
        ) : (
          <p className="text-ink-2 text-pretty">
            {motion.whyNotVote ?? 'Voting has closed. The result will appear shortly.'}{' '}
            {isLoggedIn ? null : (
              <Link className="link" to={`/login?next=${motionPath(motion.id)}`}>
                Log in
              </Link>
            )}
          </p>
        )}
      </div>
    </Panel>
  )
}

function ClosedVote({ motion }: { motion: MotionDetail }) {
  return (
    <Panel title={motion.status === 'withdrawn' ? 'Withdrawn' : 'Result'}>
      <div className="grid gap-5">
        <SeatResult motion={motion} />
        {motion.outcome === null ? null : <SeatMeter motion={motion} />}
        <OwnReceipt receipt={motion.ownVote?.receipt ?? null} />
      </div>
    </Panel>
  )
}

function Details({ motion }: { motion: MotionDetail }) {
  return (
    <Panel title="Details">
      <DataList
        items={[
          {
            label: motion.status === 'voting' ? 'Voting closes' : 'Voting closed',
            value: <Time at={motion.votingClosesAt} />,
          },
          { label: 'Passes with', value: 'More seats in favour than against' },
          ...(motion.effectiveAt === null
            ? []
            : [{ label: 'Takes effect', value: <Time at={motion.effectiveAt} /> }]),
          ...(motion.lawNumber === null
            ? []
            : [
                {
                  label: 'Nexus law',
                  value: (
                    <Link className="link" to="/nexus/council/laws">
                      No. {motion.lawNumber}
                    </Link>
                  ),
                },
              ]),
        ]}
      />
      <div className="mt-4 grid gap-3">
        <HashLine label="Roll hash" hash={motion.rollHash} />
        {motion.tallyHash === null ? null : (
          <>
            <HashLine label="Tally hash" hash={motion.tallyHash} />
            <RecordLink path={`motion/${motion.id}`} />
          </>
        )}
        {motion.outcome === null ? null : (
          <LinkButton
            to={`${motionPath(motion.id)}/record`}
            reloadDocument
            size="sm"
            className="justify-self-start"
          >
            Download recount file
          </LinkButton>
        )}
      </div>
    </Panel>
  )
}
