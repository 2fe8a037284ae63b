import { useId } from 'react'
import { Field } from '#app/components/ui/field.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { VOTING_DAYS } from '#server/domain/voting/schedule.ts'

/** How long voters have for an order, and why they should adopt it. */
export function VoteTerms() {
  // Several forms of one page ask for them.
  const id = useId()
  return (
    <>
      <Field label="Reasons" optional id={`${id}-reasons`}>
        <Textarea name="description" rows={3} maxLength={4000} />
      </Field>
      <Field label="Voting days" id={`${id}-days`} hint={`${VOTING_DAYS.min} to ${VOTING_DAYS.max}.`}>
        <NumberInput
          name="votingDurationDays"
          inputMode="numeric"
          required
          defaultValue={String(VOTING_DAYS.default)}
        />
      </Field>
    </>
  )
}

/** What putting an order to the vote means. */
export const VOTE_WORDS =
  'Nothing is paid now. If the vote passes, the treasury pays and the order is carried out. If the treasury has too little then, nothing is done.'
