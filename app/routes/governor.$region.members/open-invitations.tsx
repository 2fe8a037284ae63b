import { type MemberInvitation } from '#app/lib/api-types.ts'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { Time } from '#app/components/ui/time.tsx'

export type OpenInvitationsProps = { invitations: readonly MemberInvitation[]; mayRevoke: boolean }

/** Invitations that nobody has answered yet. */
export function OpenInvitations({ invitations, mayRevoke }: OpenInvitationsProps) {
  if (invitations.length === 0)
    return <p className="text-ink-3 text-sm text-pretty">No invitation is waiting for an answer.</p>
  return (
    <ul className="divide-line divide-y" aria-label="Open invitations">
      {invitations.map(({ id, callsign, invitedBy, expiresAt }) => (
        <li key={id} className="flex flex-wrap items-center gap-3 py-3 first:pt-0 last:pb-0">
          <div className="min-w-0 flex-1 basis-40">
            <p className="font-semibold wrap-anywhere">{callsign}</p>
            <p className="text-ink-3 text-sm text-pretty">
              Invited by {invitedBy}, valid until <Time at={expiresAt} />
            </p>
          </div>
          {mayRevoke ? (
            <ConfirmDialog
              trigger={
                <Button size="sm" variant="ghost" aria-label={`Revoke the invitation of ${callsign}`}>
                  Revoke
                </Button>
              }
              title={`Revoke the invitation of ${callsign}?`}
              confirmLabel="Revoke invitation"
              fields={{ intent: 'revoke', invitationId: id }}
            >
              {callsign} can no longer settle here by this invitation. You can invite them again.
            </ConfirmDialog>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
