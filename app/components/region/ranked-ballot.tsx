import { Form } from '@remix-run/react'
import { candidateName } from '#app/lib/candidate-name.ts'
import { formatCount, formatVoteWeight } from '#app/lib/format.ts'
import { NOBODY_FIELD, rankField } from '#app/lib/ranked-form.ts'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { type BallotCandidate, type ElectionBallotProps } from './election-ballot.tsx'
import { OwnReceipt } from './own-receipt.tsx'
import { RankingList } from './ranking-list.tsx'

export type RankedBallotProps = ElectionBallotProps & {
  /** Ranks entered on a refused ballot, by candidate. */
  ranks: Record<string, string>
}

/** The candidates in the voter's order: a sortable list, or numbers without JavaScript. */
export function RankedBallot(props: RankedBallotProps) {
  const { title, candidates, seats, own, fields, pending, error, ranks } = props
  const hydrated = useHydrated()
  const hasVoted = own.choice !== null
  const cast = (own.choice ?? []).filter((id) => candidates.some(({ playerId }) => playerId === id))
  return (
    <Form method="post" aria-label={`Ballot: ${title}`} className="grid gap-5">
      <input type="hidden" name="intent" value="cast" />
      <input type="hidden" name="ballot" value="ranked" />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p className="text-ink-2">
        Rank the candidates you want, best first. If your choice drops out
        {seats > 1 ? ' or already has enough votes' : ''}, your vote moves to your next choice. It never goes
        to anyone you leave out. Your vote counts as {formatVoteWeight(own.weight)} for{' '}
        {formatCount(seats, 'seat')}. It is secret.
      </p>
      <FormError message={error ?? null} />
      {hydrated ? (
        <RankingList candidates={candidates} initial={cast} />
      ) : (
        <RankSelects candidates={candidates} cast={cast} ranks={ranks} />
      )}
      {hasVoted && cast.length === 0 ? <p className="text-ink-2 text-sm">You voted for nobody.</p> : null}
      <div className="flex flex-wrap items-center justify-between gap-4">
        <OwnReceipt receipt={own.receipt} />
        <div className="ml-auto flex flex-wrap justify-end gap-3">
          <Button type="submit" variant="ghost" name={NOBODY_FIELD} value="1" pending={pending}>
            Vote for nobody
          </Button>
          <Button type="submit" variant="primary" pending={pending}>
            {hasVoted ? 'Change vote' : 'Cast vote'}
          </Button>
        </div>
      </div>
    </Form>
  )
}

function RankSelects(props: {
  candidates: readonly BallotCandidate[]
  cast: readonly string[]
  ranks: Record<string, string>
}) {
  const { candidates, cast, ranks } = props
  const options = candidates.map((_, index) => ({ value: String(index + 1), label: String(index + 1) }))
  return (
    <fieldset>
      <legend className="mb-2 font-medium">Number the candidates you want, 1 for the best</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        {candidates.map((candidate) => {
          const { playerId } = candidate
          const place = cast.indexOf(playerId)
          return (
            <Field key={playerId} label={candidateName(candidate)}>
              <Select
                name={rankField(playerId)}
                placeholder="Not ranked"
                options={options}
                defaultValue={ranks[playerId] ?? (place < 0 ? '' : String(place + 1))}
              />
            </Field>
          )
        })}
      </div>
    </fieldset>
  )
}
