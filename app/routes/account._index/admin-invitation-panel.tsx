import { Form } from '@remix-run/react'
import { PasswordField } from '#app/components/password-field.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type MyAdminInvitation } from '#app/lib/api-types.ts'

export type AdminInvitationPanelProps = {
  invitation: MyAdminInvitation
  failure: { message: string; fields: Record<string, string> } | null
  pending: boolean
}

/** The invitation to become an administrator, with its two answers. */
export function AdminInvitationPanel({ invitation, failure, pending }: AdminInvitationPanelProps) {
  const { id, invitedBy, expiresAt } = invitation
  return (
    <Panel title="Become an administrator">
      <p className="mb-4 text-pretty">
        {invitedBy} invites you to administer this platform. Valid until <Time at={expiresAt} />. Accepting
        logs you out everywhere else; sessions of administrators are short.
      </p>
      <div className="grid max-w-md gap-5">
        <Form method="post" className="grid gap-5">
          <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
          <input type="hidden" name="intent" value="accept-admin" />
          <input type="hidden" name="invitationId" value={id} />
          <PasswordField
            name="password"
            label="Your password"
            autoComplete="current-password"
            error={failure?.fields.password}
          />
          <div>
            <Button type="submit" variant="primary" pending={pending}>
              Accept invitation
            </Button>
          </div>
        </Form>
        <div>
          <ConfirmDialog
            trigger={<Button variant="ghost">Decline</Button>}
            title="Decline to become an administrator?"
            confirmLabel="Decline invitation"
            fields={{ intent: 'decline-admin', invitationId: id }}
          >
            You stay a player. An administrator can invite you again.
          </ConfirmDialog>
        </div>
      </div>
    </Panel>
  )
}
