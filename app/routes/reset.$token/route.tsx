import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt } from '#app/caller.server.ts'
import { AuthCard } from '#app/components/auth-card.tsx'
import { PasswordField } from '#app/components/password-field.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { PASSWORD_MIN_LENGTH } from '#server/domain/identity/password-policy.ts'

export const meta: MetaFunction = () => [{ title: 'New password · SectorWars 2102' }]

const tokenOf = ({ params }: LoaderFunctionArgs) => params.token ?? ''

export const loader = async (args: LoaderFunctionArgs) => {
  const link = await attempt(args, (api) => api.recovery.resetLink({ token: tokenOf(args) }))
  return { account: link.ok ? link.value : null }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const newPassword = formText(form, 'newPassword')
  const result = await attempt(args, (api) =>
    api.recovery.resetPassword({ token: tokenOf(args), newPassword }),
  )
  if (!result.ok) return answer({ ...result, values: {} })
  return redirectWithFlash('/login', {
    title: 'Password changed',
    text: 'All browsers and programs were logged out. Log in with your new password.',
  })
}

export default function ResetPasswordPage() {
  const { account } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  return (
    <AuthCard
      title={account === null ? 'This link no longer works' : 'New password'}
      description={account === null ? 'Nothing has changed.' : `For ${account.callsign}`}
    >
      {account === null ? (
        <Banner tone="warning" title="This link was used or has expired">
          A link works once, for 30 minutes.{' '}
          <Link className="link" to="/forgot">
            Ask for a new one
          </Link>
          .
        </Banner>
      ) : (
        <Form method="post" className="grid gap-5">
          <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
          {/* Tells password managers which account this is. */}
          <input type="text" autoComplete="username" defaultValue={account.email} hidden readOnly />
          <PasswordField
            name="newPassword"
            label="New password"
            autoComplete="new-password"
            hint={`At least ${PASSWORD_MIN_LENGTH} characters. A few random words work well.`}
            error={failure?.fields.newPassword}
          />
          <p className="text-ink-2 text-sm">This logs out all browsers and programs.</p>
          <Button type="submit" variant="primary" size="lg" pending={isSending}>
            Change password
          </Button>
        </Form>
      )}
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
