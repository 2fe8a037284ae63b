import { Link } from '@remix-run/react'
import { type ComingLaw } from '#app/lib/api-types.ts'
import { formatCount } from '#app/lib/format.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { LawChanges } from './law-list.tsx'

export type ComingLawsProps = {
  laws: readonly ComingLaw[]
  regionName: string
  canSeePolicies: boolean
  /** Why the last action was refused. */
  error: string | null
}

/** Laws and decrees that are decided but not in effect yet; nothing when there are none. */
export function ComingLaws({ laws, regionName, canSeePolicies, error }: ComingLawsProps) {
  if (laws.length === 0 && error === null) return null
  return (
    <Panel title="Coming up" description="Decided but not in effect yet.">
      <FormError message={error} />
      <ol className="divide-line divide-y">
        {laws.map((law) => (
          <li key={law.id} id={`decree-${law.id}`} className="py-4 first:pt-0 last:pb-0">
            <div className="flex flex-wrap items-start justify-between gap-3">
              <div className="min-w-0">
                <h3 className="text-base break-words">{law.title}</h3>
                <p className="text-ink-2 mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
                  <Badge tone={law.kind === 'decree' ? 'warning' : 'success'}>
                    {law.kind === 'decree' ? 'Decree' : 'Law'}
                  </Badge>
                  <span>
                    by {law.enactedBy}, {law.authority}
                  </span>
                  <span>
                    takes effect <Time at={law.effectiveAt} />
                  </span>
                  {law.expiresAfterDays === null ? null : (
                    <span>for {formatCount(law.expiresAfterDays, 'day')}</span>
                  )}
                  {law.policyId !== null && canSeePolicies ? (
                    <Link className="link" to={`/regions/${regionName}/policies/${law.policyId}`}>
                      View vote
                    </Link>
                  ) : null}
                </p>
              </div>
              {law.canRevoke ? (
                <ConfirmDialog
                  trigger={
                    <Button size="sm" variant="ghost">
                      Revoke
                    </Button>
                  }
                  title={`Revoke “${law.title}”?`}
                  confirmLabel="Revoke decree"
                  fields={{ decreeId: law.id }}
                >
                  Nothing will change. Citizens who were notified of the decree are notified again.
                </ConfirmDialog>
              ) : null}
            </div>
            <LawChanges changes={law.changes} summary="What it will change" />
          </li>
        ))}
      </ol>
    </Panel>
  )
}
