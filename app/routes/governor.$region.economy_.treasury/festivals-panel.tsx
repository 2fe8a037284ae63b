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

type Festival = OrdersView['festivals'][number]

type Props = {
  view: OrdersView
  regionName: string
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
export function FestivalsPanel({ view, regionName, orderIds, refusal, error }: Props) {
  const { festivals, festivalDates, today, treasury } = view
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
      <Hold date={date} treasury={treasury} orderId={orderIds[festivalDates.indexOf(date)] ?? ''} />
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
            <Link to={`/governor/${regionName}/culture`} className="link">
              culture
            </Link>{' '}
            of a region.
          </EmptyState>
        }
      />
    </Panel>
  )
}

function Hold({ date, treasury, orderId }: { date: Festival; treasury: number; orderId: string }) {
  const { day, name } = date
  if (treasury < Number(FESTIVAL_COST))
    return <span className="text-ink-2 text-sm">The treasury has too little</span>
  return (
    <ConfirmDialog
      title={`Hold a festival for ${name}?`}
      confirmLabel={`Pay ${formatCredits(FESTIVAL_COST)}`}
      tone="primary"
      trigger={
        <Button size="sm">
          <span>
            Hold<span className="sr-only"> {name}</span>
          </span>
        </Button>
      }
      fields={{ intent: 'festival', orderId, day }}
    >
      {daysWords(day)} (UTC). The treasury pays {formatCredits(FESTIVAL_COST)} now and gets nothing back. The
      next festival can begin 28 days later at the earliest.
    </ConfirmDialog>
  )
}
