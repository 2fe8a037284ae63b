import { type PluralityResults } from '#server/domain/elections/count.ts'
import { describeRound } from '#server/domain/elections/results-text.ts'
import { type ElectionDetail } from '#app/lib/api-types.ts'
import { formatNumber } from '#app/lib/format.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table } from '#app/components/ui/table.tsx'

type RankedResults = Exclude<NonNullable<ElectionDetail['results']>, Pick<PluralityResults, 'method'>>

/** A candidate's row, or a row of totals. */
type Row = { key: string; label: string; votes: (number | null)[] }

/** A ranked count round by round, in numbers and words. */
export function RoundsTable({
  results,
  candidates,
}: {
  results: RankedResults
  candidates: ElectionDetail['candidates']
}) {
  const { rounds, partsPerUnit } = results
  const amount = (parts: number) => formatNumber(parts / partsPerUnit / 100, 2)
  const nameOf = (id: string) => candidates.find(({ playerId }) => playerId === id)?.playerName ?? 'Unknown'
  const rows: Row[] = [
    ...results.candidates.map(({ playerId }) => ({
      key: playerId,
      label: nameOf(playerId),
      votes: rounds.map(({ votes }) => votes.find((own) => own.playerId === playerId)?.votes ?? null),
    })),
    { key: 'exhausted', label: 'No choice left', votes: rounds.map(({ exhausted }) => exhausted) },
    ...(rounds.some(({ lost }) => lost > 0)
      ? [{ key: 'lost', label: 'Lost to rounding', votes: rounds.map(({ lost }) => lost) }]
      : []),
  ]
  return (
    <Panel
      title="Round by round"
      description={
        results.method === 'stv'
          ? `A seat needs ${amount(results.quota * partsPerUnit)} of ${amount(results.totalWeight * partsPerUnit)} votes.`
          : 'More than half of the remaining votes wins.'
      }
      flush
    >
      <Table
        caption="Votes by round"
        layout="scroll"
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: 'who', header: 'Candidate', primary: true, cell: (row) => row.label },
          ...rounds.map((_, index) => ({
            key: `round-${index}`,
            header: `Round ${index + 1}`,
            numeric: true,
            cell: (row: Row) => {
              const votes = row.votes[index] ?? null
              return votes === null ? '–' : amount(votes)
            },
          })),
        ]}
      />
      <ol className="grid gap-3 p-4 sm:p-6" aria-label="What happened in each round">
        {rounds.map((round, index) => (
          <li key={index} className="flex gap-3">
            <span className="eyebrow text-ink-2 w-20 shrink-0 pt-0.5">Round {index + 1}</span>
            <span className="min-w-0">{describeRound(round, nameOf, amount).join(' ')}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
