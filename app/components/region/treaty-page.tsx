import { Link } from '@remix-run/react'
import { NOTICE_DAYS } from '#server/domain/diplomacy/treaty-machine.ts'
import { type TreatyDetail } from '#app/lib/api-types.ts'
import { formatLabel } from '#app/lib/format.ts'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { MotionBallot } from './motion-ballot.tsx'
import { HashLine, OUTCOME_WORDS } from './motion-result.tsx'
import { RecordLink } from './record-link.tsx'
import { TermsForm } from './terms-form.tsx'
import { TreatyBreaches } from './treaty-breaches.tsx'
import { TreatyOffers } from './treaty-offers.tsx'
import { termLabel, termValue } from './treaty-words.ts'
import { TurnoutMeter } from './turnout-meter.tsx'
import { LateQuorumNote } from './vote-notes.tsx'
import { TREATY_LABELS, TREATY_WORDS } from './words.ts'

export type TreatyPageProps = { treaty: TreatyDetail; pending: boolean; error: string | null }

/** A treaty: actions, ratification vote, negotiation and terms; for the deck and the public pages. */
export function TreatyPage({ treaty, pending, error }: TreatyPageProps) {
  const title = TREATY_LABELS[treaty.treatyType]
  const { own } = treaty
  return (
    <article className="grid gap-6">
      <header className="grid gap-3">
        <p>
          <StatusBadge kind="treaty" status={treaty.status} />
        </p>
        <h2 className="text-2xl sm:text-3xl">{title}</h2>
        <p className="text-ink-2">
          <PartyLink party={treaty.regionA} /> and <PartyLink party={treaty.regionB} />.{' '}
          {TREATY_WORDS[treaty.treatyType]}
        </p>
      </header>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <div className="grid gap-6">
          {own === null ? null : <TreatyActions treaty={treaty} pending={pending} error={error} />}
          {own?.vote ? (
            <Panel
              title="Ratification"
              description={own.vote.tally === null ? 'Results are shown after voting closes.' : undefined}
            >
              <div className="grid gap-6">
                {own.vote.tally === null ? (
                  <LateQuorumNote wasExtended={own.vote.extendedAt !== null} />
                ) : null}
                <TurnoutMeter {...own.vote} />
                {own.vote.whyNotVote === null ? null : (
                  <p className="text-ink-2 text-pretty">{own.vote.whyNotVote}</p>
                )}
                {own.vote.tally === null ? null : (
                  <p className="font-display text-xl font-semibold">
                    {OUTCOME_WORDS[own.vote.tally.outcome]}
                  </p>
                )}
                {own.vote.canVote && own.vote.ownVote ? (
                  <MotionBallot
                    title={title}
                    own={own.vote.ownVote}
                    fields={{}}
                    pending={pending}
                    error={error}
                  />
                ) : null}
                <div className="grid gap-3">
                  <HashLine label="Roll hash" hash={own.vote.rollHash} />
                  {own.vote.tallyHash === null ? null : (
                    <>
                      <HashLine label="Tally hash" hash={own.vote.tallyHash} />
                      <RecordLink path={`treaty/${treaty.id}?region=${own.regionName}`} />
                    </>
                  )}
                </div>
              </div>
            </Panel>
          ) : null}
          <TreatyOffers treaty={treaty} />
          <TreatyBreaches treaty={treaty} pending={pending} />
        </div>
        <Panel title="Terms">
          <DataList
            items={[
              ...Object.entries(treaty.terms).map(([name, value]) => ({
                label: termLabel(name),
                value: termValue(name, value),
              })),
              { label: 'Offered', value: <Time at={treaty.proposedAt} /> },
              ...(treaty.signedAt === null
                ? [{ label: 'Offer expires', value: <Time at={treaty.windowClosesAt} /> }]
                : [{ label: 'Active since', value: <Time at={treaty.signedAt} /> }]),
              ...(treaty.expiresAt === null
                ? []
                : [{ label: 'Runs until', value: <Time at={treaty.expiresAt} /> }]),
              ...(treaty.endsAt === null ? [] : [{ label: 'Ends', value: <Time at={treaty.endsAt} /> }]),
              ...(treaty.renewsId === null
                ? []
                : [{ label: 'Renews', value: <TreatyLink treaty={treaty} id={treaty.renewsId} /> }]),
              ...(treaty.renewedById === null
                ? []
                : [{ label: 'Renewed by', value: <TreatyLink treaty={treaty} id={treaty.renewedById} /> }]),
              ...treaty.sides.map((side) => ({
                label:
                  side.regionId === treaty.regionA.id
                    ? treaty.regionA.displayName
                    : treaty.regionB.displayName,
                value: formatLabel(side.status),
                key: side.regionId,
              })),
            ]}
          />
        </Panel>
      </div>
    </article>
  )
}

