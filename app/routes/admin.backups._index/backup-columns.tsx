import { Link } from '@remix-run/react'
import { Badge } from '#app/components/ui/badge.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatBytes, formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { BACKUP_REASON_LABELS, PLATFORM_REF } from '#server/domain/backups/backup-kinds.ts'

export type Backup = ApiOutputs['backups']['list']['items'][number]

const STATUSES = {
  running: { tone: 'info', label: 'Running' },
  ready: { tone: 'success', label: 'Ready' },
  failed: { tone: 'danger', label: 'Failed' },
} as const

export const BACKUP_COLUMNS: Column<Backup>[] = [
  {
    key: 'database',
    header: 'Database',
    primary: true,
    cell: ({ id, displayName, database, status }) =>
      status === 'ready' && database !== PLATFORM_REF ? (
        <Link className="link wrap-anywhere" to={`/admin/backups/${id}`}>
          {displayName}
        </Link>
      ) : (
        <span className="wrap-anywhere">{displayName}</span>
      ),
  },
  {
    key: 'taken',
    header: 'Shows',
    cell: ({ takenAt, startedAt }) => <Time at={takenAt ?? startedAt} />,
  },
  { key: 'reason', header: 'Why', cell: ({ reason }) => BACKUP_REASON_LABELS[reason] },
  {
    key: 'status',
    header: 'Status',
    cell: ({ status, error }) => (
      <>
        <Badge tone={STATUSES[status].tone}>{STATUSES[status].label}</Badge>
        {error === null ? null : <p className="text-ink-2 mt-1 text-sm wrap-anywhere">{error}</p>}
      </>
    ),
  },
  {
    key: 'rows',
    header: 'Rows',
    numeric: true,
    cell: ({ rows }) => (rows === null ? '—' : formatNumber(rows)),
  },
  {
    key: 'size',
    header: 'Stored',
    numeric: true,
    cell: ({ bytes }) => (bytes === null ? '—' : formatBytes(bytes)),
  },
  { key: 'kept', header: 'Kept until', cell: ({ keptUntil }) => <Time at={keptUntil} format="date" /> },
]
