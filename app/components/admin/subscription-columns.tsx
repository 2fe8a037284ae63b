import { Link } from '@remix-run/react'
import { Badge } from '#app/components/ui/badge.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type SubscriptionLine } from '#app/lib/api-types.ts'
import { formatLabel, formatMoney } from '#app/lib/format.ts'
import { PLANS } from '#server/domain/billing/plans.ts'

/** What every list of subscriptions shows of one. */
export const SUBSCRIPTION_COLUMNS: Column<SubscriptionLine>[] = [
  {
    key: 'owner',
    header: 'Owner',
    primary: true,
    cell: ({ owner }) => (
      <Link className="link" to={`/admin/players/${owner.id}`}>
        {owner.callsign}
      </Link>
    ),
  },
  {
    key: 'plan',
    header: 'For',
    cell: ({ plan, region }) =>
      region === null ? (
        PLANS[plan].name
      ) : (
        <Link className="link wrap-anywhere" to={`/regions/${region.name}`}>
          {region.displayName}
        </Link>
      ),
  },
  { key: 'status', header: 'Status', cell: ({ status }) => <Badge>{formatLabel(status)}</Badge> },
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
    key: 'payments',
    header: 'Payments',
    cell: ({ id, owner }) => (
      <Link className="link" to={`/admin/subscriptions/${id}`} aria-label={`Payments of ${owner.callsign}`}>
        Payments
      </Link>
    ),
  },
]
