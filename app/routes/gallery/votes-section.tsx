import { ElectionBallot } from '#app/components/region/election-ballot.tsx'
import { MotionBallot, type OwnVote } from '#app/components/region/motion-ballot.tsx'
import { HashLine, MotionResult } from '#app/components/region/motion-result.tsx'
import { RankedBallot } from '#app/components/region/ranked-ballot.tsx'
import { RecordLink } from '#app/components/region/record-link.tsx'
import { TurnoutMeter } from '#app/components/region/turnout-meter.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

const HASH = '9f2c4be1d07a5e3388c1f0b6a4d29e7745c3b1a0fe86d2c95b7710ae43d8c6f2'

const NOT_YET: OwnVote = { weight: 100, choice: null, receipt: null }

const CANDIDATES = [
  {
    playerId: 'nova',
    playerName: 'nova rider',
    formerly: null,
    platform: 'The books stay open. Ask me anything, any day.',
  },
  {
    playerId: 'ada',
    playerName: 'Ada_Vance',
    formerly: null,
    platform: 'Fair prices at every port before anything else.',
  },
  { playerId: 'kestrel', playerName: 'kestrel', formerly: null, platform: '' },
]

/** Votes: open, cast, refused and counted. */
export function VotesSection() {
  return (
    <div className="grid items-start gap-8 lg:grid-cols-2">
      <Panel title="Motion, already voted">
        <div className="grid gap-6">
          <TurnoutMeter turnout={31} rollSize={120} requiredTurnout={40} />
          <MotionBallot
            title="A tax of twelve per cent"
            own={{ weight: 125, choice: ['yes'], receipt: HASH.slice(0, 32) }}
            fields={{}}
            pending={false}
          />
        </div>
      </Panel>
      <Panel title="Election, ballot refused">
        <ElectionBallot
          title="Governor of Ashfall"
          candidates={CANDIDATES}
          seats={1}
          own={NOT_YET}
          fields={{}}
          pending={false}
          error="Voting closed before your ballot arrived."
        />
      </Panel>
      <Panel title="Ranked election, ballot being sent">
        <RankedBallot
          title="Council of Ashfall"
          candidates={CANDIDATES}
          seats={3}
          own={{ ...NOT_YET, choice: ['ada', 'nova'] }}
          fields={{}}
          pending
          ranks={{}}
        />
      </Panel>
      <Panel title="Counted">
        <div className="grid gap-8">
          <TurnoutMeter turnout={96} rollSize={120} requiredTurnout={40} />
          <MotionResult
            outcome="passed"
            votesFor={7_150}
            votesAgainst={1_900}
            ballots={{ yes: 70, no: 19, abstain: 7 }}
            approvalPercentage={79.01}
            requiredApproval={0.5}
          />
          <MotionResult
            outcome="quorum-not-met"
            votesFor={0}
            votesAgainst={0}
            ballots={{ yes: 0, no: 0, abstain: 1 }}
            approvalPercentage={null}
            requiredApproval={0.6667}
          />
          <HashLine label="Tally hash" hash={HASH} />
          <RecordLink path="policy/specimen" />
        </div>
      </Panel>
    </div>
  )
}
