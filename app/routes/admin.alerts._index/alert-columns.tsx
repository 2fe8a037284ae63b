import { Link } from '@remix-run/react'
import { Badge } from '#app/components/ui/badge.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export type Alert = ApiOutputs['alerts']['firing'][number] & { hasRunbook: boolean }

const SEVERITIES = {
  critical: { tone: 'danger', label: 'Critical' },
  warning: { tone: 'warning', label: 'Warning' },
} as const

const BASE: Column<Alert>[] = [
  {
    key: 'alert',
    header: 'Alert',
    primary: true,
    cell: ({ name, hasRunbook }) =>
      hasRunbook ? (
        <Link className="link wrap-anywhere" to={`/admin/alerts/${name}`}>
          {name}
        </Link>
      ) : (
        <span className="wrap-anywhere">{name}</span>
      ),
  },
  {
    key: 'severity',
    header: 'Severity',
    cell: ({ severity }) => <Badge tone={SEVERITIES[severity].tone}>{SEVERITIES[severity].label}</Badge>,
  },
  {
    key: 'summary',
    header: 'What',
    cell: ({ summary, labels }) => (
      <>
        <span className="wrap-anywhere">{summary || '—'}</span>
        <span className="text-ink-2 block text-sm wrap-anywhere">
          {Object.entries(labels)
            .map(([label, value]) => `${label}: ${value}`)
            .join(', ')}
        </span>
      </>
    ),
  },
  { key: 'began', header: 'Began', cell: ({ startedAt }) => <Time at={startedAt} /> },
]

export const FIRING_COLUMNS: Column<Alert>[] = [
  ...BASE,
  {
    key: 'told',
    header: 'Last told',
    cell: ({ lastToldAt }) => <Time at={lastToldAt} format="relative" />,
  },
]

export const PAST_COLUMNS: Column<Alert>[] = [
  ...BASE,
  {
    key: 'ended',
    header: 'Ended',
    cell: ({ endedAt }) => (endedAt === null ? 'Not told of any more' : <Time at={endedAt} />),
  },
]
