import { Link } from '@remix-run/react'
import { BookOpen } from 'lucide-react'
import { type Law } from '#app/lib/api-types.ts'
import { type Tone } from '#app/components/ui/badge.tsx'
import { DiffList } from '#app/components/ui/diff-list.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { LawEntry } from './law-entry.tsx'

export type LawListProps = { laws: readonly Law[]; regionName: string; canSeePolicies: boolean }

const KINDS: Record<Law['kind'], { label: string; tone: Tone }> = {
  founding: { label: 'Founding', tone: 'accent' },
  decree: { label: 'Decree', tone: 'warning' },
  law: { label: 'Law', tone: 'success' },
  expiry: { label: 'Expired', tone: 'neutral' },
  admin: { label: 'By an admin', tone: 'danger' },
}

/** Laws and decrees, newest first, each with its changes. */
export function LawList({ laws, regionName, canSeePolicies }: LawListProps) {
  if (laws.length === 0) return <EmptyState title="The law book is empty" icon={<BookOpen />} />
  return (
    <ol className="divide-line divide-y">
      {laws.map((law) => (
        <LawEntry
          key={law.id}
          number={law.number}
          title={law.title}
          kind={KINDS[law.kind]}
          facts={
            <>
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
                  View vote
                </Link>
              ) : null}
            </>
          }
        >
          {law.kind === 'founding' ? null : <LawChanges changes={law.changes} summary="What it changed" />}
        </LawEntry>
      ))}
    </ol>
  )
}

/** The settings before and after one law, collapsed; nothing if it changes none. */
export function LawChanges({ changes, summary }: { changes: Law['changes']; summary: string }) {
  if (changes.length === 0) return null
  return (
    <details className="mt-2">
      <summary className="link inline-flex min-h-8 items-center text-sm">{summary}</summary>
      <DiffList
        changes={changes.map((change) => ({
          key: change.lever,
          label: change.label,
          before: change.before ?? 'previous version',
          after: change.after ?? 'new version',
        }))}
      />
    </details>
  )
}
