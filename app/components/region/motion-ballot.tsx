import { Form } from '@remix-run/react'
import { CircleMinus, ThumbsDown, ThumbsUp } from 'lucide-react'
import { BALLOT_CHOICES, type BallotChoice } from '#server/domain/voting/tally.ts'
import { Button } from '#app/components/ui/button.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { OwnReceipt } from './own-receipt.tsx'
import { formatVoteWeight } from '#app/lib/format.ts'

export type OwnVote = { weight: number; choice: readonly string[] | null; receipt: string | null }

export type MotionBallotProps = {
  /** Subject of the vote, for the form's accessible name. */
  title: string
  own: OwnVote
  /** Hidden fields that identify the vote. */
  fields: Record<string, string>
  pending: boolean
  error?: string | null
}

const LOOKS: Record<BallotChoice, { label: string; description: string; Icon: typeof ThumbsUp }> = {
  yes: { label: 'Yes', description: 'In favour', Icon: ThumbsUp },
  no: { label: 'No', description: 'Against', Icon: ThumbsDown },
  abstain: { label: 'Abstain', description: 'Counts only towards the quorum', Icon: CircleMinus },
}

/** Yes, no or abstain. No optimistic UI: shown as cast only after the server confirms. */
export function MotionBallot({ title, own, fields, pending, error }: MotionBallotProps) {
  const cast = own.choice?.[0]
  return (
    <Form method="post" aria-label={`Ballot: ${title}`} className="grid gap-4">
      <input type="hidden" name="intent" value="cast" />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <RadioCards
        legend={cast === undefined ? 'Your vote' : 'You can change your vote until it closes'}
        name="choice"
        required
        defaultValue={cast}
        error={error ?? null}
        hint={`Your vote counts as ${formatVoteWeight(own.weight)}. It is secret.`}
        options={BALLOT_CHOICES.map((value) => {
          const { label, description, Icon } = LOOKS[value]
          return { value, label, description, icon: <Icon aria-hidden className="text-accent size-4" /> }
        })}
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
