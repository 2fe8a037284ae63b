import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt } from '#app/caller.server.ts'
import { EmailField } from '#app/components/account/email-field.tsx'
import { AuthCard } from '#app/components/auth-card.tsx'
import { PasswordField } from '#app/components/password-field.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { PASSWORD_MIN_LENGTH } from '#server/domain/identity/password-policy.ts'

export const meta: MetaFunction = () => [{ title: 'Become administrator · SectorWars 2102' }]

/** Does not check the link: only using it reveals whether it is valid. */
export const loader = ({ context, params }: LoaderFunctionArgs) => ({
  callsign: context.user?.callsign ?? null,
  path: `/admin-invite/${params.token ?? ''}`,
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const token = args.params.token ?? ''
  if (formText(form, 'intent') === 'decline') {
    const declined = await attempt(args, (api) => api.adminInvites.declineLink({ token }))
    if (!declined.ok) return answer({ ...declined, values: { email: '', callsign: '' } })
    return redirectWithFlash('/', 'Invitation declined')
  }
  const account = {
    email: formText(form, 'email'),
    callsign: formText(form, 'callsign'),
    password: formText(form, 'password'),
  }
  const result = await attempt(args, (api) =>
    api.identity.acceptAdminInvite({
      token,
      account: args.context.user ? null : account,
    }),
  )
  if (result.ok) return redirectWithFlash('/admin/nexus', 'You are now an administrator')
  const fields = Object.fromEntries(
    Object.entries(result.fields).map(([path, message]) => [path.replace(/^account\./, ''), message]),
  )
  const message =
    result.status === 404
      ? 'This link was already used, was replaced or has expired. Ask who invited you for a new one; for the first administrator, restart the server.'
      : result.message
  return answer({ ...result, message, fields, values: { email: account.email, callsign: account.callsign } })
}

export default function AdminInvitePage() {
  const { callsign, path } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  return (
    <AuthCard
      title="Become an administrator"
      description={
        callsign === null
          ? 'This one-time link creates the account of an administrator. An invitation needs the e-mail address it was made for.'
          : `This one-time link makes ${callsign} an administrator of the platform.`
      }
      aside={
        callsign === null ? (
          <>
            Already have an account?{' '}
            <Link className="link" to={`/login?next=${encodeURIComponent(path)}`}>
              Log in first
            </Link>
          </>
        ) : undefined
      }
    >
      <Form method="post" className="grid gap-5">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        {callsign === null ? (
          <>
            <EmailField error={failure?.fields.email} defaultValue={failure?.values.email} />
            <Field label="Callsign" error={failure?.fields.callsign ?? null}>
              <Input
                name="callsign"
                autoComplete="nickname"
                defaultValue={failure?.values.callsign}
                required
                autoCapitalize="none"
              />
            </Field>
            <PasswordField
              name="password"
              label="Password"
              autoComplete="new-password"
              hint={`At least ${PASSWORD_MIN_LENGTH} characters. A few random words work well.`}
              error={failure?.fields.password}
            />
          </>
        ) : null}
        <Button type="submit" variant="primary" size="lg" pending={isSending}>
          Become administrator
        </Button>
      </Form>
      <div className="mt-4 text-center">
        <ConfirmDialog
          trigger={<Button variant="ghost">Decline the invitation</Button>}
          title="Decline the invitation?"
          confirmLabel="Decline invitation"
          fields={{ intent: 'decline' }}
        >
          The link opens nothing any more. An administrator can invite you again.
        </ConfirmDialog>
      </div>
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