/** Another treaty of the same two regions: only the last part of the URL differs. */
function TreatyLink({ treaty, id }: { treaty: TreatyDetail; id: string }) {
  return (
    <Link className="link" to={`../${id}`} relative="path">
      {id === treaty.renewsId ? 'an earlier treaty' : 'a later treaty'}
    </Link>
  )
}

function PartyLink({ party }: { party: { name: string; displayName: string } }) {
  return (
    <Link className="link text-ink" to={`/regions/${party.name}`}>
      {party.displayName}
    </Link>
  )
}

function TreatyActions({ treaty, pending, error }: TreatyPageProps) {
  const { own } = treaty
  if (own === null) return null
  const canAct = own.canSign || own.canRefuse || own.canWithdraw || own.canGiveNotice || own.canRenew
  if (!canAct && own.whyNotAct === null && error === null) return null
  return (
    <Panel title="Your side">
      <FormError message={own.vote?.canVote ? null : error} className="mb-4" />
      {canAct ? (
        <div className="flex flex-wrap gap-3">
          {own.canSign ? (
            <ConfirmDialog
              trigger={
                <Button variant="primary" pending={pending}>
                  Sign
                </Button>
              }
              title="Sign this treaty?"
              tone="primary"
              confirmLabel="Sign"
              fields={{ intent: 'sign' }}
            >
              {own.instrument === 'signature'
                ? 'Your signature ratifies it for your region.'
                : 'Your signature starts a vote in your region to ratify it.'}
            </ConfirmDialog>
          ) : null}
          {own.canRefuse ? (
            <ConfirmDialog
              trigger={<Button>Reject</Button>}
              title="Reject this offer?"
              confirmLabel="Reject"
              fields={{ intent: 'refuse' }}
            >
              The offer ends. The other region can make a new one.
            </ConfirmDialog>
          ) : null}
          {own.canWithdraw ? (
            <ConfirmDialog
              trigger={<Button>Withdraw offer</Button>}
              title="Withdraw this offer?"
              confirmLabel="Withdraw"
              fields={{ intent: 'withdraw' }}
            >
              The other region can no longer sign it.
            </ConfirmDialog>
          ) : null}
          {own.canGiveNotice ? (
            <ConfirmDialog
              trigger={<Button>End treaty</Button>}
              title="End this treaty?"
              confirmLabel="End treaty"
              fields={{ intent: 'notice' }}
            >
              It stays active for {NOTICE_DAYS} more days, then ends.
            </ConfirmDialog>
          ) : null}
        </div>
      ) : (
        <p className="text-ink-2">{own.whyNotAct ?? 'Nothing to do for your side right now.'}</p>
      )}
      {own.canCounter ? (
        <details className="mt-4">
          <summary className="link inline-flex min-h-8 items-center">Make a counter-offer</summary>
          <TermsForm treaty={treaty} intent="counter" label="Send counter-offer" pending={pending} />
        </details>
      ) : null}
      {own.canRenew ? (
        <details className="mt-4">
          <summary className="link inline-flex min-h-8 items-center">Renew this treaty</summary>
          <TermsForm treaty={treaty} intent="renew" label="Offer renewal" pending={pending} />
        </details>
      ) : null}
    </Panel>
  )
}
