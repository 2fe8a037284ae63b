import { Form } from '@remix-run/react'
import { UserRoundPlus } from 'lucide-react'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { candidateAnchor } from '#server/domain/regions/paths.ts'
import { candidacyRef } from '#server/domain/reports/report-rules.ts'
import { type ElectionDetail } from '#app/lib/api-types.ts'
import { candidateName } from '#app/lib/candidate-name.ts'
import { formatCount, formatVoteWeight } from '#app/lib/format.ts'
import { ReportLink } from '#app/components/report-link.tsx'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { COUNT_LABELS } from './words.ts'
import { ElectionBallot } from './election-ballot.tsx'
import { HashLine } from './motion-result.tsx'
import { OwnReceipt } from './own-receipt.tsx'
import { RankedBallot } from './ranked-ballot.tsx'
import { RecordLink } from './record-link.tsx'
import { RoundsTable } from './rounds-table.tsx'
import { TurnoutMeter } from './turnout-meter.tsx'
import { PAUSED_END, PausedNote, NoBallotReason } from './vote-notes.tsx'

export type ElectionPageProps = {
  election: ElectionDetail
  pending: boolean
  /** Why the last action was refused. */
  failure: {
    intent: string
    message: string
    fields: Record<string, string>
    platform: string
    /** Ranks entered on a refused ballot, by candidate. */
    ranks: Record<string, string>
  } | null
}

