import { TRANSFER_WORDS } from '#app/components/region/transfer-words.ts'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { LogPager } from '#app/components/ui/log-pager.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCredits, formatSigned, formatUtcDay } from '#app/lib/format.ts'
import { type TreasuryLedger } from '#app/lib/api-types.ts'

type Entry = TreasuryLedger['entries']['items'][number]

/** Reasons whose sum of a day has words of its own: a treasury receives levies, not sales. */
const DAY_WORDS: Partial<Record<Entry['reason'], string>> = {
  sale: 'Tax and tariff on sales',
  purchase: 'Tariff on purchases',
  gate_toll: 'Gate tolls',
  contract_premium: 'Contract premiums',
  courier_forfeit: 'Deposits of late couriers',
}

const describeEntry = ({ reason, callsign, day }: Entry): string => {
  const { label, preposition } = TRANSFER_WORDS[reason]
  if (day !== null) return DAY_WORDS[reason] ?? `${label}, all of the day`
  return callsign === null ? label : `${label} ${preposition} ${callsign}`
}

/** A day of the book is one of UTC, which a reader's own zone would move. */
const EntryTime = ({ at, day }: Entry) =>
  day === null ? <Time at={at} /> : <time dateTime={day}>{formatUtcDay(day)} UTC</time>

const COLUMNS: Column<Entry>[] = [
  { key: 'what', header: 'Entry', primary: true, cell: describeEntry },
  { key: 'when', header: 'When', cell: EntryTime },
  { key: 'amount', header: 'Credits', numeric: true, cell: (entry) => formatSigned(entry.amount) },
]

/** Balance, income and spending. */
export function TreasuryPanel({ book, regionName }: { book: TreasuryLedger | null; regionName: string }) {
  if (book === null)
    return (
      <Panel title="Treasury">
        <p className="text-ink-2">The treasury is not available right now. Try again soon.</p>
      </Panel>
    )
  const { balance, income30d, spending30d, entries } = book
  const figures = [
    { label: 'Balance', value: balance },
    { label: 'Income, 30 days', value: income30d },
    { label: 'Spending, 30 days', value: spending30d },
  ]
  return (
    <Panel
      title="Treasury"
      description="Income comes from taxes on trade and donations, and pays for patrols, jobs, works and festivals. Trade is shown by day, without names."
      actions={
        <LinkButton to={`/governor/${regionName}/economy/treasury`} size="sm">
          Jobs, works and festivals
        </LinkButton>
      }
      flush
    >
      <dl className="grid gap-4 p-4 sm:grid-cols-3 sm:px-6 sm:py-5">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-ink-2 text-sm">{label}</dt>
            <dd className="numerals text-2xl font-semibold">{formatCredits(value)}</dd>
          </div>
        ))}
      </dl>
      <Table
        caption="Treasury income and spending"
        columns={COLUMNS}
        rows={entries.items}
        rowKey={(entry) => entry.id}
        empty={<p className="text-ink-2 px-4 pb-5 sm:px-6">No income or spending yet.</p>}
      />
      <LogPager next={entries.next} noun="entries" className="px-4 pb-4 sm:px-6" />
    </Panel>
  )
}
