import { disputeState } from '#app/components/admin/dispute-state.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatLabel } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export type Payment = ApiOutputs['billing']['payment']

export function DisputesTable({ payment }: { payment: Payment }) {
  const columns: Column<Payment['disputes'][number]>[] = [
    { key: 'id', header: 'Dispute', primary: true, cell: ({ paypalId }) => paypalId },
    {
      key: 'amount',
      header: 'Amount',
      numeric: true,
      cell: ({ amount, currency }) => `${amount} ${currency}`,
    },
    { key: 'reason', header: 'Reason', cell: ({ reason }) => formatLabel(reason.toLowerCase()) },
    {
      key: 'stage',
      header: 'Stage',
      cell: ({ stage }) => (stage === null ? '–' : formatLabel(stage.toLowerCase())),
    },
    { key: 'state', header: 'Status', cell: disputeState },
    { key: 'opened', header: 'Opened', cell: ({ openedAt }) => <Time at={openedAt} format="date" /> },
    {
      key: 'resolved',
      header: 'Ended',
      cell: ({ resolvedAt }) => (resolvedAt ? <Time at={resolvedAt} format="date" /> : '–'),
    },
  ]
  return (
    <Table
      caption="Disputes about this payment"
      columns={columns}
      rows={payment.disputes}
      rowKey={({ id }) => id}
      empty={<EmptyState title="Nobody disputes it" />}
    />
  )
}

export function MovementsTable({ payment }: { payment: Payment }) {
  const columns: Column<Payment['movements'][number]>[] = [
    { key: 'kind', header: 'Kind', primary: true, cell: ({ kind }) => formatLabel(kind) },
    {
      key: 'amount',
      header: 'Amount',
      numeric: true,
      cell: ({ kind, amount }) =>
        `${kind === 'refund' || kind === 'reversal' ? '−' : ''}${amount} ${payment.currency}`,
    },
    { key: 'id', header: 'ID', cell: ({ paypalId }) => <span className="break-all">{paypalId}</span> },
    { key: 'at', header: 'When', cell: ({ at }) => <Time at={at} /> },
  ]
  return (
    <Table
      caption="What became of its money"
      columns={columns}
      rows={payment.movements}
      rowKey={({ id }) => id}
    />
  )
}
