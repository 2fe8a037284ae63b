import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { InvitationNote } from '#app/components/region/invitation-note.tsx'
import { PasswordField } from '#app/components/password-field.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatLabel } from '#app/lib/format.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { PASSWORD_MIN_LENGTH } from '#server/domain/identity/password-policy.ts'
import { AdminInvitationPanel } from './admin-invitation-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Profile · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const account = await load(args, (api) => api.identity.me())
  // A suspended account has none that it could accept.
  if (args.context.user?.suspension) return { account, invitations: [], adminInvitation: null }
  const [memberships, adminInvitation] = await load(args, (api) =>
    Promise.all([api.membership.mine(), api.adminInvites.mine()]),
  )
  return { account, invitations: memberships.invitations, adminInvitation }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const intent = formText(form, 'intent')
  const invitationId = formText(form, 'invitationId')
  if (intent === 'accept-admin') {
    const password = formText(form, 'password')
    const accepted = await attempt(args, (api) => api.adminInvites.accept({ invitationId, password }))
    if (!accepted.ok) return answer({ ...accepted, of: 'invitation' as const })
    return redirectWithFlash('/admin', 'You are now an administrator')
  }
  if (intent === 'decline-admin') {
    const declined = await attempt(args, (api) => api.adminInvites.decline({ invitationId }))
    if (!declined.ok) return answer({ ...declined, of: 'invitation' as const })
    return redirectWithFlash('/account', 'Invitation declined')
  }
  const result = await attempt(args, (api) =>
    api.identity.changePassword({
      currentPassword: formText(form, 'currentPassword'),
      newPassword: formText(form, 'newPassword'),
    }),
  )
  if (!result.ok) return answer({ ...result, of: 'password' as const })
  return redirectWithFlash('/account', {
    title: 'Password changed',
    text: 'All your other browsers and programs were logged out.',
  })
}

export default function ProfilePage() {
  const { account, invitations, adminInvitation } = useLoaderData<typeof loader>()
  const refused = useAnswer<typeof action>()
  const failure = refused?.of === 'password' ? refused : null
  const isSending = useNavigation().state === 'submitting'
  return (
    <>
      <Panel
        title="Profile"
        actions={
          <>
            <LinkButton to="/account/callsign" size="sm">
              Change callsign
            </LinkButton>
            <LinkButton to="/account/address" size="sm">
              Change address
            </LinkButton>
          </>
        }
      >
        <DataList
          items={[
            { label: 'Callsign', value: account.callsign },
            { label: 'E-mail address', value: account.email },
            { label: 'Role', value: formatLabel(account.role) },
            { label: 'Playing since', value: <Time at={account.createdAt} format="date" /> },
          ]}
        />
      </Panel>
      {adminInvitation === null ? null : (
        <AdminInvitationPanel
          invitation={adminInvitation}
          failure={refused?.of === 'invitation' ? refused : null}
          pending={isSending}
        />
      )}
      {invitations.length === 0 ? null : (
        <Panel title="Invitations">
          <div className="grid gap-4">
            {invitations.map((invitation) => (
              <InvitationNote
                key={invitation.id}
                invitation={invitation}
                pending={isSending}
                action={`/regions/${invitation.region.name}?index`}
              />
            ))}
          </div>
        </Panel>
      )}
      <Panel title="Change password" description="This logs out all your other browsers and programs.">
        <Form method="post" className="grid max-w-md gap-5" key={account.id}>
          <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
          {/* Tells password managers which account this is. */}
          <input type="text" autoComplete="username" defaultValue={account.email} hidden readOnly />
          <PasswordField
            name="currentPassword"
            label="Current password"
            autoComplete="current-password"
            error={failure?.fields.currentPassword}
          />
          <PasswordField
            name="newPassword"
            label="New password"
            autoComplete="new-password"
            hint={`At least ${PASSWORD_MIN_LENGTH} characters. A few random words work well.`}
            error={failure?.fields.newPassword}
          />
          <div>
            <Button type="submit" variant="primary" pending={isSending}>
              Change password
            </Button>
          </div>
        </Form>
      </Panel>
    </>
  )
}
