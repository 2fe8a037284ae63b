import { Link } from '@remix-run/react'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type Player } from '#app/lib/api-types.ts'
import { formatLabel, formatMoney } from '#app/lib/format.ts'
import { PLANS } from '#server/domain/billing/plans.ts'

type Subscription = Player['subscriptions'][number]
type Payment = Player['payments'][number]

const SUBSCRIPTIONS: Column<Subscription>[] = [
  {
    key: 'plan',
    header: 'Plan',
    primary: true,
    cell: ({ plan, region }) => (region === null ? PLANS[plan].name : `${PLANS[plan].name}: ${region}`),
  },
  { key: 'status', header: 'Status', cell: ({ status }) => formatLabel(status) },
  {
    key: 'price',
    header: 'A month',
    numeric: true,
    cell: ({ amountMinor, currency }) => formatMoney(amountMinor, currency),
  },
  {
    key: 'paid',
    header: 'Paid until',
    cell: ({ paidThrough }) =>
      paidThrough === null ? 'never paid' : <Time at={paidThrough} format="date" />,
  },
  {
    key: 'paypal',
    header: 'PayPal ID',
    cell: ({ paypalSubscriptionId }) => <span className="break-all">{paypalSubscriptionId ?? '–'}</span>,
  },
]

/** A payment has a page, on which an administrator corrects it. */
function PaymentId({ kind, paypalId }: Payment) {
  return kind === 'payment' ? (
    <Link className="link break-all" to={`/admin/disputes/${paypalId}`}>
      {paypalId}
    </Link>
  ) : (
    <span className="break-all">{paypalId}</span>
  )
}

const PAYMENTS: Column<Payment>[] = [
  { key: 'at', header: 'When', primary: true, cell: ({ at }) => <Time at={at} /> },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => formatLabel(kind) },
  { key: 'plan', header: 'Plan', cell: ({ plan }) => PLANS[plan].name },
  {
    key: 'amount',
    header: 'Amount',
    numeric: true,
    cell: ({ kind, amountMinor, currency }) =>
      `${kind === 'refund' || kind === 'reversal' ? '−' : ''}${formatMoney(amountMinor, currency)}`,
  },
  { key: 'id', header: 'PayPal ID', cell: PaymentId },
]

/** What a player subscribed to, and the newest payments. */
export function PaymentsPanel({ player: { subscriptions, payments } }: { player: Player }) {
  return (
    <>
      <Panel title="Subscriptions" flush>
        <Table
          caption="Subscriptions"
          columns={SUBSCRIPTIONS}
          rows={subscriptions}
          rowKey={({ id }) => id}
          empty={<EmptyState title="No subscriptions" />}
        />
      </Panel>
      <Panel title="Newest payments" flush>
        <Table
          caption="Newest payments"
          columns={PAYMENTS}
          rows={payments}
          rowKey={({ id }) => id}
          empty={<EmptyState title="No payments" />}
        />
      </Panel>
    </>
  )
}
