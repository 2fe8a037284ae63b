import { Link } from '@remix-run/react'
import { BookOpen } from 'lucide-react'
import { type Law } from '#app/lib/api-types.ts'
import { Badge, type Tone } from '#app/components/ui/badge.tsx'
import { DiffList } from '#app/components/ui/diff-list.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Time } from '#app/components/ui/time.tsx'

export type LawListProps = { laws: readonly Law[]; regionName: string; canSeePolicies: boolean }

const KINDS: Record<Law['kind'], { label: string; tone: Tone }> = {
  founding: { label: 'Founding', tone: 'accent' },
  decree: { label: 'Decree', tone: 'warning' },
  law: { label: 'Law', tone: 'success' },
  expiry: { label: 'Expired', tone: 'neutral' },
  admin: { label: 'Intervention', tone: 'danger' },
}

/** Acts that changed the region, newest first, each with what it changed. */
export function LawList({ laws, regionName, canSeePolicies }: LawListProps) {
  if (laws.length === 0) return <EmptyState title="The law book is empty" icon={<BookOpen />} />
  return (
    <ol className="divide-line divide-y">
      {laws.map((law) => (
        <li
          key={law.id}
          id={`law-${law.number}`}
          className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-3 py-4 first:pt-0 last:pb-0"
        >
          <p className="numerals text-accent text-2xl font-semibold">
            <span className="sr-only">Law </span>
            {law.number}
          </p>
          <div className="min-w-0">
            <h3 className="text-base break-words">{law.title}</h3>
            <p className="text-ink-2 mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
              <Badge tone={KINDS[law.kind].tone}>{KINDS[law.kind].label}</Badge>
              <span>
                by {law.enactedBy === null ? law.authority : `${law.enactedBy}, ${law.authority}`},{' '}
                <Time at={law.enactedAt} format="date" />
              </span>
              {law.expiredAt === null && law.expiresAt !== null ? (
                <span>
                  expires <Time at={law.expiresAt} format="date" />
                </span>
              ) : null}
              {law.expiredAt === null ? null : (
                <span>
                  expired <Time at={law.expiredAt} format="date" />
                </span>
              )}
              {law.policyId !== null && canSeePolicies ? (
                <Link className="link" to={`/regions/${regionName}/policies/${law.policyId}`}>
                  The vote
                </Link>
              ) : null}
            </p>
            {law.kind === 'founding' ? null : <LawChanges changes={law.changes} summary="What it changed" />}
          </div>
        </li>
      ))}
    </ol>
  )
}

/** The levers of one law before and after, folded away; nothing where it changes nothing. */
export function LawChanges({ changes, summary }: { changes: Law['changes']; summary: string }) {
  if (changes.length === 0) return null
  return (
    <details className="mt-2">
      <summary className="link inline-flex min-h-8 items-center text-sm">{summary}</summary>
      <DiffList
        changes={changes.map((change) => ({
          key: change.lever,
          label: change.label,
          before: change.before ?? 'as it was',
          after: change.after ?? 'rewritten',
        }))}
      />
    </details>
  )
}
