import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type Plan } from './change-price-form.tsx'

type Row = Plan['history'][number]

const stateOf = ({ movesAt, movedAt, cancelledAt }: Row) => {
  if (movesAt === null) return 'Its first price'
  if (movedAt)
    return (
      <>
        Moved <Time at={movedAt} format="date" />
      </>
    )
  if (cancelledAt)
    return (
      <>
        Cancelled <Time at={cancelledAt} format="date" />
      </>
    )
  return (
    <>
      Moves <Time at={movesAt} format="date" />
    </>
  )
}

/** All prices that a plan had. */
export function PriceHistory({ plan }: { plan: Plan }) {
  const columns: Column<Row>[] = [
    { key: 'price', header: 'A month', primary: true, cell: ({ price }) => `${price} ${plan.currency}` },
    {
      key: 'from',
      header: 'Counts from',
      cell: ({ validFrom }) =>
        Date.parse(validFrom) === 0 ? 'The beginning' : <Time at={validFrom} format="date" />,
    },
    { key: 'state', header: 'What became of it', cell: stateOf },
  ]
  return <Table caption="Prices of this plan" columns={columns} rows={plan.history} rowKey={({ id }) => id} />
}
