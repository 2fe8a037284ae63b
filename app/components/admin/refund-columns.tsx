import { Badge, type Tone } from '#app/components/ui/badge.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type RefundLine } from '#app/lib/api-types.ts'
import { type RefundStatus } from '#server/domain/billing/refunds.ts'

const LOOKS: Record<RefundStatus, { tone: Tone; label: string }> = {
  requested: { tone: 'info', label: 'Being sent' },
  sent: { tone: 'info', label: 'Waiting for PayPal' },
  done: { tone: 'success', label: 'Refunded' },
  failed: { tone: 'danger', label: 'Refused by PayPal' },
}

/** What every list of refunds shows of one. */
export const REFUND_COLUMNS: Column<RefundLine>[] = [
  {
    key: 'amount',
    header: 'Amount',
    numeric: true,
    cell: ({ amount, currency }) => `${amount} ${currency}`,
  },
  {
    key: 'status',
    header: 'Status',
    cell: ({ status, error }) => (
      <>
        <Badge tone={LOOKS[status].tone}>{LOOKS[status].label}</Badge>
        {error === null ? null : <span className="mt-1 block text-sm wrap-anywhere">{error}</span>}
      </>
    ),
  },
  {
    key: 'why',
    header: 'Why',
    cell: ({ reason, requestedBy }) => (
      <>
        <span className="wrap-anywhere">{reason}</span>
        <span className="text-ink-2 block text-sm">{requestedBy ?? 'The platform'}</span>
      </>
    ),
  },
  { key: 'asked', header: 'Requested', cell: ({ requestedAt }) => <Time at={requestedAt} /> },
  {
    key: 'settled',
    header: 'Settled',
    cell: ({ settledAt }) => (settledAt === null ? '–' : <Time at={settledAt} />),
  },
]
