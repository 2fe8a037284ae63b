import { CircleCheck, TriangleAlert } from 'lucide-react'
import { type RegionOverview } from '#app/lib/api-types.ts'
import { cn } from '#app/lib/cn.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'

type Item = RegionOverview['attention'][number]

const ACTIONS: Record<
  Item['kind'],
  { label: string; isUrgent?: true; to: (base: string, item: Item) => string }
> = {
  grace: { label: 'Pay', isUrgent: true, to: () => '/account/billing' },
  applications: { label: 'Decide', to: (base) => `${base}/members` },
  'implementation-failed': {
    label: 'View',
    isUrgent: true,
    to: (base, { subjectId }) => `${base}/policies/${subjectId}`,
  },
  'vote-closing': { label: 'Vote', to: (base, { subjectId }) => `${base}/policies/${subjectId}` },
  'election-closing': { label: 'Vote', to: (base, { subjectId }) => `${base}/elections/${subjectId}` },
  'treaty-offered': { label: 'Respond', to: (base, { subjectId }) => `${base}/diplomacy/${subjectId}` },
}

/** Open tasks of the government, most urgent first, each with a link. */
export function AttentionPanel({ regionName, items }: { regionName: string; items: readonly Item[] }) {
  return (
    <Panel title="Needs attention">
      {items.length === 0 ? (
        <EmptyState title="All clear" icon={<CircleCheck />} className="py-4!">
          Nothing needs your attention.
        </EmptyState>
      ) : (
        <ul className="divide-line divide-y">
          {items.map((item) => {
            const action = ACTIONS[item.kind]
            return (
              <li
                key={`${item.kind}-${item.subjectId ?? ''}`}
                className="flex items-start gap-3 py-3 first:pt-0 last:pb-0"
              >
                <TriangleAlert
                  aria-hidden
                  className={cn('mt-1 size-4 shrink-0', action.isUrgent ? 'text-danger' : 'text-warning')}
                />
                <div className="min-w-0 flex-1">
                  <p className="text-pretty">{item.title}</p>
                  {item.dueAt === null ? null : (
                    <p className="text-ink-2 text-sm">
                      <Time at={item.dueAt} format="relative" />
                    </p>
                  )}
                </div>
                <LinkButton
                  to={action.to(`/governor/${regionName}`, item)}
                  size="sm"
                  variant={action.isUrgent ? 'primary' : 'secondary'}
                  aria-label={`${action.label}: ${item.title}`}
                >
                  {action.label}
                </LinkButton>
              </li>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}
