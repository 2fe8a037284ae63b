import { Form } from '@remix-run/react'
import { CircleMinus, ThumbsDown, ThumbsUp } from 'lucide-react'
import { BALLOT_CHOICES, type BallotChoice } from '#server/domain/voting/tally.ts'
import { Button } from '#app/components/ui/button.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { OwnReceipt } from './own-receipt.tsx'

export type OwnVote = { weight: number; choice: readonly string[] | null; receipt: string | null }

export type MotionBallotProps = {
  /** What is voted on, for the name of the form. */
  title: string
  own: OwnVote
  /** Hidden fields that say which vote is meant. */
  fields: Record<string, string>
  pending: boolean
  error?: string | null
}

const LOOKS: Record<BallotChoice, { label: string; description: string; Icon: typeof ThumbsUp }> = {
  yes: { label: 'Yes', description: 'For the proposal', Icon: ThumbsUp },
  no: { label: 'No', description: 'Against it', Icon: ThumbsDown },
  abstain: { label: 'Abstain', description: 'Counts for the quorum only', Icon: CircleMinus },
}

/** Yes, no or abstain. It is sent and answered before anything is shown: a ballot is never optimistic. */
export function MotionBallot({ title, own, fields, pending, error }: MotionBallotProps) {
  const cast = own.choice?.[0]
  return (
    <Form method="post" aria-label={`Ballot: ${title}`} className="grid gap-4">
      <input type="hidden" name="intent" value="cast" />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <RadioCards
        legend={cast === undefined ? 'Your vote' : 'Your vote, until the close you may change it'}
        name="choice"
        required
        defaultValue={cast}
        error={error ?? null}
        hint={`Your ballot weighs ${(own.weight / 100).toFixed(2)} voices. It is secret.`}
        options={BALLOT_CHOICES.map((value) => {
          const { label, description, Icon } = LOOKS[value]
          return { value, label, description, icon: <Icon aria-hidden className="text-accent size-4" /> }
        })}
      />
      <div className="flex flex-wrap items-center justify-between gap-4">
        <OwnReceipt receipt={own.receipt} />
        <Button type="submit" variant="primary" pending={pending} className="ml-auto">
          {cast === undefined ? 'Cast ballot' : 'Change ballot'}
        </Button>
      </div>
    </Form>
  )
}
