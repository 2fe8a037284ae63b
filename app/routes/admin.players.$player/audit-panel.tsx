import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { LogPager } from '#app/components/ui/log-pager.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export type AuditPanelProps = {
  log: ApiOutputs['operations']['audit']
  side: 'about' | 'by'
  playerId: string
}

/** What was done to a player, or by them. */
export function AuditPanel({ log, side, playerId }: AuditPanelProps) {
  return (
    <Panel
      title="Audit log"
      flush
      actions={
        <nav aria-label="Whose acts" className="flex flex-wrap gap-2">
          <Side name="about" label="About the player" side={side} />
          <Side name="by" label="By the player" side={side} />
          <LinkButton to={`/admin/refused?player=${playerId}`} size="sm" variant="ghost">
            Refused requests
          </LinkButton>
        </nav>
      }
    >
      {log.items.length === 0 ? (
        <EmptyState title="No entries" />
      ) : (
        <ul className="divide-line divide-y">
          {log.items.map(({ id, at, action, actor, actorKind, detail }) => (
            <li key={id} className="px-4 py-3 sm:px-6">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <span className="min-w-0 wrap-anywhere">
                  {action} <span className="text-ink-2">by {actor ?? `(${actorKind})`}</span>
                </span>
                <Time at={at} className="text-ink-2 text-sm" />
              </p>
              <Detail detail={detail} />
            </li>
          ))}
        </ul>
      )}
      <LogPager next={log.next} noun="entries" className="px-4 sm:px-6" />
    </Panel>
  )
}

function Side({ name, label, side }: { name: string; label: string; side: string }) {
  return (
    <LinkButton
      to={`?side=${name}`}
      size="sm"
      preventScrollReset
      variant={name === side ? 'primary' : 'ghost'}
      aria-current={name === side ? 'page' : undefined}
    >
      {label}
    </LinkButton>
  )
}

function Detail({ detail }: { detail: Record<string, unknown> }) {
  const entries = Object.entries(detail)
  if (entries.length === 0) return null
  return (
    <dl className="text-ink-2 mt-1 grid gap-x-4 text-sm sm:grid-cols-[auto_1fr]">
      {entries.map(([name, value]) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd className="min-w-0 wrap-anywhere">
            {typeof value === 'string' ? value : JSON.stringify(value)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
