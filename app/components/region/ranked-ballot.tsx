import { Form } from '@remix-run/react'
import { formatCount } from '#app/lib/format.ts'
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
  /** Numbers of a ballot that was refused, by candidate. */
  ranks: Record<string, string>
}

/** The candidates in the voter's order: a list to arrange, or numbers where there is no script. */
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
        Put those you want in order, the best first. Your ballot goes on to your next choice when one drops
        out{seats > 1 ? ' or has more than enough' : ''}; nobody you leave out ever gets it. It weighs{' '}
        {(own.weight / 100).toFixed(2)} voices for {formatCount(seats, 'seat')} and is secret.
      </p>
      <FormError message={error ?? null} />
      {hydrated ? (
        <RankingList candidates={candidates} initial={cast} />
      ) : (
        <Numbers candidates={candidates} cast={cast} ranks={ranks} />
      )}
      {hasVoted && cast.length === 0 ? (
        <p className="text-ink-2 text-sm">You take part without ranking anybody.</p>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-4">
        <OwnReceipt receipt={own.receipt} />
        <div className="ml-auto flex flex-wrap justify-end gap-3">
          <Button type="submit" variant="ghost" name={NOBODY_FIELD} value="1" pending={pending}>
            Rank nobody
          </Button>
          <Button type="submit" variant="primary" pending={pending}>
            {hasVoted ? 'Change ballot' : 'Cast ballot'}
          </Button>
        </div>
      </div>
    </Form>
  )
}

function Numbers(props: {
  candidates: readonly BallotCandidate[]
  cast: readonly string[]
  ranks: Record<string, string>
}) {
  const { candidates, cast, ranks } = props
  const options = candidates.map((_, index) => ({ value: String(index + 1), label: String(index + 1) }))
  return (
    <fieldset>
      <legend className="mb-2 font-medium">Give each one you want a number, 1 for the best</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        {candidates.map(({ playerId, playerName }) => {
          const place = cast.indexOf(playerId)
          return (
            <Field key={playerId} label={playerName}>
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
