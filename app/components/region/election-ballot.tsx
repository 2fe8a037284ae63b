import { Form } from '@remix-run/react'
import { candidateName } from '#app/lib/candidate-name.ts'
import { formatCount, formatVoteWeight } from '#app/lib/format.ts'
import { Button } from '#app/components/ui/button.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { type OwnVote } from './motion-ballot.tsx'
import { OwnReceipt } from './own-receipt.tsx'

export type BallotCandidate = {
  playerId: string
  playerName: string
  /** The callsign that they gave up lately. */
  formerly: string | null
  platform: string
}

export type ElectionBallotProps = {
  title: string
  candidates: readonly BallotCandidate[]
  seats: number
  own: OwnVote
  fields: Record<string, string>
  pending: boolean
  error?: string | null
}

/** Form value of the choice “Nobody”. */
export const NOBODY = 'nobody'

const shorten = (text: string) => (text.length <= 180 ? text : `${text.slice(0, 180).trimEnd()}…`)

/** One vote for one of the candidates, or for nobody. */
export function ElectionBallot(props: ElectionBallotProps) {
  const { title, candidates, seats, own, fields, pending, error } = props
  const cast = own.choice === null ? undefined : (own.choice[0] ?? NOBODY)
  return (
    <Form method="post" aria-label={`Ballot: ${title}`} className="grid gap-4">
      <input type="hidden" name="intent" value="cast" />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <RadioCards
        legend={cast === undefined ? 'Your choice' : 'You can change your vote until it closes'}
        name="candidateId"
        required
        columns={2}
        defaultValue={cast}
        error={error ?? null}
        hint={`${formatCount(seats, 'seat')}. Your vote counts as ${formatVoteWeight(own.weight)}. It is secret.`}
        options={[
          ...candidates.map((candidate) => ({
            value: candidate.playerId,
            label: candidateName(candidate),
            description: shorten(candidate.platform),
          })),
          { value: NOBODY, label: 'Nobody', description: 'Vote for none of the candidates' },
        ]}
      />
      <div className="flex flex-wrap items-center justify-between gap-4">
        <OwnReceipt receipt={own.receipt} />
        <Button type="submit" variant="primary" pending={pending} className="ml-auto">
          {cast === undefined ? 'Cast vote' : 'Change vote'}
        </Button>
      </div>
    </Form>
  )
}
