import { Link } from '@remix-run/react'
import { PartyPopper } from 'lucide-react'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCredits, formatUtcDay } from '#app/lib/format.ts'
import { FESTIVAL_COST, FESTIVAL_DAYS } from '#server/domain/economy/festival.ts'
import { isoDay, utcDayOf } from '#server/domain/utc-day.ts'
import { type OrdersView } from './orders-view.ts'
import { Refusal } from './refusal.tsx'
import { VOTE_WORDS, VoteTerms } from './vote-terms.tsx'

type Festival = OrdersView['festivals'][number]

type Props = {
  view: OrdersView
  /** Where traditions are shown or changed. */
  culture: string
  /** One for each date. */
  orderIds: readonly string[]
  refusal: string | null
  error: string | null
}

const lastDayOf = (day: string) => isoDay(utcDayOf(day) + FESTIVAL_DAYS - 1)
const daysWords = (day: string) => `${formatUtcDay(day)} to ${formatUtcDay(lastDayOf(day))}`

const COLUMNS: Column<Festival>[] = [
  { key: 'name', header: 'Tradition', primary: true, cell: ({ name }) => name },
  { key: 'days', header: 'Days (UTC)', cell: ({ day }) => daysWords(day) },
]

const stateWords = ({ day }: Festival, today: string) =>
  day > today ? 'To come' : lastDayOf(day) >= today ? 'Today' : 'Over'

/** Festivals that were ordered, and the dates on which one can begin. */
export function FestivalsPanel({ view, culture, orderIds, refusal, error }: Props) {
  const { festivals, festivalDates, today, treasury, ways } = view
  const byVote = ways.festival === 'vote'
  const ordered: Column<Festival> = {
    key: 'state',
    header: 'State',
    numeric: true,
    cell: (one) => stateWords(one, today),
  }
  const action: Column<Festival> = {
    key: 'action',
    header: 'Action',
    numeric: true,
    cell: (date) => (
      <Hold
        date={date}
        treasury={treasury}
        orderId={orderIds[festivalDates.indexOf(date)] ?? ''}
        byVote={byVote}
      />
    ),
  }
  return (
    <Panel
      title="Festivals"
      description={`${formatCredits(FESTIVAL_COST)} each, on the date of a tradition, at least 28 days apart. For ${FESTIVAL_DAYS} days ports in the whole region pay more for luxury and food.`}
      flush
    >
      {refusal === null && error === null ? null : (
        <div className="grid gap-4 px-4 pt-4 sm:px-6">
          <Refusal reason={refusal} />
          <FormError message={error} />
        </div>
      )}
      {festivals.length === 0 ? null : (
        <Table
          caption="Ordered festivals"
          columns={[...COLUMNS, ordered]}
          rows={festivals}
          rowKey={({ day }) => day}
        />
      )}
      <Table
        caption="Dates for a festival"
        columns={refusal === null ? [...COLUMNS, action] : COLUMNS}
        rows={festivalDates}
        rowKey={({ day }) => day}
        empty={
          <EmptyState title="No date for a festival" icon={<PartyPopper />}>
            A festival begins on the date of a tradition. Traditions are part of the{' '}
            <Link to={culture} className="link">
              culture
            </Link>{' '}
            of a region.
          </EmptyState>
        }
      />
    </Panel>
  )
}

type HoldProps = { date: Festival; treasury: number; orderId: string; byVote: boolean }

function Hold({ date, treasury, orderId, byVote }: HoldProps) {
  const { day, name } = date
  if (!byVote && treasury < Number(FESTIVAL_COST))
    return <span className="text-ink-2 text-sm">The treasury has too little</span>
  const fields = { intent: 'festival', orderId, day }
  const price = formatCredits(FESTIVAL_COST)
  const trigger = (
    <Button size="sm">
      <span>
        {byVote ? 'Propose' : 'Hold'}
        <span className="sr-only"> {name}</span>
      </span>
    </Button>
  )
  if (byVote)
    return (
      <ConfirmDialog
        {...{ trigger, fields }}
        title={`Propose a festival for ${name}?`}
        confirmLabel="Put to a vote"
        tone="primary"
        controls={<VoteTerms />}
      >
        {daysWords(day)} (UTC), for {price}. {VOTE_WORDS} The vote must end before the festival begins.
      </ConfirmDialog>
    )
  return (
    <ConfirmDialog
      {...{ trigger, fields }}
      title={`Hold a festival for ${name}?`}
      confirmLabel={`Pay ${price}`}
      tone="primary"
    >
      {daysWords(day)} (UTC). The treasury pays {price} now and gets nothing back. The next festival can begin
      28 days later at the earliest.
    </ConfirmDialog>
  )
}