/** An election: nominations, vote, result and details; for the deck and the public pages. */
export function ElectionPage({ election, pending, failure }: ElectionPageProps) {
  const title = `Election: ${POSITION_LABELS[election.position].toLowerCase()}`
  return (
    <article className="grid gap-6">
      <header className="grid gap-3">
        <div className="flex flex-wrap gap-2">
          <StatusBadge kind="election" status={election.status} />
          <Badge>{formatCount(election.seats, 'seat')}</Badge>
          <Badge>
            {
              COUNT_LABELS[
                election.method === 'ranked_choice' && election.seats > 1 ? 'stv' : election.method
              ]
            }
          </Badge>
        </div>
        <h2 className="text-2xl sm:text-3xl">{title}</h2>
      </header>
      {election.cancelReason === null ? null : (
        <Banner tone="warning" title="This election was cancelled">
          {election.cancelReason}
        </Banner>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <div className="grid gap-6">
          {election.status === 'active' ? (
            <Voting election={election} title={title} pending={pending} failure={failure} />
          ) : null}
          {election.status === 'pending' ? (
            <Nominations election={election} pending={pending} failure={failure} />
          ) : null}
          <Candidates election={election} />
          {election.results === null || election.results.method === 'weighted_plurality' ? null : (
            <RoundsTable results={election.results} candidates={election.candidates} />
          )}
        </div>
        <Details election={election} />
      </div>
      {election.canCancel ? <CancelElection failure={failure} /> : null}
      {election.whyNotCancel === null ? null : (
        <p className="text-ink-2 max-w-prose text-pretty">{election.whyNotCancel}</p>
      )}
    </article>
  )
}

function CancelElection({ failure }: Pick<ElectionPageProps, 'failure'>) {
  return (
    <div className="grid justify-items-start gap-3">
      <FormError message={failure?.intent === 'cancel' ? failure.message : null} />
      <ConfirmDialog
        trigger={<Button size="sm">Cancel election</Button>}
        title="Cancel this election?"
        confirmLabel="Cancel election"
        fields={{ intent: 'cancel' }}
        controls={
          <Field label="Reason" hint="Everyone involved will see this.">
            <Textarea name="reason" rows={3} maxLength={500} required />
          </Field>
        }
      >
        Nominations stop and there will be no vote. Candidates and citizens see your reason. You can do this
        only before voting opens.
      </ConfirmDialog>
    </div>
  )
}

function Voting({ election, title, pending, failure }: ElectionPageProps & { title: string }) {
  const Ballot = election.method === 'ranked_choice' ? RankedBallot : ElectionBallot
  return (
    <Panel
      title={election.isPaused ? 'Voting is paused' : 'Voting is open'}
      description="Results are shown after voting closes."
    >
      <div className="grid gap-6">
        <PausedNote isPaused={election.isPaused} />
        <TurnoutMeter turnout={election.turnout} rollSize={election.rollSize ?? 0} />
        {election.canVote && election.ownVote ? (
          <Ballot
            title={title}
            candidates={election.candidates}
            seats={election.seats}
            own={election.ownVote}
            fields={{}}
            pending={pending}
            error={failure?.message ?? null}
            ranks={failure?.ranks ?? {}}
          />
        ) : (
          <NoBallotReason isOnRoll={election.ownVote !== null} isPaused={election.isPaused} />
        )}
      </div>
    </Panel>
  )
}

function Nominations({ election, pending, failure }: ElectionPageProps) {
  const refusal = failure?.intent === 'nominate' ? failure : null
  return (
    <Panel
      title={election.isPaused ? 'Nominations are paused' : 'Nominations are open'}
      description="Citizens can run until voting opens."
    >
      {election.isPaused ? (
        <PausedNote isPaused />
      ) : election.canStand ? (
        <Form method="post" className="grid gap-4">
          <input type="hidden" name="intent" value="nominate" />
          <Field
            label="Your platform"
            hint="Why people should vote for you. Up to 4,000 characters."
            error={refusal === null ? null : (refusal.fields.platform ?? refusal.message)}
          >
            <Textarea name="platform" rows={5} maxLength={4000} defaultValue={refusal?.platform} required />
          </Field>
          <Button type="submit" variant="primary" pending={pending} className="justify-self-start">
            Run for office
          </Button>
        </Form>
      ) : (
        <p className="text-ink-2">{election.whyNotStand}</p>
      )}
      {election.canWithdraw ? (
        <div className="mt-4">
          <ConfirmDialog
            trigger={<Button size="sm">Withdraw my candidacy</Button>}
            title="Withdraw from this election?"
            confirmLabel="Withdraw"
            fields={{ intent: 'withdraw' }}
          >
            Your name is removed from the ballot. You can run again while nominations are open.
          </ConfirmDialog>
        </div>
      ) : null}
    </Panel>
  )
}

const DECIDED: Record<string, string> = {
  votes: '',
  unopposed: 'unopposed',
  incumbency: 'tie: the incumbent stays',
  lottery: 'tie: decided by lottery',
  earlier_round: 'tie: decided by an earlier round',
  last_remaining: 'last one left',
}

function Candidates({ election }: { election: ElectionDetail }) {
  const { results } = election
  const resultOf = (playerId: string) => results?.candidates.find((one) => one.playerId === playerId)
  const votesOf = (playerId: string) => resultOf(playerId)?.votes ?? 0
  const most = Math.max(1, ...election.candidates.map(({ playerId }) => votesOf(playerId)))
  // Winners first, then by how far they got.
  const place = new Map(results?.candidates.map(({ playerId }, index) => [playerId, index]))
  const placeOf = (playerId: string) => place.get(playerId) ?? place.size
  const sorted = [...election.candidates].sort(
    (one, other) => placeOf(one.playerId) - placeOf(other.playerId),
  )
  return (
    <Panel title={results === null ? 'Candidates' : 'Result'}>
      {sorted.length === 0 ? (
        <EmptyState title="No candidates yet" icon={<UserRoundPlus />} className="py-4!" />
      ) : (
        <ul className="divide-line divide-y">
          {sorted.map((candidate) => {
            const result = resultOf(candidate.playerId)
            return (
              <li
                key={candidate.playerId}
                id={candidateAnchor(candidate.playerId)}
                className="flex gap-4 py-4 first:pt-0 last:pb-0"
              >
                <Avatar callsign={candidate.playerName} />
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap items-center gap-2">
                    <span className="font-semibold">{candidateName(candidate)}</span>
                    {result?.elected ? <Badge tone="success">Elected</Badge> : null}
                    {result && DECIDED[result.decidedBy] ? (
                      <span className="text-ink-2 text-sm">{DECIDED[result.decidedBy]}</span>
                    ) : null}
                  </p>
                  {result === undefined ? null : (
                    <>
                      <span aria-hidden className="bg-surface-3 mt-2 block h-3">
                        <span
                          className="bg-accent block h-full"
                          style={{ width: `${(result.votes / most) * 100}%` }}
                        />
                      </span>
                      <p className="numerals text-ink-2 mt-1 text-sm">
                        Vote weight {formatVoteWeight(result.votes)} ({formatCount(result.ballots, 'ballot')})
                        {election.method === 'ranked_choice' ? ', first choices only' : ''}
                      </p>
                    </>
                  )}
                  <p className="text-ink-2 mt-1 whitespace-pre-line">{candidate.platform}</p>
                  <ReportLink subject="candidacy" of={candidacyRef(election.id, candidate.playerId)} />
                </div>
              </li>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}

function Details({ election }: { election: ElectionDetail }) {
  return (
    <Panel title="Details">
      <DataList
        items={[
          {
            label: 'Voting opens',
            value:
              election.isPaused && election.status === 'pending' ? (
                PAUSED_END
              ) : (
                <Time at={election.votingOpensAt} />
              ),
          },
          {
            label: 'Voting closes',
            value: election.isPaused ? PAUSED_END : <Time at={election.votingClosesAt} />,
          },
          { label: 'Started by', value: election.calledBy === null ? 'Regular schedule' : 'The government' },
          ...(election.rollSize === null
            ? []
            : [{ label: 'Turnout', value: `${election.turnout} of ${election.rollSize}` }]),
        ]}
      />
      <div className="mt-4 grid gap-3">
        <OwnReceipt receipt={election.ownVote?.receipt ?? null} />
        {election.rollHash === null ? null : <HashLine label="Roll hash" hash={election.rollHash} />}
        <HashLine label="Lottery commitment" hash={election.lotteryCommitment} />
        {election.lotterySecret === null ? null : (
          <HashLine label="Lottery secret" hash={election.lotterySecret} />
        )}
        {election.resultsHash === null ? null : <HashLine label="Result hash" hash={election.resultsHash} />}
        {/* Without a roll nobody voted, so there is no record. */}
        {election.results === null || election.rollHash === null ? null : (
          <RecordLink path={`election/${election.id}`} />
        )}
      </div>
    </Panel>
  )
}
