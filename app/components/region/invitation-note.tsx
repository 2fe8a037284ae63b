import { Form } from '@remix-run/react'
import { type MyInvitation } from '#app/lib/api-types.ts'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { Time } from '#app/components/ui/time.tsx'

export type InvitationNoteProps = {
  invitation: MyInvitation
  pending: boolean
  /** Page that takes the answer; this one if not given. */
  action?: string
}

/** An invitation with its two answers. */
export function InvitationNote({ invitation, pending, action }: InvitationNoteProps) {
  const { id, region, expiresAt } = invitation
  return (
    <div className="border-accent/40 grid gap-3 rounded-md border p-4">
      <p className="text-pretty">
        <strong>{region.displayName}</strong> invites you to settle, whatever its immigration policy is. Valid
        until <Time at={expiresAt} />.
      </p>
      <div className="flex flex-wrap gap-3">
        <Form method="post" action={action}>
          <input type="hidden" name="intent" value="join" />
          <input type="hidden" name="as" value="resident" />
          <Button type="submit" variant="primary" pending={pending}>
            Accept invitation
          </Button>
        </Form>
        <ConfirmDialog
          trigger={<Button variant="ghost">Decline</Button>}
          title={`Decline the invitation of ${region.displayName}?`}
          confirmLabel="Decline invitation"
          fields={{ intent: 'decline', invitationId: id }}
          {...(action === undefined ? {} : { action })}
        >
          The region cannot invite you again for 14 days.
        </ConfirmDialog>
      </div>
    </div>
  )
}
